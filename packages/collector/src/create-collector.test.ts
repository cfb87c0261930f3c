import { gzipSync } from 'node:zlib'
import type { Accepted } from '@touchline/events'
import { putSite } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Collector } from './open-collector.js'
import { batchOf, firefox, type Send } from './test-support/make-batch.js'
import { newId, pageView } from './test-support/make-event.js'
import { openShop, type Shop } from './test-support/open-shop.js'
import { until } from './test-support/until.js'

let shop: Shop
let collector: Collector
beforeAll(async () => {
  shop = await openShop()
  collector = await shop.open({ trustedProxies: ['10.0.0.1'] })
})
afterAll(async () => {
  await collector.close()
  await shop.close()
})

async function post(body: BodyInit, { headers = {} }: Send = {}) {
  const response = await collector.app.request('/v1/events', {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/plain', origin: 'https://shop.example', 'user-agent': firefox, ...headers },
    duplex: 'half',
  } as RequestInit)
  const json = (await response.json()) as Accepted & { error: string; message: string }
  return { status: response.status, headers: response.headers, json }
}
const send = (events: unknown[], options: Send = {}) => post(batchOf(events, options.batch), options)

const stored = (ids: string[]) =>
  shop.rows<Record<string, unknown>>(
    `SELECT * FROM events WHERE event_id IN (${ids.map((id) => `'${id}'`).join(', ')}) ORDER BY event_id`,
  )
const drained = () => until(() => collector.metrics.conservation() === 0 && backlogEmpty(), 'the backlog is stored')
const backlogEmpty = async () => {
  const ready = (await (await collector.app.request('/readyz')).json()) as { backlog: number }
  return ready.backlog === 0
}

