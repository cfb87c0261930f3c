import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { limitBodyTime } from './limit-body-time.js'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections()
})

async function serve(): Promise<number> {
  const server = createServer({ requestTimeout: 0 }, async (request, response) => {
    const body = await text(request).catch(() => undefined)
    if (body !== undefined) response.end(`took ${body.length}`)
  })
  limitBodyTime(server, {
    wholeMs: 300,
    slowestBytesPerS: 1000,
    longestMs: 60_000,
    nextBytesMs: 2000,
    streamed: '/v1/import',
  })
  servers.push(server.listen(0, '127.0.0.1').unref())
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** Sends a body in pieces, one every 100 ms as a slow line would, and answers all that came back. */
async function sendSlowly(path: string, pieces: string[]): Promise<string> {
  const socket = connect(await serve(), '127.0.0.1')
  const length = pieces.join('').length
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`)
  socket.on('error', () => {})
  const timer = setInterval(() => {
    const piece = pieces.shift()
    if (piece !== undefined && socket.writable) socket.write(piece)
  }, 100)
  let received = ''
  socket.setEncoding('utf8').on('data', (piece) => {
    received += piece
  })
  await once(socket, 'close')
  clearInterval(timer)
  return received
}

const pieces = (count: number, bytes: number) => Array.from({ length: count }, () => 'x'.repeat(bytes))

describe('the time that a body may take', () => {
  it('is over for one that trickles in', async () => {
    expect(await sendSlowly('/v1/events', pieces(200, 1))).toBe(
      'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n',
    )
  })

  it('is longer for one that comes steadily over a slow line', async () => {
    expect(await sendSlowly('/v1/events', pieces(15, 1000))).toContain('took 15000')
  })

  it('is as long as it takes where bodies are streamed, while bytes come', async () => {
    expect(await sendSlowly('/v1/import?site_id=shop', pieces(15, 1))).toContain('took 15')
    expect(await sendSlowly('/v1/import?site_id=shop', [...pieces(5, 1), ...pieces(100, 0), 'x'])).toContain('408')
  })
})
