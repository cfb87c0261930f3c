import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import swc from '@swc/core'
import { build } from 'esbuild'
import { minify } from 'terser'

const root = dirname(fileURLToPath(import.meta.url))
const webVitals = join(root, 'node_modules/web-vitals')

/** What is built: for a script tag, as a module, what is loaded on demand, and the lines for the head of a page. */
const bundles = [
  { name: 'touchline.js', entry: 'src/script.ts', format: 'iife' },
  { name: 'touchline.core.js', entry: 'src/script.ts', format: 'iife', isCore: true },
  { name: 'index.js', entry: 'src/index.ts', format: 'esm' },
  { name: 'core.js', entry: 'src/index.ts', format: 'esm', isCore: true },
  { name: 'more.js', entry: 'src/more.ts', format: 'esm' },
  { name: 'targets.js', entry: 'src/targets.ts', format: 'esm' },
]
const snippets = ['stub.js', 'early.js']

const brotliBytes = (source) =>
  brotliCompressSync(source, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: source.length },
  }).length

const common = { passes: 4, unsafe: true, unsafe_arrows: true, pure_getters: true, keep_fargs: false }
const switches = ['sequences', 'unsafe_comps', 'conditionals', 'if_return', 'comparisons']

/**
 * One minifier after another: what swc inlines, terser shortens once more. Which of terser's switches pay depends on the
 * code, so the settings that give the fewest bytes are looked for, one switch after another.
 * @param saysBooleans an event holds a literal true or false, which must not become a number
 */
async function squeeze(source, { isModule = false, saysBooleans = false } = {}) {
  const { code } = await swc.minify(source, {
    ecma: 2020,
    module: isModule,
    compress: { ...common, passes: 5, toplevel: true, ecma: 2020 },
    mangle: { toplevel: true },
  })
  const shrink = async (chosen) => {
    const shrunk = await minify(code, {
      ecma: 2020,
      module: isModule,
      toplevel: true,
      compress: { ...common, booleans_as_integers: !saysBooleans, ...chosen },
      format: { comments: false },
    })
    const text = shrunk.code.replace(/^"use strict";|;$/g, '')
    return { text, bytes: brotliBytes(Buffer.from(text)), chosen }
  }
  let best = await shrink({ sequences: true, unsafe_comps: false })
  for (const name of [...switches, ...switches]) {
    const next = await shrink({ ...best.chosen, [name]: !(best.chosen[name] ?? true) })
    if (next.bytes < best.bytes) best = next
  }
  return best.text
}

/** Puts our own parts of web-vitals in place of the library's: see src/lean-vitals.ts. */
const leanVitals = {
  name: 'lean-vitals',
  setup(plugins) {
    const names = ['initMetric', 'bindReporter', 'initUnique', 'getNavigationEntry', 'whenActivated']
    plugins.onResolve({ filter: new RegExp(`^\\./.*\\b(${names.join('|')})\\.js$`) }, ({ importer }) =>
      /web-vitals[\\/]dist/.test(importer) ? { path: join(root, 'src/lean-vitals.ts') } : undefined,
    )
  },
}

async function bundle({ entry, format, isCore = false }, version) {
  const isMain = !/more|targets/.test(entry)
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    format,
    bundle: true,
    minifySyntax: true,
    target: 'es2020',
    metafile: true,
    write: false,
    legalComments: 'none',
    external: ['./more.js', './targets.js'],
    // web-vitals' classes have fields, which only TypeScript's way makes short.
    loader: { '.js': 'ts' },
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    define: {
      TOUCHLINE_VERSION: JSON.stringify(version),
      TOUCHLINE_VITALS: String(!isCore),
      TOUCHLINE_EXTRAS: String(!isCore),
      'globalThis.performance': 'performance',
    },
    // Names that never reach the wire begin with an underscore, here and in web-vitals.
    mangleProps: /^_[a-z]/,
    plugins: isMain ? [leanVitals] : [],
  })
  const stray = Object.keys(metafile.inputs).find((path) => /[\\/]zod[\\/@]/.test(path))
  if (stray) throw new Error(`zod must not be in the SDK, but ${stray} is`)
  return squeeze(outputFiles[0].text, { isModule: format === 'esm', saysBooleans: !isMain })
}

/**
 * Builds the SDK. Fails when zod gets into a bundle.
 * @param {{ outdir: string }} options
 */
export async function buildSdk({ outdir }) {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  await mkdir(outdir, { recursive: true })
  for (const part of bundles) await writeFile(join(outdir, part.name), `${await bundle(part, version)}\n`)
  for (const name of snippets)
    await writeFile(join(outdir, name), await squeeze(await readFile(join(root, 'src', name), 'utf8')))
  await copyFile(join(webVitals, 'LICENSE'), join(outdir, 'LICENSE.web-vitals.txt'))
  await writeFile(join(outdir, 'core.d.ts'), "export * from './index.js'\n")
  // For a script tag: it exports nothing.
  await writeFile(join(outdir, 'touchline.d.ts'), 'export {}\n')
}

/**
 * The size of a built file in bytes: raw, gzip and brotli at their best.
 * @param {string} file
 * @returns {Promise<{ raw: number, gzip: number, brotli: number }>}
 */
export async function sizesOf(file) {
  const source = await readFile(file)
  return { raw: source.length, gzip: gzipSync(source, { level: 9 }).length, brotli: brotliBytes(source) }
}

/** Prints the sizes of what was built. */
export async function printSizes({ outdir = join(root, 'dist') } = {}) {
  for (const name of [...bundles.map((part) => part.name), ...snippets]) {
    const { raw, gzip, brotli } = await sizesOf(join(outdir, name))
    console.log(`${name}: ${raw} bytes, gzip ${gzip}, brotli ${brotli}`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildSdk({ outdir: join(root, 'dist') })
  await printSizes()
}