describe('POST /v1/events', () => {
  it('answers 202, and stores the events once', async () => {
    const events = [pageView(), pageView({ name: 'view_item' })]
    const { status, json, headers } = await send(events)
    expect(status).toBe(202)
    expect(json).toEqual({ accepted: 2, rejected: [] })
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
    await drained()
    const rows = await stored(events.map((event) => event.event_id))
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({
      site_id: 'shop',
      browser: 'Firefox',
      os: 'Linux',
      device: 'desktop',
      bot: '',
      trusted: 0,
    })
    expect(rows.map(({ visitor_id }) => visitor_id)).toEqual([rows[0]?.visitor_id, rows[0]?.visitor_id])
    expect(rows.find(({ name }) => name === 'page_view')).toMatchObject({ identity: 'daily_hash', channel: 'direct' })
  })

  it('stores a batch once that is sent twice, also with another browser', async () => {
    const events = [pageView(), pageView()]
    await send(events)
    expect((await send(events)).json.accepted).toBe(2)
    await drained()
    await send(events, { headers: { 'user-agent': 'curl/8.5.0' } })
    await drained()
    expect(await stored(events.map((event) => event.event_id))).toHaveLength(2)
  })

  it('takes the good events of a mixed batch and keeps the bad ones as dead letters', async () => {
    const good = pageView()
    const bad = { ...pageView(), name: 'Not Snake', visitor_id: 'v1' }
    const old = pageView({ event_id: newId(Date.now() - 400 * 86_400_000) })
    const huge = pageView({
      properties: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`k${i}`, 'x'.repeat(1000)])),
    })
    const { status, json } = await send([good, bad, old, huge, 'no event', null])
    expect(status).toBe(202)
    expect(json.accepted).toBe(1)
    expect(json.rejected).toMatchObject([
      { index: 1, event_id: bad.event_id, reason: expect.stringContaining('snake_case') },
      { index: 2, event_id: old.event_id, reason: 'clock' },
      { index: 3, event_id: huge.event_id, reason: expect.stringContaining('16384 bytes') },
      { index: 4, event_id: null },
      { index: 5, event_id: null },
    ])
    await drained()
    expect(await stored([good.event_id, bad.event_id, old.event_id, huge.event_id])).toHaveLength(1)
    // One append holds the events and the dead letters, so these are stored with it.
    const letters = await shop.rows<Record<string, string>>(
      `SELECT stage, event_id, raw FROM dead_letters WHERE event_id IN ('${bad.event_id}', '${old.event_id}', '${huge.event_id}')`,
    )
    const letter = (event: { event_id: string }) => letters.find(({ event_id }) => event_id === event.event_id)
    expect(letter(bad)).toMatchObject({ stage: 'validate', raw: expect.stringContaining('Not Snake') })
    expect(letter(old)).toMatchObject({ stage: 'clock' })
    expect(Buffer.byteLength(letter(huge)?.raw as string)).toBeLessThanOrEqual(16_384)
  })

  it('keeps no ids in the dead letters of a visitor who opted out', async () => {
    const bad = { ...pageView({ visitor_id: 'secret-visitor', user_id: 'secret-user' }), unknown: 1 }
    await send([bad], { batch: { context: { opt_out: true } } })
    const letters = () => shop.rows<{ raw: string }>(`SELECT raw FROM dead_letters WHERE event_id = '${bad.event_id}'`)
    await until(async () => (await letters()).length > 0, 'the dead letter is stored')
    const [{ raw }] = (await letters()) as [{ raw: string }]
    expect(raw).toContain('page_view')
    expect(raw).not.toContain('secret')
  })

  it('takes gzip, application/json and a body without a length', async () => {
    const events = [pageView(), pageView(), pageView()]
    const [first, second, third] = events.map((event) => batchOf([event])) as [string, string, string]
    expect((await post(gzipSync(first), { headers: { 'content-encoding': 'gzip' } })).status).toBe(202)
    expect((await post(second, { headers: { 'content-type': 'application/json; charset=utf-8' } })).status).toBe(202)
    expect((await post(new Blob([third]).stream())).status).toBe(202)
    await drained()
    expect(await stored(events.map((event) => event.event_id))).toHaveLength(3)
  })

  it.each<[string, () => BodyInit, Record<string, string>, number, string]>([
    ['no JSON', () => '{', {}, 400, 'not JSON'],
    ['no batch', () => '[]', {}, 400, 'not a batch'],
    ['deep JSON', () => '['.repeat(30_000) + ']'.repeat(30_000), {}, 400, 'not a batch'],
    ['too many events', () => batchOf(Array(1001).fill(0)), {}, 400, 'events'],
    ['an unknown field', () => batchOf([pageView()], { surprise: 1 }), {}, 400, 'surprise'],
    ['no gzip', () => 'plain', { 'content-encoding': 'gzip' }, 400, 'gzip'],
    ['an unknown site', () => batchOf([pageView()], { site_id: 'nobody' }), {}, 403, 'touchline site add nobody'],
    ['a foreign origin', () => batchOf([pageView()]), { origin: 'https://shop.example.evil.example' }, 403, 'evil'],
    ['the origin null', () => batchOf([pageView()]), { origin: 'null' }, 403, 'null'],
    ['no origin', () => batchOf([pageView()]), { origin: '' }, 403, 'none'],
    ['a wrong key', () => batchOf([pageView()]), { authorization: 'Bearer wrong' }, 401, 'not known'],
    ['no bearer', () => batchOf([pageView()]), { authorization: 'Basic eDp5' }, 401, 'Bearer'],
    ['too large', () => 'x'.repeat(1024 * 1024 + 1), {}, 413, '1048576 bytes'],
    ['too large by its claim', () => 'x', { 'content-length': '2000000' }, 413, '1048576 bytes'],
    ['a gzip bomb', () => gzipSync(Buffer.alloc(200 * 2 ** 20)), { 'content-encoding': 'gzip' }, 413, '1048576 bytes'],
    ['brotli', () => 'x', { 'content-encoding': 'br' }, 415, 'gzip'],
    ['a form', () => 'x', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'Content-Type'],
  ])('refuses %s', async (_, body, headers, status, message) => {
    const answer = await post(body(), { headers })
    expect(answer.status).toBe(status)
    expect(answer.json.message).toContain(message)
    expect(JSON.stringify(answer.json).length).toBeLessThan(1000)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('stops reading a body that has no end', async () => {
    let chunks = 0
    const endless = new ReadableStream({
      pull(controller) {
        chunks++
        controller.enqueue(new Uint8Array(65_536))
      },
    })
    expect((await post(endless)).status).toBe(413)
    expect(chunks).toBeLessThan(30)
  })

  it('rejects an event that is nested without end, and takes its neighbour', async () => {
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
    const body = batchOf([pageView()]).replace(']}', `,${deep}]}`)
    const { status, json } = await post(body)
    expect([status, json.accepted, json.rejected[0]?.index]).toEqual([202, 1, 1])
  })

  it('is not misled by keys of the prototype, repeated keys and numbers without end', async () => {
    const event = JSON.stringify(pageView()).slice(0, -1)
    const ids = [newId(), newId()]
    const polluting = `${event.replace(/"event_id":"[^"]+"/, `"event_id":"${ids[0]}"`)},"properties":{"__proto__":"x","constructor":"y","a":1,"a":2}}`
    const infinite = `${event.replace(/"event_id":"[^"]+"/, `"event_id":"${ids[1]}"`)},"score":1e400}`
    const { json } = await post(batchOf([]).replace('[]', `[${polluting},${infinite}]`))
    expect(json).toMatchObject({ accepted: 1, rejected: [{ index: 1, event_id: ids[1] }] })
    expect(({} as { x?: string }).x).toBeUndefined()
    await drained()
    expect((await stored(ids))[0]).toMatchObject({ properties: { constructor: 'y', a: '2' } })
  })

  it('stores a lone surrogate as the replacement character', async () => {
    const events = [pageView({ page: { title: 'ok' } }), pageView({ page: { title: 'a\ud800' } })]
    await send(events)
    await drained()
    expect((await stored([(events[1] as { event_id: string }).event_id]))[0]).toMatchObject({ title: 'a\ufffd' })
  })

  it('flags bots, headless browsers and prefetches, and stores them', async () => {
    const sent: [Record<string, string>, Record<string, unknown>, string][] = [
      [{ 'user-agent': 'Mozilla/5.0 (compatible; bingbot/2.0)' }, {}, 'crawler'],
      [{ 'sec-purpose': 'prefetch' }, {}, 'prefetch'],
      [{}, { webdriver: true }, 'webdriver'],
    ]
    for (const [headers, context, bot] of sent) {
      const event = pageView()
      expect((await send([event], { headers, batch: { context } })).status).toBe(202)
      await drained()
      expect((await stored([event.event_id]))[0]).toMatchObject({ bot })
    }
  })

  it('keeps no ids of a browser that says so in its headers, unless the page knows better', async () => {
    for (const header of ['sec-gpc', 'dnt']) {
      const [event, asked] = [pageView({ visitor_id: 'v1' }), pageView({ visitor_id: 'v1' })]
      await send([event], { headers: { [header]: '1' } })
      await send([asked], { headers: { [header]: '1' }, batch: { context: { opt_out: false } } })
      await drained()
      expect((await stored([event.event_id]))[0]).toMatchObject({ visitor_id: '', identity: 'none' })
      expect((await stored([asked.event_id]))[0]).toMatchObject({ visitor_id: 'v1', identity: 'first_party' })
    }
  })

  it('trusts what comes with the site’s server key, from any origin', async () => {
    const event = pageView({
      kind: 'cart',
      name: 'purchase',
      page: undefined,
      transaction_id: 't1',
      value: 10,
      currency: 'EUR',
      visitor_id: 'v1',
    })
    const headers = { authorization: `Bearer ${shop.serverKey}`, origin: '', 'user-agent': 'node' }
    expect((await send([event], { headers })).status).toBe(202)
    await drained()
    expect((await stored([event.event_id]))[0]).toMatchObject({ trusted: 1, bot: '', visitor_id: 'v1', value: 10 })
    const readOnly = { ...headers, authorization: `Bearer ${shop.readKey}` }
    expect((await send([pageView()], { headers: readOnly })).status).toBe(403)
    expect((await send([pageView()], { headers, batch: { site_id: 'open' } })).status).toBe(403)
  })

  it('knows a site that was added a moment ago', async () => {
    await putSite(shop.storage.owner, { site_id: 'fresh', origins: [], ...shop.site })
    expect((await send([pageView()], { batch: { site_id: 'fresh' } })).status).toBe(202)
  })

  it('answers a preflight', async () => {
    const response = await collector.app.request('/v1/events', { method: 'OPTIONS' })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-headers')).toContain('content-encoding')
  })
})

