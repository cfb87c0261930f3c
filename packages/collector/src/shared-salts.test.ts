import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { agreeOnSalt, destroySaltsBefore } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDailyHash, type SharedSalts } from './daily-hash.js'
import type { OpenCollectorOptions } from './open-collector.js'
import { batchOf, firefox } from './test-support/make-batch.js'
import { pageView } from './test-support/make-event.js'
import { openShop, type Shop } from './test-support/open-shop.js'
import { until } from './test-support/until.js'

const dayMs = 86_400_000
const sender = { siteId: 'shop', address: '198.51.100.1', userAgent: 'Firefox' }

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const directory = () => mkdtempSync(join(shop.directory, 'salts-'))
const tableDays = async () =>
  (await shop.rows<{ day: number }>('SELECT toUInt32(day) AS day FROM salts ORDER BY day')).map(({ day }) => day)

/** The engine, which can be out of reach. */
function sharing() {
  const place = {
    away: false as false | 'refuses' | 'hangs',
    async reach() {
      if (place.away === 'hangs') await new Promise(() => {})
      if (place.away) throw new Error('away')
    },
    async agree(day: number, offered: string) {
      await place.reach()
      return agreeOnSalt(shop.storage.owner, day, offered)
    },
    async destroyBefore(day: number) {
      await place.reach()
      await destroySaltsBefore(shop.storage.owner, day)
    },
  }
  return place satisfies SharedSalts
}

// Days to come, each test its own, because the engine's clock destroys past ones.
let someDay = Math.floor(Date.now() / dayMs)
const nextNoon = () => {
  someDay += 10
  return someDay * dayMs + dayMs / 2
}

describe('agreeOnSalt', () => {
  it('answers everyone the same, however many offer at once', async () => {
    const day = Math.floor(nextNoon() / dayMs)
    const offers = Array.from({ length: 20 }, (_, i) => agreeOnSalt(shop.storage.owner, day, `salt-${i}`))
    const answers = new Set(await Promise.all(offers))
    expect(answers.size).toBe(1)
    expect([...answers]).toContain(await agreeOnSalt(shop.storage.owner, day, 'too late'))
    // No later one is kept, which an earlier reader could not have seen.
    expect((await tableDays()).filter((kept) => kept === day)).toHaveLength(1)
  })

  it('keeps salts from the user who reads reports', async () => {
    await expect(shop.storage.reader.query({ query: 'SELECT salt FROM salts' })).rejects.toThrow(/privileges/i)
    await shop.storage.reader.query({ query: 'SELECT count() FROM events' })
  })
})

describe('openDailyHash over a shared table', () => {
  it('hashes as the others do, also events of yesterday', async () => {
    const noon = nextNoon()
    const options = { now: () => noon, shared: sharing() }
    const [one, other] = [openDailyHash(directory(), options), openDailyHash(directory(), options)]
    await Promise.all([one.prepare(), other.prepare()])
    expect(one.prepare()).toBeUndefined()
    for (const time of [noon, noon - dayMs]) expect(other.of(sender, time)).toBe(one.of(sender, time))
  })

  it.each(['refuses', 'hangs'] as const)('works while ClickHouse %s, and offers its salt later', async (away) => {
    const noon = nextNoon()
    const shared = sharing()
    shared.away = away
    const one = openDailyHash(directory(), { now: () => noon, shared, patienceMs: 10 })
    await one.prepare()
    expect(one.prepare()).toBeUndefined()
    const hashed = one.of(sender, noon)
    expect(hashed).toBeDefined()
    shared.away = false
    await one.sync()
    const other = openDailyHash(directory(), { now: () => noon, shared })
    await other.prepare()
    expect(other.of(sender, noon)).toBe(hashed)
  })

  it('keeps the salt that is in use when another’s was first, and shares one the next day', async () => {
    let time = nextNoon()
    const noon = time
    const today = Math.floor(noon / dayMs)
    const shared = sharing()
    shared.away = 'refuses'
    const differing: number[] = []
    const options = { now: () => time, shared }
    const one = openDailyHash(directory(), { ...options, onDiffering: (day) => differing.push(day) })
    await one.prepare()
    const hashed = one.of(sender, noon)
    shared.away = false
    const other = openDailyHash(directory(), options)
    await other.prepare()
    await one.sync()
    expect(one.of(sender, noon)).toBe(hashed)
    expect(other.of(sender, noon)).not.toBe(hashed)
    await one.sync()
    expect(differing.toSorted()).toEqual([today - 1, today])
    time += dayMs
    await Promise.all([one.prepare(), other.prepare()])
    expect(one.of(sender, time)).toBe(other.of(sender, time))
  })

  it('leaves salts older than 48 hours nowhere: neither in the file, nor in the table, nor on the engine’s disk', async () => {
    let time = nextNoon()
    const today = Math.floor(time / dayMs)
    const shared = sharing()
    const path = directory()
    const hash = openDailyHash(path, { now: () => time, shared, patienceMs: 10 })
    await hash.sync()
    const file = join(path, 'salts.json')
    const old = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)
    expect(old).toHaveLength(2)
    expect(filesWith(old)).not.toEqual([])
    expect(await tableDays()).toEqual(expect.arrayContaining([today - 1, today]))

    time += 2 * dayMs
    shared.away = 'refuses'
    await expect(hash.sync()).rejects.toThrow('away')
    shared.away = false
    await hash.sync()
    expect(await tableDays()).toEqual([today + 1, today + 2])
    await until(() => filesWith(old).length === 0, 'the engine has removed the parts')
  })
})

/** The files below the test's directory in which one of the texts stands. */
function filesWith(texts: string[]): string[] {
  const entries = readdirSync(shop.directory, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const content = contentOf(file)
      return texts.some((text) => content.includes(text))
    })
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    // Removed meanwhile.
    return Buffer.alloc(0)
  }
}

describe('two collectors with one ClickHouse', () => {
  it('know a visitor as one', async () => {
    const events = [pageView(), pageView(), pageView()]
    const [first, second, stranger] = events
    const options: Partial<OpenCollectorOptions> = { trustedProxies: ['127.0.0.1'] }
    const one = await shop.open({ ...options, directory: join(shop.directory, 'one') })
    const other = await shop.open({ ...options, directory: join(shop.directory, 'other') })
    const send = async (collector: typeof one, event: unknown, address: string) => {
      const server = createServer(collector.listener).listen(0, '127.0.0.1')
      await once(server, 'listening')
      const { port } = server.address() as AddressInfo
      const answer = await fetch(`http://127.0.0.1:${port}/v1/events`, {
        method: 'POST',
        body: batchOf([event], { site_id: 'open' }),
        headers: { 'content-type': 'text/plain', 'user-agent': firefox, 'x-forwarded-for': address },
      })
      expect(answer.status).toBe(202)
      server.closeAllConnections()
      server.close()
    }
    await Promise.all([send(one, first, '203.0.113.1'), send(other, second, '203.0.113.1')])
    await send(other, stranger, '203.0.113.2')
    await one.close()
    await other.close()
    const rows = await shop.rows<{ event_id: string; visitor_id: string }>(
      "SELECT event_id, visitor_id FROM events WHERE site_id = 'open' AND identity = 'daily_hash'",
    )
    const visitors = new Map(rows.map(({ event_id, visitor_id }) => [event_id, visitor_id]))
    const [a, b, c] = events.map(({ event_id }) => visitors.get(event_id))
    expect(a).toMatch(/^[0-9a-f]{32}$/)
    expect(b).toBe(a)
    expect(c).not.toBe(a)
  })
})
