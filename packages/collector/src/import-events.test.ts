import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ImportProgress, importEvents } from './import-events.js'
import type { Collector } from './open-collector.js'
import { openShop, type Shop } from './test-support/open-shop.js'

let shop: Shop
let collector: Collector
beforeAll(async () => {
  shop = await openShop()
  collector = await shop.open()
})
afterAll(async () => {
  await collector.close()
  await shop.close()
})

const run = (siteId: string, source: Uint8Array | string, onProgress?: (progress: ImportProgress) => void) =>
  importEvents({
    client: shop.storage.owner,
    siteId,
    source: Readable.from([Buffer.from(source)]),
    now: Date.now,
    onProgress,
  })
const line = (fields: Record<string, unknown>) =>
  JSON.stringify({ name: 'page_view', occurred_at: '2017-08-01T20:44:52.000Z', visitor_id: 'v1', ...fields })
const ofSite = (site: string) =>
  shop.rows<Record<string, unknown>>(`SELECT * FROM events WHERE site_id = '${site}' ORDER BY occurred_at, name`)

const day = [
  line({
    page: { path: '/home' },
    channel: { medium: 'Organic Search' },
    properties: { device: 'mobile', source_session: 's-1' },
  }),
  line({ name: 'view_item', occurred_at: '2017-08-01T20:45:00+02:00', items: [{ item_id: 'p1', price: 12.5 }] }),
  line({ name: 'purchase', occurred_at: 1501620300000, transaction_id: 'ORD1', value: 1006.78, currency: 'USD' }),
  line({ name: 'purchase', occurred_at: 1501620300001, transaction_id: 'ORD1' }),
  line({ name: 'identify', occurred_at: 1501620300002, user_id: 'u1' }),
]