describe('limits', () => {
  it('answers 429 to one site, and not to others', async () => {
    let time = Date.now()
    const limited = await shop.open({
      directory: `${shop.directory}/limited`,
      rateLimit: { perSecond: 1, burst: 3 },
      now: () => time,
    })
    const request = (site_id = 'shop') =>
      limited.app.request('/v1/events', {
        method: 'POST',
        body: batchOf([pageView()], { site_id }),
        headers: { 'content-type': 'text/plain', origin: 'https://shop.example' },
      })
    const statuses = []
    for (let i = 0; i < 4; i++) statuses.push((await request()).status)
    expect(statuses).toEqual([202, 202, 202, 429])
    const refused = await request()
    expect(refused.headers.get('retry-after')).toBe('1')
    expect((await request('open')).status).toBe(202)
    time += 1000
    expect((await request()).status).toBe(202)
    await limited.close()
  })

  it('answers 503 when the spool is full, and is not ready', async () => {
    const full = await shop.open({ directory: `${shop.directory}/full`, spool: { maxBytes: 100 } })
    const response = await full.app.request('/v1/events', {
      method: 'POST',
      body: batchOf([pageView()]),
      headers: { 'content-type': 'text/plain', origin: 'https://shop.example' },
    })
    expect(response.status).toBe(503)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    await full.close()
    expect((await full.app.request('/readyz')).status).toBe(503)
    expect((await full.app.request('/livez')).status).toBe(200)
  })
})

describe('metrics', () => {
  it('are served apart, and nothing is lost at rest', async () => {
    await drained()
    const text = await (await collector.metricsApp.request('/metrics')).text()
    expect(text).toContain('touchline_conservation 0')
    expect(text).toMatch(/touchline_accepted_total \d+/)
    expect(text).toContain('touchline_requests_total{route="/v1/events",status="202"}')
    expect(text).toContain('touchline_requests_total{route="/v1/events",status="403"}')
    expect(text).toContain('touchline_rejected_total{reason="clock"} 1')
    expect((await collector.app.request('/metrics')).status).toBe(404)
    await collector.app.request('/some/path/that/nobody/has')
    expect(await (await collector.metricsApp.request('/metrics')).text()).not.toContain('nobody')
  })
})
