import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

type Encoding = 'br' | 'gzip'

/** What the browser takes: brotli where it can, as over https and on this machine, else gzip. */
export function encodingOf(acceptEncoding: string | undefined): Encoding | undefined {
  if (/\bbr\b/.test(acceptEncoding ?? '')) return 'br'
  return /\bgzip\b/.test(acceptEncoding ?? '') ? 'gzip' : undefined
}

/** Packs bytes; `quality` from 0 to 11 for brotli: 11 is small and slow, for what is packed once. */
export async function pack(body: Uint8Array, encoding: Encoding, quality = 5): Promise<Uint8Array<ArrayBuffer>> {
  const packed =
    encoding === 'br' ? await brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }) : await zip(body)
  return new Uint8Array(packed)
}

const texts = /^(text\/(html|plain|csv)|application\/(json|x-ndjson))\b/
const leastBytes = 1400

/** Packs pages and files of text that fit more than one packet. Pages hold no secret that a guess could be packed with. */
export const compressed: MiddlewareHandler = async (c, next) => {
  await next()
  const { headers, status } = c.res
  if (!texts.test(headers.get('content-type') ?? '') || headers.has('content-encoding')) return
  const encoding = encodingOf(c.req.header('accept-encoding'))
  const body = new Uint8Array(await c.res.arrayBuffer())
  const after = new Headers(headers)
  after.append('Vary', 'Accept-Encoding')
  if (!encoding || body.length < leastBytes) {
    c.res = new Response(body, { status, headers: after })
    return
  }
  after.set('Content-Encoding', encoding)
  after.delete('Content-Length')
  c.res = new Response(await pack(body, encoding), { status, headers: after })
}
