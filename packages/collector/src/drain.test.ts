import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { clickHouseTime, type EventRow, insertEvents } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDrain } from './drain.js'
import { createMetrics } from './metrics.js'
import { openSpool } from './spool.js'
import { letterLine, rowLine } from './spooled-lines.js'
import { makeRow, newId } from './test-support/make-event.js'
import { openShop, type Shop, silent } from './test-support/open-shop.js'
import { until } from './test-support/until.js'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

function openDrain(directory = mkdtempSync(join(shop.directory, 'spool-'))) {
  const spool = openSpool({ directory })
  const metrics = createMetrics(spool.backlog)
  const start = () => startDrain({ spool, client: shop.storage.owner, now: Date.now, log: silent, metrics })
  const append = (...rows: EventRow[]) =>
    spool.append(rows.map(rowLine).join(''), rows.length).then(() => metrics.accepted(rows.length))
  const empty = () => until(() => spool.backlog().groups === 0, 'the spool is drained')
  const value = async (name: string) => {
    const metric = await metrics.registry.getSingleMetric(`touchline_${name}`)?.get()
    return metric?.values[0]?.value
  }
  return { directory, spool, metrics, start, append, empty, value }
}

const rowsOf = (site_id: string, count: number, changes: Partial<EventRow> = {}) =>
  Array.from({ length: count }, () => makeRow({ site_id, ...changes }))

