import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { HttpProblem, securityHeaders } from './http-problem.js'

/** The browser SDK, ready to be served. */
export interface SdkFiles {
  plain: Buffer<ArrayBuffer>
  gzip: Buffer<ArrayBuffer>
  brotli: Buffer<ArrayBuffer>
  /** Part of the address under which this very version stays. */
  hash: string
  /** For the `integrity` attribute of a script tag. */
  integrity: string
}

/** Compresses the SDK once, as well as it goes. */
export async function prepareSdk(source: Uint8Array): Promise<SdkFiles> {
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
  }
}

// One hour: a new version of the SDK reaches every shop within that time.
const shortCache = 'public, max-age=3600, stale-while-revalidate=86400'
const longCache = 'public, max-age=31536000, immutable'

/**
 * Answers `/touchline.js` and `/touchline.<hash>.js`.
 * @throws HttpProblem 404 when there is no SDK of that hash
 */
export function serveSdk(sdk: SdkFiles | undefined, hash: string | undefined, request: Request): Response {
  if (!sdk) throw new HttpProblem('not_found', 'The SDK is not built: run `pnpm build`.')
  if (hash !== undefined && hash !== sdk.hash) {
    throw new HttpProblem('not_found', 'This version of the SDK is not here any more: use /touchline.js.')
  }
  const [body, encoding] = encoded(sdk, request.headers.get('accept-encoding') ?? '')
  const etag = `"${sdk.hash}${encoding && `-${encoding}`}"`
  const headers: Record<string, string> = {
    ...securityHeaders,
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': hash ? longCache : shortCache,
    // A script tag with an integrity hash is fetched across origins, and must be allowed to.
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'accept-encoding',
    etag,
  }
  if (request.headers.get('if-none-match')?.includes(etag)) return new Response(null, { status: 304, headers })
  if (encoding) headers['content-encoding'] = encoding
  return new Response(body, { headers })
}

function encoded(sdk: SdkFiles, accepts: string): [Buffer<ArrayBuffer>, 'br' | 'gzip' | ''] {
  if (/\bbr\b(?!;q=0(\.0*)?(,|$))/.test(accepts)) return [sdk.brotli, 'br']
  if (/\bgzip\b(?!;q=0(\.0*)?(,|$))/.test(accepts)) return [sdk.gzip, 'gzip']
  return [sdk.plain, '']
}
