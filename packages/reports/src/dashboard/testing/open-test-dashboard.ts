import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { type Site, uuidV7 } from '@touchline/events'
import {
  clickHouseTime,
  createKey,
  type EventRow,
  hashKey,
  insertEvents,
  openSiteDirectory,
  putSite,
} from '@touchline/storage'
import type { Hono } from 'hono'
import { vi } from 'vitest'
import { openTestStorage } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'
import { createDashboard } from '../create-dashboard.js'
import { keeperWith } from '../keeping.js'
import { testShop } from './test-shop.js'

export const testNow = Date.parse('2026-03-10T12:00:00Z')

/** A dashboard over a real engine with a shop, a second shop with one strange order, and one without any event. */
export async function openTestDashboard() {
  const storage = await openTestStorage()
  const site = (site_id: string): Site => ({
    site_id,
    origins: [],
    timezone: 'Asia/Ho_Chi_Minh',
    currency: 'EUR',
    mode: 'adaptive',
  })
  const siteIds = ['shop', 'strange', 'empty']
  for (const siteId of siteIds) await putSite(storage.owner, site(siteId))
  const [shop, strange, empty] = await Promise.all(siteIds.map((siteId) => createKey(storage.owner, siteId, 'read')))
  const server = await createKey(storage.owner, 'shop', 'server')
  await insertEvents(storage.owner, testShop('shop', testNow))
  const sites = await openSiteDirectory({ client: storage.owner })
  const clock = { now: testNow }
  const sources = { reader: storage.reader, sites, now: () => testNow }
  const ask = (name: string, params: Record<string, unknown>) => answerReport(sources, name, params)
  const options = {
    answer: ask,
    reader: storage.reader,
    keeper: keeperWith(storage.owner),
    sites,
    now: () => clock.now,
    collectorUrl: 'https://collect.example',
  }
  return {
    storage,
    options,
    clock,
    ask,
    keys: { shop: shop ?? '', strange: strange ?? '', empty: empty ?? '', server },
    dashboard: createDashboard(options),
    insert: (rows: (Partial<EventRow> & Pick<EventRow, 'name' | 'kind'>)[]) =>
      insertEvents(
        storage.owner,
        rows.map((row, i) => ({
          site_id: 'strange',
          event_id: uuidV7(testNow - 3_600_000 + i, randomBytes(10)),
          occurred_at: clickHouseTime(testNow - 3_600_000 + i * 1000),
          received_at: clickHouseTime(testNow),
          visitor_id: 'v',
          identity: 'imported',
          ...row,
        })),
      ),
    async revoke(secret: string, siteId: string) {
      const row = { key_hash: hashKey(secret), site_id: siteId, kind: 'read', hint: '', revoked: 1 }
      await storage.owner.insert({ table: 'keys', values: [row], format: 'JSONEachRow' })
      // Refreshes close to each other share one read, which may have begun before the insert.
      await vi.waitFor(async () => {
        await sites.refresh()
        if (sites.key(secret)) throw new Error('the directory still knows the key')
      }, 10_000)
    },
    async close() {
      sites.close()
      await storage.close()
    },
  }
}
export type TestDashboard = Awaited<ReturnType<typeof openTestDashboard>>

/** Signs in by the ready link and answers the Cookie header of a browser that did. */
export async function signIn(app: Hono, key: string, cookie = ''): Promise<string> {
  const response = await app.request(`/sign-in?key=${key}`, { headers: { cookie } })
  const [kept = ''] = (response.headers.get('set-cookie') ?? '').split(';')
  return kept
}

/** Serves an app on a free loopback port for a real browser. */
export async function serve(app: Hono): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)])
    const body = request.method === 'POST' ? Buffer.concat(chunks) : undefined
    const answer = await app.request(`http://${request.headers.host}${request.url}`, {
      method: request.method,
      headers,
      body,
    })
    response.writeHead(answer.status, [...answer.headers].flat())
    if (!answer.body) return response.end()
    const sent = Readable.fromWeb(answer.body as ReadableStream)
    // A live page ends when its browser goes on to another.
    response.on('close', () => sent.destroy())
    sent.on('error', () => response.destroy()).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Live pages stay open for as long as their browser does.
        server.closeAllConnections()
      }),
  }
}
