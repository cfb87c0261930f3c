import { createHash } from 'node:crypto'

/** Sends a whole body, or 304 when the client has it already. Everything is revalidated: a shop's prices change. */
export function respond(request, response, { status = 200, type, body }) {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  response.setHeader('Cache-Control', 'no-cache')
  if (status === 200) {
    response.setHeader('ETag', etag)
    const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
    if (known.includes(etag)) return response.writeHead(304).end()
  }
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Sends the head at once and the rest after `delayMs`, so that the first paint is late. */
export function respondSlowly(response, { status = 200, type, head, rest, delayMs }) {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-cache' })
  response.write(head)
  const timer = setTimeout(() => response.end(rest), delayMs)
  response.once('close', () => clearTimeout(timer))
}