describe('startDrain', () => {
  it('stores what is appended, once, and remembers the ids', async () => {
    const { spool, start, append, empty, metrics } = openDrain()
    const drain = start()
    const rows = rowsOf('plain', 50)
    await append(...rows)
    await empty()
    expect(await shop.count("site_id = 'plain'")).toEqual({ raw: 50, ids: 50 })
    // The same events again, as a retry from another address: another visitor, the same ids.
    await append(...rows.map((row) => ({ ...row, visitor_id: 'another' })), ...rows.slice(0, 5))
    await empty()
    expect(await shop.count("site_id = 'plain'")).toEqual({ raw: 50, ids: 50 })
    expect(metrics.conservation()).toBe(0)
    await drain.stop({ drainMs: 1000 })
    await spool.close()
  })

  it('inserts nothing twice after a kill between insert and checkpoint', async () => {
    const { spool, start, append, empty } = openDrain()
    const rows = [...rowsOf('killed', 100), ...rowsOf('killed', 100, { visitor_id: 'v2' })]
    await append(...rows)
    await insertEvents(shop.storage.owner, rows.slice(0, 150))
    const drain = start()
    await empty()
    expect(await shop.count("site_id = 'killed'")).toEqual({ raw: 200, ids: 200 })
    await drain.stop({ drainMs: 1000 })
    await spool.close()
  })

  it('finds the rows that ClickHouse refuses and stores all others', async () => {
    const { spool, start, append, empty, metrics, value } = openDrain()
    const rows = rowsOf('poison', 1000)
    rows[3] = makeRow({ site_id: 'poison', title: 'lone \ud800 surrogate' })
    rows[700] = makeRow({ site_id: 'poison', occurred_at: 'never' })
    rows[701] = makeRow({ site_id: 'poison', visitor_id: 'lone \ud800 surrogate' })
    await append(...rows)
    const drain = start()
    await append(...rowsOf('poison', 10))
    await empty()
    expect(await shop.count("site_id = 'poison'")).toEqual({ raw: 1007, ids: 1007 })
    const letters = await shop.rows<Record<string, unknown>>(
      "SELECT stage, clickhouse_code, event_id, raw FROM dead_letters WHERE site_id = 'poison' ORDER BY event_id",
    )
    expect(letters.map(({ event_id }) => event_id).sort()).toEqual([3, 700, 701].map((i) => rows[i]?.event_id).sort())
    expect(letters.map(({ stage }) => stage)).toEqual(['insert', 'insert', 'insert'])
    expect(letters.find(({ event_id }) => event_id === rows[700]?.event_id)?.clickhouse_code).toBe(41)
    expect(metrics.conservation()).toBe(0)
    expect(await value('dead_lettered_total')).toBe(3)
    // Sent again after it was mended, the refused event is not taken for a duplicate.
    await append({ ...(rows[700] as EventRow), occurred_at: rows[0]?.occurred_at as string })
    await empty()
    expect((await shop.count("site_id = 'poison'")).ids).toBe(1008)
    await drain.stop({ drainMs: 1000 })
    await spool.close()
  })

  it('waits for the tables of its version instead of giving rows up', async () => {
    const { spool, start, append, empty, value } = openDrain()
    const drain = start()
    await shop.storage.owner.command({ query: 'ALTER TABLE events DROP COLUMN release' })
    const retries = async () => (await value('retries_total')) ?? 0
    await append(makeRow({ site_id: 'upgrade', release: '1.2.3' }))
    await until(async () => (await retries()) > 0, 'the insert was tried again')
    await shop.storage.owner.command({ query: 'ALTER TABLE events ADD COLUMN release LowCardinality(String)' })
    await empty()
    expect(await shop.rows("SELECT release FROM events WHERE site_id = 'upgrade'")).toEqual([{ release: '1.2.3' }])
    expect(await value('dead_lettered_total')).toBe(0)
    await drain.stop({ drainMs: 1000 })
    await spool.close()
  })

  it('stores an event once that comes again while its first batch is under way', async () => {
    const { spool, start, append, empty, metrics, value } = openDrain()
    // 30 groups of 4,000 events: several batches after those that are looked up because the process has just begun.
    const groups = Array.from({ length: 30 }, () => rowsOf('again', 4000))
    for (const [i, group] of groups.entries()) {
      const before = groups[i - 5] ?? []
      for (let k = 0; k < 100 && before.length > 0; k++) {
        group[k] = { ...(before[1000 + k] as EventRow), visitor_id: 'elsewhere' }
      }
    }
    await Promise.all(groups.map((group) => append(...group)))
    const drain = start()
    await empty()
    const distinct = 30 * 4000 - 25 * 100
    expect(await shop.count("site_id = 'again'")).toEqual({ raw: distinct, ids: distinct })
    expect(await value('duplicate_total')).toBe(25 * 100)
    expect(metrics.conservation()).toBe(0)
    await drain.stop({ drainMs: 1000 })
    await spool.close()
  })

  it('stores dead letters of the spool', async () => {
    const { spool, start, empty } = openDrain()
    const drain = start()
    const received_at = clickHouseTime(Date.now())
    const letter = { received_at, site_id: 'letters', stage: 'validate', reason: 'bad', event_id: '', raw: '{}' }
    await spool.append(letterLine(letter), 0)
    await empty()
    expect(await shop.rows("SELECT reason, raw FROM dead_letters WHERE site_id = 'letters'")).toEqual([
      { reason: 'bad', raw: '{}' },
    ])
    await drain.stop({ drainMs: 1000 })
    await spool.close()
  })

  it('stores everything once when the engine is killed and comes back', async () => {
    const { spool, start, append, empty, metrics, value } = openDrain()
    const drain = start()
    const { engine } = shop.storage
    const rows = rowsOf('away', 5000)
    await append(...rows.slice(0, 1000))
    const first = engine?.pid() as number
    process.kill(first, 'SIGKILL')
    for (let start = 1000; start < rows.length; start += 500) await append(...rows.slice(start, start + 500))
    await empty()
    expect(engine?.pid()).not.toBe(first)
    expect((await shop.count("site_id = 'away'")).ids).toBe(5000)
    const [final] = await shop.rows<{ rows: number }>("SELECT count() AS rows FROM events FINAL WHERE site_id = 'away'")
    expect(final?.rows).toBe(5000)
    expect(await value('stored_total')).toBe(5000)
    expect(metrics.conservation()).toBe(0)
    await drain.stop({ drainMs: 1000 })
    await spool.close()
  })

  it('keeps the rest for the next start when it has to stop', async () => {
    const directory = mkdtempSync(join(shop.directory, 'stopped-'))
    const before = openDrain(directory)
    await before.append(...rowsOf('stopped', 10))
    const stopped = before.start()
    await stopped.stop({ drainMs: 0 })
    await before.spool.close()
    const after = openDrain(directory)
    expect(after.metrics.conservation()).toBe(0)
    const drain = after.start()
    await after.empty()
    expect(await shop.count("site_id = 'stopped'")).toEqual({ raw: 10, ids: 10 })
    await drain.stop({ drainMs: 1000 })
    await after.spool.close()
  })

  it('drains what is there when it is asked to stop', async () => {
    const { spool, start, append } = openDrain()
    const drain = start()
    await append(...rowsOf('last', 10))
    await drain.stop({ drainMs: 10_000 })
    expect(spool.backlog().groups).toBe(0)
    expect((await shop.count("site_id = 'last'")).ids).toBe(10)
    await spool.close()
  })

  it('counts an event once that comes a hundred times around midnight and the end of a month', async () => {
    const { spool, start, append, empty } = openDrain()
    const drain = start()
    const event_id = newId(Date.UTC(2026, 1, 28, 23, 59, 59, 999))
    for (let i = 0; i < 100; i++) {
      await append(
        makeRow({
          site_id: 'midnight',
          event_id,
          visitor_id: `v${i}`,
          occurred_at: `2026-0${2 + (i % 2)}-01 00:00:00.000`,
        }),
      )
      if (i % 30 === 0) await empty()
    }
    await empty()
    expect(await shop.count("site_id = 'midnight'")).toEqual({ raw: 1, ids: 1 })
    await drain.stop({ drainMs: 1000 })
    await spool.close()
  })
})
