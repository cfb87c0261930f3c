import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Collector } from './open-collector.js'
import { newId, pageView } from './test-support/make-event.js'
import { openShop, type Shop } from './test-support/open-shop.js'
import { until } from './test-support/until.js'

let shop: Shop
let collector: Collector
let server: Server
let url: string
beforeAll(async () => {
  shop = await openShop()
  collector = await shop.open({ trustedProxies: ['127.0.0.1'] })
  server = createServer(collector.listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.close()
  await collector.close()
  await shop.close()
})

const batch = (events: unknown[]) => JSON.stringify({ site_id: 'open', sent_at: Date.now(), events })
const drained = () => until(() => collector.metrics.conservation() === 0, 'the backlog is stored')
const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(`${url}/v1/events`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/plain', ...headers },
    duplex: 'half',
  } as RequestInit)
const visitors = async (events: { event_id: string }[]) => {
  const rows = await shop.rows<{ event_id: string; visitor_id: string }>('SELECT event_id, visitor_id FROM events')
  const byId = new Map(rows.map(({ event_id, visitor_id }) => [event_id, visitor_id]))
  return events.map(({ event_id }) => byId.get(event_id))
}

describe('over a real connection', () => {
  it('takes plain, chunked and gzip bodies', async () => {
    const events = [pageView(), pageView(), pageView()]
    const [plain, chunked, packed] = events.map((event) => batch([event])) as [string, string, string]
    expect((await post(plain)).status).toBe(202)
    expect((await post(new Blob([chunked]).stream())).status).toBe(202)
    expect((await post(gzipSync(packed), { 'content-encoding': 'gzip' })).status).toBe(202)
    await until(async () => (await visitors(events)).every((visitor) => visitor !== undefined), 'all three are stored')
  })

  it('tells visitors apart by the address that the trusted proxy saw', async () => {
    const events = [pageView(), pageView(), pageView()]
    const headers = ['198.51.100.1', '6.6.6.6, 198.51.100.1', '198.51.100.2']
    for (const [i, forwarded] of headers.entries()) {
      expect((await post(batch([events[i]]), { 'x-forwarded-for': forwarded })).status).toBe(202)
    }
    await drained()
    await until(async () => (await visitors(events)).every((visitor) => visitor !== undefined), 'all three are stored')
    const [first, spoofed, other] = await visitors(events)
    expect(spoofed).toBe(first)
    expect(other).not.toBe(first)
  })

  it('refuses a body without end and goes on', async () => {
    const sending = request(`${url}/v1/events`, { method: 'POST', headers: { 'content-type': 'text/plain' } })
    const answered = once(sending, 'response')
    sending.on('error', () => {})
    const chunk = Buffer.alloc(65_536, 'x')
    const timer = setInterval(() => sending.write(chunk), 0)
    const [response] = await answered
    clearInterval(timer)
    sending.destroy()
    expect(response.statusCode).toBe(413)
    expect((await post(batch([pageView()]))).status).toBe(202)
  })

  it('refuses a bomb and a body that is shorter than it claims', async () => {
    const bomb = await post(gzipSync(Buffer.alloc(200 * 2 ** 20)), { 'content-encoding': 'gzip' })
    expect(bomb.status).toBe(413)
    const { port } = server.address() as AddressInfo
    const socket = connect(port, '127.0.0.1')
    socket.write('POST /v1/events HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 100\r\n\r\n{}')
    socket.end()
    expect(await text(socket)).toContain(' 400 ')
    expect((await post(batch([pageView()]))).status).toBe(202)
  })

  it('imports a stream', async () => {
    const line = '{"name":"page_view","occurred_at":1501620300000,"visitor_id":"v1"}\n'
    const response = await fetch(`${url}/v1/import?site_id=shop`, {
      method: 'POST',
      body: new Blob([line, line]).stream(),
      headers: { authorization: `Bearer ${shop.serverKey}` },
      duplex: 'half',
    } as RequestInit)
    const lines = (await response.text()).trim().split('\n')
    expect(JSON.parse(lines.at(-1) as string)).toMatchObject({ accepted: 1, duplicates: 1, rejected: 0 })
  })
})

describe('a collector that is killed', () => {
  it('has stored every acknowledged event once after the next start', async () => {
    const directory = join(shop.directory, 'killed')
    const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)
    const address = { url: shop.storage.engine?.url, password: shop.storage.engine?.ownerPassword }
    const script = `
      const { openCollector } = await import(${module('../dist/index.js')})
      const { openServer, openSiteDirectory } = await import(${module('../../storage/dist/index.js')})
      const { createServer } = await import('node:http')
      const { pino } = await import(${module('../node_modules/pino/pino.js')})
      const { owner } = await openServer({ ...${JSON.stringify(address)}, user: 'touchline', database: 'touchline' })
      const sites = await openSiteDirectory({ client: owner })
      const { listener } = await openCollector({ directory: ${JSON.stringify(directory)}, client: owner, sites, log: pino.pino({ level: 'silent' }) })
      const server = createServer(listener).listen(0, '127.0.0.1', () => console.log(server.address().port))`

    const acknowledged: string[] = []
    for (let round = 0; round < 3; round++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
      const target = acknowledged.length + 400
      const exited = once(child, 'exit')
      const sendUntilDead = async () => {
        for (;;) {
          const ids = [newId(), newId()]
          const events = ids.map((event_id) => pageView({ event_id }))
          try {
            const response = await fetch(`http://127.0.0.1:${port}/v1/events`, { method: 'POST', body: batch(events) })
            if (response.status === 202) acknowledged.push(...ids)
          } catch {
            return
          }
          if (acknowledged.length >= target) child.kill('SIGKILL')
        }
      }
      await Promise.all(Array.from({ length: 20 }, sendUntilDead))
      await exited
    }

    const next = await shop.open({ directory })
    await until(() => next.metrics.conservation() === 0, 'the counts agree')
    await next.close({ drainMs: 20_000 })
    const rows = await shop.rows<{ event_id: string }>('SELECT event_id FROM events FINAL')
    const stored = rows.map(({ event_id }) => event_id)
    expect(acknowledged.length).toBeGreaterThanOrEqual(1200)
    const kept = new Set(stored)
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
    expect(stored).toHaveLength(kept.size)
  })
})
