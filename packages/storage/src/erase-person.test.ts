import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidV7 } from '@touchline/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertDeadLetters } from './dead-letters.js'
import { erasePerson } from './erase-person.js'
import { clickHouseTime, type EventRow } from './event-row.js'
import { exportPerson } from './export-person.js'
import { insertEvents } from './insert-events.js'
import { openEmbedded, type Storage } from './open-storage.js'
import { createTombstones } from './tombstones.js'

const directory = mkdtempSync(join(tmpdir(), 'touchline-erase-'))
let storage: Storage
beforeAll(async () => {
  storage = await openEmbedded(directory)
})
afterAll(async () => {
  await storage.close()
  rmSync(directory, { recursive: true })
})

const start = Date.UTC(2026, 2, 1)
let minute = 0
function row(site: string, visitor: string, more: Partial<EventRow> = {}): EventRow {
  const at = start + minute++ * 60_000
  return {
    site_id: site,
    event_id: uuidV7(at, randomBytes(10)),
    kind: 'touchpoint',
    name: 'page_view',
    occurred_at: clickHouseTime(at),
    received_at: clickHouseTime(at),
    visitor_id: visitor,
    identity: 'first_party',
    ...more,
  }
}
const read = async <Row>(query: string): Promise<Row[]> =>
  (await storage.owner.query({ query, format: 'JSONEachRow' })).json<Row>()
const visitorsOf = async (site: string) =>
  (await read<{ who: string }>(`SELECT concat(visitor_id, ' ', user_id) AS who FROM events WHERE site_id = '${site}'`))
    .map(({ who }) => who.trim())
    .sort()
const mentions = async (table: string, site: string, id: string) =>
  (await read(`SELECT * FROM ${table} WHERE site_id = '${site}'`)).filter((found) => JSON.stringify(found).includes(id))
const erase = (site: string, person: Parameters<typeof erasePerson>[2]) =>
  erasePerson(storage.owner, site, person, Date.now())

describe('erasePerson', () => {
  it('erases a visitor with the daily hashes it had before consent, and nobody else', async () => {
    await insertEvents(storage.owner, [
      row('one', 'hash-a', { identity: 'daily_hash' }),
      row('one', 'anna', { daily_visitor_id: 'hash-a', user_id: 'u1' }),
      row('one', 'anna'),
      row('one', 'bert', { daily_visitor_id: 'hash-a' }),
      row('other', 'anna'),
    ])
    const letter = (event_id: string, event: object) => ({
      received_at: clickHouseTime(Date.now()),
      site_id: 'one',
      stage: 'validate',
      reason: 'bad',
      event_id,
      raw: JSON.stringify(event),
    })
    await insertDeadLetters(storage.owner, [
      letter('', { visitor_id: 'anna' }),
      { ...letter('', {}), raw: JSON.stringify(JSON.stringify({ visitor_id: 'anna' })) },
      letter('', { visitor_id: 'anna-lena' }),
    ])
    expect(await erase('one', { visitor: 'anna' })).toMatchObject({ events: 3, dead_letters: 2, visitors: 2 })
    expect(await visitorsOf('one')).toEqual(['bert'])
    expect(await visitorsOf('other')).toEqual(['anna'])
    for (const table of ['events', 'identities', 'tombstones']) {
      for (const id of ['anna', 'hash-a']) expect(await mentions(table, 'one', id)).toEqual([])
    }
    expect(await read("SELECT raw FROM dead_letters WHERE site_id = 'one'")).toEqual([
      { raw: JSON.stringify({ visitor_id: 'anna-lena' }) },
    ])
  })

  it('erases a user with the browsers that are theirs, and on a shared one only what has their name', async () => {
    await insertEvents(storage.owner, [
      row('two', 'laptop'),
      row('two', 'laptop', { user_id: 'cleo' }),
      row('two', 'laptop', { user_id: 'dora' }),
      row('two', 'family'),
      row('two', 'family', { user_id: 'dora' }),
      row('two', 'family', { user_id: 'cleo' }),
      row('two', '', { user_id: 'cleo', identity: 'none' }),
    ])
    expect(await erase('two', { user: 'cleo' })).toMatchObject({ events: 4, visitors: 1 })
    expect(await visitorsOf('two')).toEqual(['family', 'family dora', 'laptop dora'])
    for (const table of ['events', 'identities', 'tombstones']) expect(await mentions(table, 'two', 'cleo')).toEqual([])
  })

  it('takes the rows off the disk', async () => {
    const marked = await read<{ parts: number }>(
      "SELECT count() AS parts FROM system.mutations WHERE table = 'events' AND command LIKE '%APPLY DELETED MASK%'",
    )
    expect(marked[0]?.parts).toBeGreaterThan(0)
  })

  it('marks what happened until then as erased, and nothing later', async () => {
    const tombstones = createTombstones(storage.owner)
    expect(await tombstones.load()).toBe(true)
    expect(await tombstones.load()).toBe(false)
    const later = clickHouseTime(Date.now() + 60_000)
    const fresh = { occurred_at: later, received_at: later }
    const erased = (...args: Parameters<typeof row>) => tombstones.isErased(row(...args))
    expect(erased('one', 'anna')).toBe(true)
    expect(erased('one', 'hash-a')).toBe(true)
    expect(erased('one', 'bert')).toBe(false)
    expect(erased('other', 'anna')).toBe(false)
    expect(erased('one', 'anna', fresh)).toBe(false)
    // Received before the erasure, by a clock that is ahead.
    expect(erased('one', 'anna', { occurred_at: later })).toBe(true)
    expect(erased('two', 'another', { user_id: 'cleo' })).toBe(true)
    expect(erased('two', 'laptop')).toBe(true)
    expect(erased('two', 'laptop', { user_id: 'dora' })).toBe(false)
  })
})

describe('exportPerson', () => {
  it('writes each event of the person as a line, a consented hash as the visitor that it became', async () => {
    const stored = row('three', 'hash-c', { identity: 'daily_hash', path: '/a', properties: { size: 'XL' } })
    await insertEvents(storage.owner, [
      stored,
      row('three', 'emma', { daily_visitor_id: 'hash-c', user_id: 'u3' }),
      row('three', 'emma', { bot: 'known_bot' }),
      row('three', 'finn'),
    ])
    const lines: unknown[] = []
    for await (const line of exportPerson(storage.reader, 'three', { user: 'u3' })) lines.push(JSON.parse(line))
    expect(lines).toHaveLength(2)
    expect(lines[0]).toEqual({
      name: 'page_view',
      event_id: stored.event_id,
      occurred_at: `${stored.occurred_at.replace(' ', 'T')}Z`,
      visitor_id: 'emma',
      properties: { size: 'XL' },
      page: { path: '/a' },
    })
    expect(lines[1]).toMatchObject({ visitor_id: 'emma', user_id: 'u3' })
  })
})
