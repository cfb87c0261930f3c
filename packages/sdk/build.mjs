import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { minify } from 'terser'

const root = dirname(fileURLToPath(import.meta.url))
const webVitals = join(root, 'node_modules/web-vitals')

/** esbuild's output once more through terser, which takes another 7% off the compressed size. */
async function squeeze(source, { isModule = false } = {}) {
  const { code } = await minify(source, {
    ecma: 2020,
    module: isModule,
    toplevel: true,
    compress: { passes: 5, unsafe: true, unsafe_arrows: true, pure_getters: true, keep_fargs: false },
    format: { comments: false },
  })
  return code.replace(/^"use strict";|;$/g, '')
}

/**
 * Builds the SDK: `touchline.js` (for a script tag, everything in one file), `index.js` (ESM) and `stub.js` (the line
 * for the head of a page). Fails when zod gets into a bundle.
 * @param {{ outdir: string }} options
 */
export async function buildSdk({ outdir }) {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  await mkdir(outdir, { recursive: true })
  const bundle = async (entry, format, name) => {
    const { metafile, outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: [entry],
      format,
      bundle: true,
      minify: true,
      target: 'es2020',
      metafile: true,
      write: false,
      legalComments: 'none',
      define: { TOUCHLINE_VERSION: JSON.stringify(version) },
      // Names that never reach the wire begin with an underscore, here and in web-vitals.
      mangleProps: /^_[a-z]/,
    })
    const stray = Object.keys(metafile.inputs).find((path) => /[\\/]zod[\\/@]/.test(path))
    if (stray) throw new Error(`zod must not be in the SDK, but ${stray} is`)
    const code = await squeeze(outputFiles[0].text, { isModule: format === 'esm' })
    await writeFile(join(outdir, name), `/*! Touchline, MIT; web-vitals, Apache-2.0 */\n${code}\n`)
  }
  await Promise.all([
    bundle('src/script.ts', 'iife', 'touchline.js'),
    bundle('src/index.ts', 'esm', 'index.js'),
    readFile(join(root, 'src/stub.js'), 'utf8').then(async (source) =>
      writeFile(join(outdir, 'stub.js'), await squeeze(source)),
    ),
    copyFile(join(webVitals, 'LICENSE'), join(outdir, 'LICENSE.web-vitals.txt')),
  ])
}

/**
 * The size of a built file in bytes: raw, gzip and brotli at their best.
 * @param {string} file
 * @returns {Promise<{ raw: number, gzip: number, brotli: number }>}
 */
export async function sizesOf(file) {
  const source = await readFile(file)
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: source.length }
  return {
    raw: source.length,
    gzip: gzipSync(source, { level: 9 }).length,
    brotli: brotliCompressSync(source, { params }).length,
  }
}

/** Prints the sizes of the built script and stub. */
export async function printSizes({ outdir = join(root, 'dist') } = {}) {
  for (const name of ['touchline.js', 'stub.js']) {
    const { raw, gzip, brotli } = await sizesOf(join(outdir, name))
    console.log(`${name}: ${raw} bytes, gzip ${gzip}, brotli ${brotli}`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildSdk({ outdir: join(root, 'dist') })
  await printSizes()
}
