import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { siteModes } from '@touchline/events'
import { putSite } from '@touchline/storage'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCountryLookup } from './country.js'
import type { Collector } from './open-collector.js'
import { batchOf, firefox } from './test-support/make-batch.js'
import { pageView } from './test-support/make-event.js'
import { openShop, type Shop } from './test-support/open-shop.js'
import { until } from './test-support/until.js'

// VNPT's, so that a country is found.
const addresses = ['113.160.0.77', '2001:ee0:77::77']
const [address, address6] = addresses as [string, string]

let shop: Shop
let collector: Collector
let server: Server
let url: string
let logged = ''
beforeAll(async () => {
  shop = await openShop()
  for (const mode of siteModes) await putSite(shop.storage.owner, { ...shop.site, site_id: mode, origins: [], mode })
  await shop.sites.refresh()
  collector = await shop.open({
    trustedProxies: ['127.0.0.1'],
    country: await openCountryLookup(),
    log: pino({ level: 'trace' }, { write: (line: string) => (logged += line) }),
  })
  server = createServer(collector.listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/events`
})
afterAll(async () => {
  server.close()
  await shop.close()
})

const post = async (body: string, headers: Record<string, string> = {}) => {
  const common = { 'content-type': 'text/plain', 'user-agent': firefox, 'x-forwarded-for': address }
  const answer = await fetch(url, { method: 'POST', body, headers: { ...common, ...headers } })
  await answer.text()
  return answer.status
}

interface Stored {
  visitor_id: string
  user_id: string
  identity: string
  country: string
}

async function storedRow(id: string): Promise<Stored> {
  const rows = () => shop.rows<Stored>(`SELECT * FROM events WHERE event_id = '${id}'`)
  await until(async () => (await rows()).length > 0, 'the event is stored')
  return (await rows())[0] as Stored
}

const ids = { visitor_id: 'own-id', user_id: 'own-user' }
const nobody = { visitor_id: '', user_id: '', identity: 'none' }
const hashed = { visitor_id: expect.stringMatching(/^[0-9a-f]{32}$/), user_id: '', identity: 'daily_hash' }
const known = { ...ids, identity: 'first_party' }

describe('who a visitor is, from the request to the table', () => {
  it.each<[string, string, Record<string, unknown> | undefined, Record<string, string>, Record<string, unknown>]>([
    ['adaptive', 'before an answer, with an id of the page’s own', { consent: 'unknown' }, {}, known],
    ['adaptive', 'consent granted', { consent: 'granted' }, {}, known],
    ['adaptive', 'consent denied', { consent: 'denied' }, {}, hashed],
    ['adaptive', 'Global Privacy Control', { consent: 'granted' }, { 'sec-gpc': '1' }, nobody],
    ['adaptive', 'Do Not Track', undefined, { dnt: '1' }, nobody],
    ['adaptive', 'Do Not Track that is off', undefined, { dnt: '0' }, known],
    ['cookieless', 'consent granted', { consent: 'granted' }, {}, hashed],
    ['cookieless', 'Global Privacy Control', undefined, { 'sec-gpc': '1' }, nobody],
    ['first_party', 'before an answer', { consent: 'unknown' }, {}, known],
    ['first_party', 'consent denied', { consent: 'denied' }, {}, hashed],
    ['first_party', 'Do Not Track', { consent: 'granted' }, { dnt: '1' }, nobody],
    ['first_party', 'opted out in the page', { opt_out: true }, {}, nobody],
  ])('%s, %s', async (site_id, _, context, headers, expected) => {
    const event = pageView(ids)
    expect(await post(batchOf([event], { site_id, context }), headers)).toBe(202)
    expect(await storedRow(event.event_id)).toMatchObject({ ...expected, country: 'VN' })
  })

  it('is a hash of the day where the page sends no id, which is what the SDK does before consent', async () => {
    for (const site_id of siteModes) {
      const [first, second, optedOut] = [pageView(), pageView(), pageView()]
      const context = { consent: 'unknown' }
      expect(await post(batchOf([first, second], { site_id, context }))).toBe(202)
      expect(await post(batchOf([optedOut], { site_id, context }), { 'sec-gpc': '1' })).toBe(202)
      const row = await storedRow(first.event_id)
      expect(row).toMatchObject(hashed)
      expect((await storedRow(second.event_id)).visitor_id).toBe(row.visitor_id)
      expect(await storedRow(optedOut.event_id)).toMatchObject(nobody)
    }
  })
})

describe('the address of a visitor', () => {
  it('is nowhere on disk and in no log, whatever is sent', async () => {
    const site_id = 'adaptive'
    const six = { 'x-forwarded-for': address6 }
    const good = pageView()
    const refused = [
      { ...pageView(), ip: address },
      { ...pageView(), properties: { nested: { ip: address6 } } },
      { ...pageView(), name: `Not A Name ${address}` },
      { ...pageView(), occurred_at: 0, page: { title: `${address}, ${address6}` } },
    ]
    expect(await post(batchOf([good, ...refused], { site_id }), six)).toBe(202)
    expect(await post(`not JSON from ${address}`)).toBe(400)
    expect(await post(batchOf([good], { site_id: 'nobody' }), six)).toBe(403)
    expect(await post(batchOf([good], { site_id: 'shop' }), { origin: `http://${address}` })).toBe(403)
    expect(await post(batchOf([good], { site_id }), { 'x-forwarded-for': `6.6.6.6, ${address}` })).toBe(202)
    expect(await storedRow(good.event_id)).toMatchObject({ country: 'VN' })
    await until(async () => (await letters()).length >= refused.length, 'the dead letters are stored')
    await collector.close()

    const files = readdirSync(shop.directory, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    // That the search would find what is there.
    expect(files.filter((entry) => holds(entry, ['country'])).length).toBeGreaterThan(0)
    expect(files.filter((entry) => holds(entry, addresses)).map(({ name }) => name)).toEqual([])
    expect(JSON.stringify([await letters(), await shop.rows('SELECT * FROM events')])).not.toMatch(/113\.160|2001:ee0/)
    for (const text of addresses) expect(logged).not.toContain(text)
  })
})

const letters = () => shop.rows("SELECT * FROM dead_letters WHERE site_id = 'adaptive'")

function holds({ parentPath, name }: { parentPath: string; name: string }, texts: string[]): boolean {
  try {
    const content = readFileSync(join(parentPath, name))
    return texts.some((text) => content.includes(text))
  } catch {
    // Removed meanwhile by the engine.
    return false
  }
}
