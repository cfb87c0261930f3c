import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, Server as NetServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { CliError } from './cli-error.js'
import { limitBodyTime } from './limit-body-time.js'

/** An HTTP server that answers. */
export interface Listening {
  url: string
  server: Server
  /** Takes no new connections, lets the running requests finish, and asks clients to end their connections. */
  close(): Promise<void>
}

/** Something Hono-shaped that answers requests. */
export interface Fetches {
  fetch(request: Request, environment?: unknown): Response | Promise<Response>
}

interface Address {
  host: string
  port: number
  /** The setting that chooses the port, for the message when it is taken. */
  setting: string
  /** The beginning of the paths that take bodies of any length. */
  streamed?: string
}

// A client that sends slowly on purpose must not hold its connection, and many of them not all there are.
const headersTimeoutMs = 5_000
const bodyTime = { wholeMs: 6_000, slowestBytesPerS: 1_000, longestMs: 60_000, nextBytesMs: 30_000 }
const checkEveryMs = 500
const maxConnections = 10_000
/** Connections that wait to be taken: a burst of more than Node's 511 would be dropped by the kernel. */
const backlog = 4096
/** How long a client may take, once the server stops, to use the connection that it keeps a last time. */
const lastUseMs = 500

/**
 * Serves an app or a plain request listener.
 * @throws CliError naming the setting when the port is taken or not allowed
 */
export async function listen(
  app: Fetches | RequestListener,
  { host, port, setting, streamed }: Address,
): Promise<Listening> {
  const listener = typeof app === 'function' ? app : getRequestListener(app.fetch as (request: Request) => Response)
  const server = createServer(
    {
      requestTimeout: 0,
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: checkEveryMs,
      keepAliveTimeout: 30_000,
    },
    listener,
  )
  server.maxConnections = maxConnections
  limitBodyTime(server, { ...bodyTime, streamed })
  server.listen({ port, host, backlog })
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new CliError(sentence((error as NodeJS.ErrnoException).code, { host, port, setting }, error), 1, {
      cause: error,
    })
  }
  const address = server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return {
    url: `http://${name === '0.0.0.0' || name === '[::]' ? 'localhost' : name}:${address.port}`,
    server,
    async close() {
      const closed = once(server, 'close')
      server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'))
      // HTTP's own `close` cuts idle connections at once, also one that a client is just sending its next request into.
      NetServer.prototype.close.call(server)
      await Promise.race([closed, delay(lastUseMs, undefined, { ref: false })])
      const timer = setInterval(() => server.closeIdleConnections(), 50)
      await closed
      clearInterval(timer)
    },
  }
}

function sentence(code: string | undefined, { host, port, setting }: Address, error: unknown): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use. Stop what uses it, or set ${setting} to another port (0 picks a free one).`
  if (code === 'EACCES') return `This user may not listen on port ${port}. Set ${setting} to a port above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `${host} is not an address of this machine. Set ${setting.replace('PORT', 'HOST')} to one that is.`
  return `Cannot listen on ${host}:${port}: ${(error as Error).message}`
}
