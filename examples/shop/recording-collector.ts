import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One call of `touchline(…)` as the shop made it. */
export interface RecordedCall {
  at: number
  path: string
  pageType: string
  site: string
  mode: string
  call: [method: string, ...rest: unknown[]]
}

/** Stands where the collector's script would: it passes every call on as it was made, earlier ones included. */
const script = `(() => {
  const { src, dataset } = document.currentScript
  const address = new URL('/calls', src)
  let last = 0
  const push = (call) => {
    last = Math.max(last + 0.001, performance.timeOrigin + performance.now())
    const { site, mode, pageType } = dataset
    const body = JSON.stringify({ at: last, path: location.pathname, site, mode, pageType, call: Array.from(call) })
    fetch(address, { method: 'POST', keepalive: true, mode: 'no-cors', body })
  }
  const waiting = window.touchline.q ?? []
  window.touchline.q = { push }
  waiting.forEach(push)
})()`

/** Starts a server on a free port of this machine. */
export async function start(handler: RequestListener): Promise<{ url: string; stop: () => Promise<void> }> {
  const server: Server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, stop }
}

/** A server in the collector's place that keeps the shop's calls, in the order in which they were made. */
export async function startRecordingCollector() {
  const recorded: RecordedCall[] = []
  const server = await start(async (request, response) => {
    if (request.url === '/touchline.js') {
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script)
      return
    }
    let body = ''
    for await (const chunk of request) body += chunk
    recorded.push(JSON.parse(body))
    response.writeHead(204).end()
  })
  const calls = () => [...recorded].sort((a, b) => a.at - b.at)
  return { ...server, calls, forget: () => recorded.splice(0) }
}