describe('importEvents', () => {
  it('stores every line, and nothing when they are imported again', async () => {
    expect(await run('day', day.join('\n'))).toEqual({
      accepted: 5,
      duplicates: 0,
      rejected: 0,
      erased: 0,
      errors_sample: [],
    })
    expect(await run('day', `${day.join('\r\n')}\n\n`)).toMatchObject({ accepted: 0, duplicates: 5, rejected: 0 })
    const rows = await ofSite('day')
    expect(rows).toHaveLength(5)
    expect(rows.find(({ name }) => name === 'page_view')).toMatchObject({
      occurred_at: '2017-08-01 20:44:52.000',
      identity: 'imported',
      trusted: 1,
      path: '/home',
      channel: 'organic_search',
      medium: 'Organic Search',
      device: 'mobile',
      properties: { device: 'mobile', source_session: 's-1' },
    })
    expect(rows.find(({ name }) => name === 'view_item')).toMatchObject({ occurred_at: '2017-08-01 18:45:00.000' })
    const purchases = rows.filter(({ name }) => name === 'purchase')
    expect(purchases.map(({ kind, value, currency }) => [kind, value, currency])).toEqual([
      ['cart', 1006.78, 'USD'],
      ['cart', null, ''],
    ])
    expect(await shop.rows("SELECT DISTINCT visitor_id, linked_id FROM identities WHERE site_id = 'day'")).toEqual([
      { visitor_id: 'v1', linked_id: 'u1' },
    ])
  })

  it('counts lines of the same content once, whatever the order of their fields', async () => {
    const swapped = '{"visitor_id":"v1","occurred_at":"2017-08-01T20:44:52.000Z","name":"page_view"}'
    expect(await run('same', [line({}), line({}), swapped].join('\n'))).toMatchObject({ accepted: 1, duplicates: 2 })
  })

  it('keeps a UUIDv7 and makes one of any other id', async () => {
    const uuid = '01890000-0000-7000-8000-000000000001'
    const lines = [
      line({ event_id: uuid }),
      line({ event_id: 'order-1' }),
      line({ event_id: 'order-2' }),
      line({ event_id: 'order-1' }),
    ]
    expect(await run('ids', lines.join('\n'))).toMatchObject({ accepted: 3, duplicates: 1 })
    const ids = (await ofSite('ids')).map(({ event_id }) => event_id)
    expect(ids).toContain(uuid)
    expect(new Set(ids).size).toBe(3)
  })

  it('reports lines that are no events, keeps them as dead letters, and imports the others', async () => {
    const lines = [
      line({}),
      'not json',
      line({ occurred_at: 'yesterday' }),
      line({ occurred_at: 1e300 }),
      line({ name: 'purchase', kind: 'touchpoint' }),
      line({ name: 'identify' }),
      line({ surprise: 1 }),
      line({ properties: { nested: {} } }),
      `"${'x'.repeat(300_000)}"`,
      line({ name: 'view_item', page: { title: 'lone \ud800' } }),
    ]
    const result = await run('dirty', lines.join('\n'))
    expect(result).toMatchObject({ accepted: 2, duplicates: 0, rejected: 8 })
    expect(result.errors_sample.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
    expect(result.errors_sample[0]).toEqual({ line: 2, reason: 'not JSON' })
    const letters = await shop.rows<{ reason: string }>("SELECT reason FROM dead_letters WHERE site_id = 'dirty'")
    expect(letters).toHaveLength(8)
    expect(letters.map(({ reason }) => reason)).toContain('import line 2: not JSON')
    expect((await ofSite('dirty')).map(({ title }) => title)).toContain('lone \ufffd')
  })

  it('reads gzip by its first bytes, in chunks of any size, and reports progress', async () => {
    const lines = Array.from({ length: 45_000 }, (_, i) => line({ occurred_at: 1501620300000 + i * 1000 }))
    const packed = gzipSync(lines.join('\n'))
    const source = Readable.from([
      packed.subarray(0, 1),
      packed.subarray(1, 2),
      packed.subarray(2, 1000),
      packed.subarray(1000),
    ])
    const seen: number[] = []
    const onProgress = ({ accepted }: ImportProgress) => seen.push(accepted)
    const result = await importEvents({
      client: shop.storage.owner,
      siteId: 'packed',
      source,
      now: Date.now,
      onProgress,
    })
    expect(result.accepted).toBe(45_000)
    expect(seen).toEqual([20_000, 40_000, 45_000])
    expect(await shop.count("site_id = 'packed'")).toEqual({ raw: 45_000, ids: 45_000 })
  })

  it('stores what it could read of a source that breaks off', async () => {
    const packed = gzipSync(day.join('\n'))
    await expect(run('broken', packed.subarray(0, packed.length - 10))).rejects.toThrow()
    const again = await run('broken', packed)
    expect(again.accepted + again.duplicates).toBe(5)
    expect((await shop.count("site_id = 'broken'")).ids).toBe(5)
  })

  it('goes on when the engine is killed meanwhile', async () => {
    const { engine } = shop.storage
    const lines = Array.from({ length: 30_000 }, (_, i) => line({ occurred_at: 1501620300000 + i }))
    const onProgress = () => process.kill(engine?.pid() as number, 'SIGKILL')
    let killed = false
    const result = await run('killed', lines.join('\n'), () => {
      if (!killed) onProgress()
      killed = true
    })
    expect(result).toMatchObject({ accepted: 30_000, duplicates: 0 })
    expect((await shop.count("site_id = 'killed'")).ids).toBe(30_000)
  })

  it('gives a line without a browser to its user', async () => {
    await run(
      'store',
      '{"name":"store_visit","occurred_at":"2026-03-01T10:00:00Z","user_id":"u9"}\n{"name":"mention","occurred_at":"2026-03-01T10:00:00Z"}',
    )
    const rows = await ofSite('store')
    expect(rows.map(({ visitor_id, identity }) => [visitor_id, identity])).toEqual([
      ['', 'none'],
      ['user:u9', 'imported'],
    ])
  })
})

describe('POST /v1/import', () => {
  const post = async (body: BodyInit, headers: Record<string, string>, query = '?site_id=shop') => {
    const response = await collector.app.request(`/v1/import${query}`, { method: 'POST', body, headers })
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Record<string, unknown>)
    return { status: response.status, lines }
  }

  it('streams its progress and ends with the result', async () => {
    const authorization = `Bearer ${shop.serverKey}`
    const { status, lines } = await post(gzipSync(day.join('\n')), { authorization, 'content-encoding': 'gzip' })
    expect(status).toBe(200)
    expect(lines).toEqual([
      { event: 'progress', accepted: 5, duplicates: 0, rejected: 0, erased: 0 },
      { accepted: 5, duplicates: 0, rejected: 0, erased: 0, errors_sample: [] },
    ])
    const again = await post(day.join('\n'), { authorization })
    expect(again.lines.at(-1)).toMatchObject({ accepted: 0, duplicates: 5 })
  })

  it('needs the site’s server key', async () => {
    expect((await post('', {})).status).toBe(401)
    expect((await post('', { authorization: 'Bearer wrong' })).status).toBe(401)
    expect((await post('', { authorization: `Bearer ${shop.readKey}` })).status).toBe(403)
    expect((await post('', { authorization: `Bearer ${shop.serverKey}` }, '?site_id=open')).status).toBe(403)
    expect((await post('', { authorization: `Bearer ${shop.serverKey}` }, '')).status).toBe(400)
  })

  it('says so when the source is damaged', async () => {
    const packed = gzipSync(day.join('\n'))
    const { lines } = await post(packed.subarray(0, 30), { authorization: `Bearer ${shop.serverKey}` })
    expect(lines.at(-1)).toMatchObject({ error: 'failed', message: expect.stringContaining('again') })
  })
})
