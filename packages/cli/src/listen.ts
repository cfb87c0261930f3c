import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { CliError } from './cli-error.js'

/** An HTTP server that answers. */
export interface Listening {
  url: string
  server: Server
  /** Takes no new connections, lets the running requests finish. */
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
}

/**
 * Serves an app or a plain request listener.
 * @throws CliError naming the setting when the port is taken or not allowed
 */
export async function listen(app: Fetches | RequestListener, { host, port, setting }: Address): Promise<Listening> {
  const listener = typeof app === 'function' ? app : getRequestListener(app.fetch as (request: Request) => Response)
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 30_000 }, listener)
  server.listen(port, host)
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
      server.close()
      server.closeIdleConnections()
      await closed
    },
  }
}

function sentence(code: string | undefined, { host, port, setting }: Address, error: unknown): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use. Stop what uses it, or set ${setting} to another port (0 picks a free one).`
  if (code === 'EACCES') return `This user may not listen on port ${port}. Set ${setting} to a port above 1023.`
  if (code === 'EADDRNOTAVAIL')
    return `${host} is not an address of this machine. Set ${setting.replace('PORT', 'HOST')} to one that is.`
  return `Cannot listen on ${host}:${port}: ${(error as Error).message}`
}
