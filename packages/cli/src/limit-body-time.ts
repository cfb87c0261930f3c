import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** How long bodies may take, in ms. */
export interface BodyTime {
  /** For a whole body, unless it comes faster than `slowestBytesPerS`. */
  wholeMs: number
  /** What a phone on a bad line still reaches. */
  slowestBytesPerS: number
  /** For a whole body that comes as slowly as it may. */
  longestMs: number
  /** For the next bytes of a body of any length, sent to an address that `streamed` begins. */
  nextBytesMs: number
  /** The beginning of the paths that take bodies of any length. */
  streamed?: string
}

interface Body {
  request: IncomingMessage
  response: ServerResponse
  since: number
  /** Of the connection, at `since`. */
  bytesRead: number
}

const lookEveryMs = 500

/**
 * Ends connections whose request's body does not come in time. Node's own `requestTimeout` would also end a long import
 * that comes at full speed, and a timer a request costs more than a look at all connections now and then.
 */
export function limitBodyTime(server: Server, time: BodyTime): void {
  const { wholeMs, slowestBytesPerS, longestMs, nextBytesMs, streamed } = time
  const bodies = new Map<Socket, Body>()
  server.on('connection', (socket) => socket.once('close', () => bodies.delete(socket)))
  server.on('request', (request, response) => {
    bodies.set(request.socket, { request, response, since: Date.now(), bytesRead: request.socket.bytesRead })
  })

  function isLate(body: Body, socket: Socket, now: number): boolean {
    if (body.request.complete) return false
    if (!streamed || !body.request.url?.startsWith(streamed)) {
      const tookMs = now - body.since
      const bytesPerS = (1000 * (socket.bytesRead - body.bytesRead)) / tookMs
      return tookMs > longestMs || (tookMs > wholeMs && bytesPerS < slowestBytesPerS)
    }
    // Bytes that wait to be read are not the sender's delay.
    if (socket.bytesRead > body.bytesRead || body.request.readableLength > 0) {
      body.bytesRead = socket.bytesRead
      body.since = now
    }
    return now - body.since > nextBytesMs
  }

  const timer = setInterval(() => {
    const now = Date.now()
    for (const [socket, body] of bodies) {
      if (!isLate(body, socket, now)) continue
      if (!body.response.headersSent) socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
      socket.destroySoon()
    }
  }, lookEveryMs).unref()
  server.on('close', () => clearInterval(timer))
}
