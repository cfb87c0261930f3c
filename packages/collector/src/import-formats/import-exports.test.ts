import { Readable } from 'node:stream'
import type { ImportFormat } from '@touchline/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importEvents } from '../import-events.js'
import type { Collector } from '../open-collector.js'
import { replayDeadLetters } from '../replay-dead-letters.js'
import { openShop, type Shop } from '../test-support/open-shop.js'

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

const ndjson = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n')
const run = (siteId: string, format: ImportFormat, rows: unknown[]) =>
  importEvents({
    client: shop.storage.owner,
    siteId,
    format,
    source: Readable.from([Buffer.from(ndjson(rows))]),
    now: Date.now,
  })
const ofSite = (site: string) =>
  shop.rows<Record<string, unknown>>(`SELECT * FROM events WHERE site_id = '${site}' ORDER BY occurred_at`)

const text = (key: string, string_value: string) => ({ key, value: { string_value } })
const ga4 = [
  {
    event_timestamp: '1772359380000000',
    event_name: 'page_view',
    user_pseudo_id: '1.2',
    event_params: [
      { key: 'ga_session_id', value: { int_value: '77' } },
      text('page_location', 'https://shop.example/p/1?utm_source=zalo&utm_medium=social'),
    ],
    geo: { country: 'Vietnam' },
    device: { category: 'mobile', web_info: { browser: 'Chrome' }, operating_system: 'Android', language: 'vi' },
  },
  {
    event_timestamp: '1772359390000001',
    event_name: 'purchase',
    user_pseudo_id: '1.2',
    user_id: 'u1',
    event_params: [text('currency', 'VND')],
    ecommerce: { transaction_id: 'T1', purchase_revenue: 890000 },
    items: [{ item_id: 'A', item_name: 'Ghế', price: 445000, quantity: '2' }],
  },
  { event_timestamp: '1772359400000000', event_name: '', user_pseudo_id: '1.2' },
]
const segment = [
  {
    type: 'track',
    event: 'Product Viewed',
    messageId: 'm1',
    anonymousId: 'a1',
    timestamp: '2026-03-01T10:03:00.000Z',
    context: { ip: '203.0.113.7', page: { url: 'https://shop.example/p/1' } },
    properties: { product_id: 'p1', price: 12.5 },
  },
  {
    type: 'identify',
    messageId: 'm2',
    anonymousId: 'a1',
    userId: 'u7',
    timestamp: '2026-03-01T10:04:00.000Z',
    traits: { email: 'someone@shop.example' },
  },
  {
    type: 'group',
    messageId: 'm3',
    anonymousId: 'a1',
    timestamp: '2026-03-01T10:05:00Z',
    context: { ip: '203.0.113.7' },
  },
  ['not', 'an', 'object'],
]

describe('importing a GA4 export', () => {
  it('stores each row once, however often it is exported', async () => {
    expect(await run('ga4', 'ga4', ga4)).toMatchObject({
      accepted: 2,
      duplicates: 0,
      errors_sample: [{ line: 3, reason: expect.stringContaining('event_name') }],
    })
    const again = ga4.map((row) => ({ ...row, geo: { country: 'Finland' } })).reverse()
    expect(await run('ga4', 'ga4', again)).toMatchObject({ accepted: 0, duplicates: 2, rejected: 1 })
    expect(await ofSite('ga4')).toMatchObject([
      {
        name: 'page_view',
        occurred_at: '2026-03-01 10:03:00.000',
        visitor_id: '1.2',
        session_id: '77',
        identity: 'imported',
        path: '/p/1',
        channel: 'organic_social',
        source: 'zalo',
        country: 'VN',
        device: 'mobile',
        browser: 'Chrome',
        os: 'Android',
      },
      {
        kind: 'cart',
        name: 'purchase',
        user_id: 'u1',
        transaction_id: 'T1',
        value: 890000,
        currency: 'VND',
        items: [{ item_id: 'A', item_name: 'Ghế', price: 445000, quantity: 2 }],
      },
    ])
  })

  it('tries a refused row again by the rules of its format', async () => {
    const replayed = await replayDeadLetters({ client: shop.storage.owner, now: Date.now, siteId: 'ga4' })
    expect(replayed.errors_sample[0]?.reason).toContain('event_name')
  })
})

describe('importing Segment calls', () => {
  it('stores calls, links persons, and names the lines that it could not map', async () => {
    const result = await run('segment', 'segment', segment)
    expect(result).toMatchObject({ accepted: 2, rejected: 2 })
    expect(result.errors_sample).toEqual([
      { line: 3, reason: expect.stringContaining('group') },
      { line: 4, reason: 'not a JSON object' },
    ])
    expect(await run('segment', 'segment', segment)).toMatchObject({ accepted: 0, duplicates: 2, rejected: 2 })
    expect(await shop.rows("SELECT raw FROM dead_letters WHERE site_id = 'segment'")).toHaveLength(2)
    expect(await ofSite('segment')).toMatchObject([
      { name: 'view_item', visitor_id: 'a1', path: '/p/1', items: [{ item_id: 'p1', price: 12.5 }] },
      { kind: 'identify', visitor_id: 'a1', user_id: 'u7' },
    ])
    expect(await shop.rows("SELECT DISTINCT visitor_id, linked_id FROM identities WHERE site_id = 'segment'")).toEqual([
      { visitor_id: 'a1', linked_id: 'u7' },
    ])
  })

  it('keeps no address of a visitor, not even with a refused line', async () => {
    const letters = await shop.rows<{ raw: string; reason: string }>(
      "SELECT * FROM dead_letters WHERE site_id = 'segment'",
    )
    expect(letters.map(({ reason }) => reason)).toContainEqual(
      expect.stringMatching(/^import line 3 \(segment\): type/),
    )
    expect(JSON.stringify([letters, await ofSite('segment')])).not.toContain('203.0.113.7')
  })
})

describe('POST /v1/import?format=', () => {
  const post = (query: string, rows: unknown[]) =>
    collector.app.request(`/v1/import?site_id=shop${query}`, {
      method: 'POST',
      body: ndjson(rows),
      headers: { authorization: `Bearer ${shop.serverKey}` },
    })
  const last = async (response: Response) => JSON.parse((await response.text()).trim().split('\n').at(-1) as string)

  it.each([
    ['ga4', ga4, { accepted: 2, rejected: 1 }],
    ['segment', segment, { accepted: 2, rejected: 2 }],
    ['touchline', [{ name: 'page_view', occurred_at: 1_772_359_380_000 }], { accepted: 1, rejected: 0 }],
  ])('takes %s', async (format, rows, expected) => {
    const response = await post(`&format=${format}`, rows)
    expect(response.status).toBe(200)
    expect(await last(response)).toMatchObject(expected)
  })

  it('says which formats there are', async () => {
    const response = await post('&format=matomo', [])
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('touchline, ga4, segment')
  })
})
