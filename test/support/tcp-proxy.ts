import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/**
 * How the proxy treats what passes through it:
 * - `pass`: as it comes
 * - `refuse`: resets every connection, those open and those that come
 * - `swallow`: a half-open connection: takes the request, passes nothing on, never answers
 * - `hold_answers`: passes requests on and keeps the answers for itself, without an end
 * - `reset_answers`: passes requests on and resets the connection instead of answering
 * - `reset_requests`: passes some of the request on and resets the connection in the middle of it
 * - `slow`: a few bytes at a time
 */
export type Behaviour = 'pass' | 'refuse' | 'swallow' | 'hold_answers' | 'reset_answers' | 'reset_requests' | 'slow'

export interface TcpProxy {
  url: string
  /** Changes how requests are treated whose head matches `of`; the others pass. */
  behave(next: Behaviour, of?: RegExp): void
  /** How often something other than passing was done. */
  harmed(): number
  close(): Promise<void>
}

const slowBytes = 2000
const slowEveryMs = 5
const resetAfterBytes = 40_000

/** A proxy for one address, that a test makes misbehave. Requests are told apart by the head that begins a chunk. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  let behaviour: Behaviour = 'pass'
  let concerned: RegExp = /^/
  let harmed = 0

  function serve(client: Socket) {
    const server = connect(Number(port), hostname)
    let current: Behaviour = 'pass'
    for (const socket of [client, server]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        server.destroy()
        // Of a half-open connection nobody hears that its other end is gone.
        if (current !== 'swallow' && current !== 'hold_answers') client.destroy()
      })
    }
    const reset = () => {
      client.resetAndDestroy()
      server.resetAndDestroy()
    }
    if (behaviour === 'refuse') {
      harmed++
      return reset()
    }
    let requestBytes = 0
    const queue = createSlowQueue()
    client.on('data', (chunk) => {
      const head = chunk.subarray(0, 2000).toString('latin1')
      if (/^(GET|POST|HEAD|OPTIONS|DELETE) /.test(head)) {
        requestBytes = 0
        current = concerned.test(head) ? behaviour : 'pass'
        if (current !== 'pass') harmed++
      }
      requestBytes += chunk.length
      if (current === 'swallow') return
      if (current === 'slow') return queue.push(server, chunk)
      if (current === 'reset_requests' && requestBytes > resetAfterBytes) return reset()
      server.write(chunk)
    })
    server.on('data', (chunk) => {
      if (current === 'hold_answers') return
      if (current === 'reset_answers') return reset()
      if (current === 'slow') return queue.push(client, chunk)
      client.write(chunk)
    })
  }

  const listener = createServer(serve).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    behave(next, of = /^/) {
      behaviour = next
      concerned = of
      if (next === 'refuse') for (const socket of open) socket.resetAndDestroy()
    },
    harmed: () => harmed,
    async close() {
      listener.close()
      for (const socket of open) socket.destroy()
      await once(listener, 'close')
    },
  }
}

/** Writes what it is given a little at a time, in order. */
function createSlowQueue() {
  const waiting: [Socket, Buffer][] = []
  let stepping = false
  function step() {
    const [socket, chunk] = waiting.shift() ?? []
    stepping = socket !== undefined
    if (!socket || !chunk) return
    if (!socket.destroyed) socket.write(chunk.subarray(0, slowBytes))
    if (chunk.length > slowBytes) waiting.unshift([socket, chunk.subarray(slowBytes)])
    setTimeout(step, slowEveryMs)
  }
  return {
    push(socket: Socket, chunk: Buffer) {
      waiting.push([socket, chunk])
      if (!stepping) step()
    },
  }
}
