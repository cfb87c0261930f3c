import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../support/clickhouse.js'
import { batchOf, post, viewItem } from '../support/event-load.js'
import { type RunningShop, startShop } from '../support/running-shop.js'
import { until } from '../support/until.js'

const sites = [
  ['shop', '--mode', 'cookieless', '--origin', 'https://shop.com', '--origin', '*.shop.example'],
  ['busy', '--mode', 'first_party'],
  ['calm', '--mode', 'first_party'],
]
const running: RunningShop[] = []
afterAll(async () => {
  for (const shop of running) await shop.close()
})
async function start(settings: Record<string, string> = {}): Promise<RunningShop> {
  const shop = await startShop(sites, settings)
  running.push(shop)
  return shop
}

describe('senders who pretend to be others', () => {
  let shop: RunningShop
  beforeAll(async () => {
    shop = await start()
  })
  const send = (headers: Record<string, string>, event = viewItem()) =>
    post(shop.server.collector, batchOf([event]), headers)

  it('A9 an X-Forwarded-For that nobody trusted wrote: ignored', async () => {
    const spoofed = ['', '203.0.113.1', '203.0.113.2, 127.0.0.1', '::1', 'x; DROP TABLE events', '9'.repeat(5000)]
    for (const forwarded of spoofed) {
      const answer = await send({ origin: 'https://shop.com', ...(forwarded && { 'x-forwarded-for': forwarded }) })
      expect(answer.status).toBe(202)
    }
    await shop.drained()
    const [visitors] = await ask<{ stored: number; visitors: number }>(
      shop.door,
      "SELECT count() AS stored, uniqExact(visitor_id) AS visitors FROM events WHERE site_id = 'shop'",
    )
    // Another address would have made another visitor.
    expect(visitors).toEqual({ stored: spoofed.length, visitors: 1 })
  })

  const foreign = [
    'https://shop.com.evil.com',
    'https://evil-shop.com',
    'https://shop.com@evil.com',
    'https://evil.com/shop.com',
    'https://evilshop.example',
    'https://shop.example.evil.com',
    'null',
    'file://shop.com',
    undefined,
  ]
  it.each(foreign)('A9 the origin %s: 403', async (origin) => {
    const answer = await send(origin === undefined ? {} : { origin })
    expect(answer.status).toBe(403)
  })

  it('A9 the site’s own origins: 202', async () => {
    for (const origin of ['https://shop.com', 'https://www.shop.example', 'HTTPS://SHOP.COM']) {
      expect((await send({ origin })).status).toBe(202)
    }
  })
})

describe('addresses and floods', () => {
  let shop: RunningShop
  beforeAll(async () => {
    shop = await start({
      TOUCHLINE_TRUSTED_PROXIES: '127.0.0.1',
      TOUCHLINE_RATE_LIMIT: '5',
      TOUCHLINE_SITE_RATE_LIMIT: '20',
    })
  })
  const send = (siteId: string, address: string) =>
    post(shop.server.collector, batchOf([viewItem()], siteId), { 'x-forwarded-for': address })

  it('A13 ten times the limit on one key: 429 there with Retry-After, other keys unharmed', async () => {
    const statuses = new Map<number, number>()
    let calm = 0
    // Every address stays within its own limit; together they send more than ten times what the site may get.
    for (let round = 0; round < 20; round++) {
      const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => send('busy', `198.51.${round}.${i}`)))
      for (const { status, headers } of answers) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      }
      expect((await send('calm', `198.51.${round}.1`)).status).toBe(202)
      calm++
    }
    expect([...statuses.keys()].sort()).toEqual([202, 429])
    expect(statuses.get(429)).toBeGreaterThan(1000)
    expect(calm).toBe(20)
  })

  it('A13 ten times the limit from one address: 429 there, other addresses unharmed', async () => {
    const statuses = new Set<number>()
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => send('calm', '198.51.100.200')))
      for (const { status } of answers) statuses.add(status)
    }
    expect([...statuses].sort()).toEqual([202, 429])
    for (let i = 1; i <= 20; i++) expect((await send('calm', `198.51.101.${i}`)).status).toBe(202)
  })

  it('keeps the address of nobody anywhere on disk', async () => {
    const address = '203.0.113.77'
    // On the cookieless site the address is what visitors are told apart by.
    for (const site of ['shop', 'calm', 'busy']) {
      const headers = { 'x-forwarded-for': address, origin: 'https://shop.com' }
      await until(
        () => post(shop.server.collector, batchOf([viewItem()], site), headers),
        ({ status }) => status === 202,
      )
      // One that is refused, and so becomes a dead letter.
      const refused = { ...viewItem(), occurred_at: 0 }
      expect((await post(shop.server.collector, batchOf([refused], site), headers)).status).toBe(202)
    }
    await shop.drained()
    expect(filesWith(address, shop.dataDir)).toEqual([])
    // The engine's files are compressed, so its tables are read too.
    const tables = await ask<{ name: string }>(shop.door, "SELECT name FROM system.tables WHERE database = 'touchline'")
    expect(tables.length).toBeGreaterThan(4)
    for (const { name } of tables) {
      const rows = await ask(shop.door, `SELECT * FROM ${name}`)
      expect(JSON.stringify(rows)).not.toContain(address)
    }
    expect(shop.server.log()).not.toContain(address)
    // The same search finds what is there.
    expect(filesWith('calm', shop.dataDir).length).toBeGreaterThan(0)
  })
})

/** The files below a directory that contain a text. */
function filesWith(text: string, directory: string): string[] {
  try {
    const found = execFileSync('grep', ['-rlaF', '--devices=skip', text, directory], { encoding: 'utf8' })
    return found.split('\n').filter(Boolean)
  } catch (error) {
    // grep ends with 1 when it found nothing.
    if ((error as { status: number }).status === 1) return []
    throw error
  }
}
