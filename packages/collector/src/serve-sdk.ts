import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { HttpProblem, securityHeaders } from './http-problem.js'

/** One file of the browser SDK, ready to be served. */
export interface SdkFile {
  plain: Buffer<ArrayBuffer>
  gzip: Buffer<ArrayBuffer>
  brotli: Buffer<ArrayBuffer>
  /** Part of the address under which this very version stays. */
  hash: string
  /** For the `integrity` attribute of a script tag. */
  integrity: string
  isScript: boolean
}

/** Under which names a shop has the SDK served and takes its events, as blockers know the usual ones. */
export interface SdkNames {
  /** Path of the script, such as `/js/shop.js`. */
  script: string
  /** Path for events, in the script's folder. */
  events: string
}

export const usualNames: SdkNames = { script: '/touchline.js', events: '/v1/events' }

/** By path. */
export type SdkFiles = ReadonlyMap<string, SdkFile>

/** Script tags name these; what they load on demand lies beside them. */
const scripts = ['touchline.js', 'touchline.core.js']
const parts = ['more.js', 'targets.js']

/** Compresses a file once, as well as it goes. */
export async function prepareSdk(source: Uint8Array, isScript = true): Promise<SdkFile> {
  const plain = Buffer.from(source)
  const [gzipped, brotli] = await Promise.all([
    promisify(gzip)(plain, { level: constants.Z_BEST_COMPRESSION }),
    promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
  ])
  return {
    plain,
    gzip: Buffer.from(gzipped),
    brotli: Buffer.from(brotli),
    hash: createHash('sha256').update(plain).digest('hex').slice(0, 16),
    integrity: `sha384-${createHash('sha384').update(plain).digest('base64')}`,
    isScript,
  }
}

/**
 * Reads the SDK beside `touchline.js`; a file that is not built is left out.
 * @throws Error when the names are not in one folder
 */
export async function openSdk(file: string, names: SdkNames = usualNames): Promise<SdkFiles> {
  const files = new Map<string, SdkFile>()
  for (const name of [...scripts, ...parts]) {
    const isScript = scripts.includes(name)
    const source = await readFile(join(dirname(file), name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
    if (!source) continue
    files.set(`/${name}`, await prepareSdk(source, isScript))
    if (names.script === usualNames.script && names.events === usualNames.events) continue
    const folder = names.script.slice(0, names.script.lastIndexOf('/'))
    if (!names.events.startsWith(`${folder}/`))
      throw new Error(`${names.events} must lie in the folder of ${names.script}`)
    const own = source.toString().replaceAll(usualNames.events, names.events.slice(folder.length))
    const chosen = name.replace('touchline', basename(names.script, '.js'))
    files.set(`${folder}/${chosen}`, await prepareSdk(Buffer.from(own), isScript))
  }
  return files
}

// One hour: a new version of the SDK reaches every shop within that time.
const shortCache = 'public, max-age=3600, stale-while-revalidate=86400'
const longCache = 'public, max-age=31536000, immutable'

/** The file of a path, with the hash that it names: `/touchline.<hash>.js` is that very version. */
export function findSdk(files: SdkFiles | undefined, path: string): { file: SdkFile; hash?: string } | undefined {
  const file = files?.get(path)
  if (file) return { file }
  const [, before, hash, after] = /^(.*)\.([0-9a-f]{16})(\.js)$/.exec(path) ?? []
  const pinned = files?.get(`${before}${after}`)
  return pinned && { file: pinned, hash }
}

/**
 * Answers a file of the SDK.
 * @throws HttpProblem 404 when there is none of that hash
 */
export function serveSdk({ file, hash }: { file: SdkFile; hash?: string }, request: Request): Response {
  if (hash !== undefined && hash !== file.hash) {
    throw new HttpProblem('not_found', 'This version of the SDK is not here any more: leave the hash out.')
  }
  const [body, encoding] = encoded(file, request.headers.get('accept-encoding') ?? '')
  const etag = `"${file.hash}${encoding && `-${encoding}`}"`
  const headers: Record<string, string> = {
    ...securityHeaders,
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': hash ? longCache : shortCache,
    // A script tag with an integrity hash is fetched across origins, and must be allowed to.
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    // In place of a comment in the file, which every page would carry. web-vitals is in it.
    link: '<https://www.apache.org/licenses/LICENSE-2.0>; rel="license"; title="web-vitals"',
    vary: 'accept-encoding',
    etag,
  }
  if (request.headers.get('if-none-match')?.includes(etag)) return new Response(null, { status: 304, headers })
  if (encoding) headers['content-encoding'] = encoding
  return new Response(body, { headers })
}

/** Every script with its address for good and its hash for the `integrity` attribute. */
export const listSdk = (files: SdkFiles) =>
  [...files]
    .filter(([, { isScript }]) => isScript)
    .map(([path, { hash, integrity, brotli }]) => ({
      path,
      pinned_path: path.replace(/\.js$/, `.${hash}.js`),
      integrity,
      brotli_bytes: brotli.length,
    }))

function encoded(sdk: SdkFile, accepts: string): [Buffer<ArrayBuffer>, 'br' | 'gzip' | ''] {
  if (/\bbr\b(?!;q=0(\.0*)?(,|$))/.test(accepts)) return [sdk.brotli, 'br']
  if (/\bgzip\b(?!;q=0(\.0*)?(,|$))/.test(accepts)) return [sdk.gzip, 'gzip']
  return [sdk.plain, '']
}
