import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import {
  clickHouseTime,
  type DeadLetter,
  type EventRow,
  erasePerson,
  insertDeadLetters,
  insertEvents,
  putTombstones,
} from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDrain } from './drain.js'
import { createErasureGuard } from './erasure-guard.js'
import { importEvents } from './import-events.js'
import { createMetrics } from './metrics.js'
import { replayDeadLetters } from './replay-dead-letters.js'
import { openSpool } from './spool.js'
import { letterLine, rowLine } from './spooled-lines.js'
import { makeRow, newId, pageView } from './test-support/make-event.js'
import { openShop, type Shop, silent } from './test-support/open-shop.js'
import { until } from './test-support/until.js'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const erase = (site: string, visitor: string) => erasePerson(shop.storage.owner, site, { visitor }, Date.now())
const visitors = async (site: string, table = 'events') =>
  (await shop.rows<{ v: string }>(`SELECT visitor_id AS v FROM ${table} WHERE site_id = '${site}' ORDER BY v`)).map(
    ({ v }) => v,
  )
const letter = (site_id: string, event: object, more: Partial<DeadLetter> = {}): DeadLetter => ({
  received_at: clickHouseTime(Date.now()),
  site_id,
  stage: 'validate',
  reason: 'bad',
  event_id: '',
  raw: JSON.stringify(event),
  ...more,
})
const letters = (site: string) => shop.rows<{ raw: string }>(`SELECT raw FROM dead_letters WHERE site_id = '${site}'`)

function openDrain() {
  const spool = openSpool({ directory: mkdtempSync(join(shop.directory, 'spool-')) })
  const metrics = createMetrics(spool.backlog)
  return {
    spool,
    metrics,
    start: () => startDrain({ spool, client: shop.storage.owner, now: Date.now, log: silent, metrics }),
  }
}

describe('an erasure while events wait in the spool', () => {
  it('drops the events and dead letters of the erased, counts them, and takes what comes later', async () => {
    const { spool, metrics, start } = openDrain()
    const rows = [makeRow({ site_id: 's1', visitor_id: 'gone' }), makeRow({ site_id: 's1', visitor_id: 'here' })]
    const bad = letter('s1', { visitor_id: 'gone', occurred_at: Date.now() })
    await spool.append(rows.map(rowLine).join('') + letterLine(bad), rows.length)
    metrics.accepted(rows.length)
    await erase('s1', 'gone')
    const drain = start()
    await until(() => spool.backlog().groups === 0, 'the spool is drained')
    expect(await visitors('s1')).toEqual(['here'])
    expect(await letters('s1')).toEqual([])
    expect(await metrics.registry.getSingleMetric('touchline_erased_total')?.get()).toMatchObject({
      values: [{ value: 1 }],
    })
    expect(metrics.conservation()).toBe(0)

    const later = clickHouseTime(Date.now() + 1000)
    await spool.append(
      rowLine(makeRow({ site_id: 's1', visitor_id: 'gone', occurred_at: later, received_at: later })),
      1,
    )
    metrics.accepted(1)
    await until(() => spool.backlog().groups === 0, 'the spool is drained')
    expect(await visitors('s1')).toEqual(['gone', 'here'])
    expect(metrics.conservation()).toBe(0)
    await drain.stop({ drainMs: 1000 })
    await spool.close()
  })

  it('deletes what was inserted before a crash while its person was being erased', async () => {
    const { spool, metrics, start } = openDrain()
    const row = makeRow({ site_id: 's2', visitor_id: 'gone', user_id: 'u' })
    await spool.append(rowLine(row), 1)
    metrics.accepted(1)
    await erase('s2', 'gone')
    await insertEvents(shop.storage.owner, [row])
    const drain = start()
    await until(() => spool.backlog().groups === 0, 'the spool is drained')
    expect(await visitors('s2')).toEqual([])
    expect(await visitors('s2', 'identities')).toEqual([])
    await drain.stop({ drainMs: 1000 })
    await spool.close()
  })

  it('deletes what was inserted between the tombstone and the look afterwards', async () => {
    const guard = createErasureGuard(shop.storage.owner)
    await guard.load({})
    const row = makeRow({ site_id: 's3', visitor_id: 'gone' })
    const bad = letter('s3', { visitor_id: 'gone', occurred_at: Date.now() })
    expect(guard.isErased(row)).toBe(false)
    await putTombstones(shop.storage.owner, 's3', [{ kind: 'visitor', id: 'gone' }], Date.now())
    await insertEvents(shop.storage.owner, [row, makeRow({ site_id: 's3', visitor_id: 'here' })])
    await insertDeadLetters(shop.storage.owner, [bad])
    expect(await guard.eraseLate({ rows: [row], letters: [bad] }, {})).toEqual(new Set([row]))
    expect(await visitors('s3')).toEqual(['here'])
    expect(await letters('s3')).toEqual([])
  })
})

describe('importEvents after an erasure', () => {
  it('leaves the erased out of the same file, dirty lines too, and takes what happened since', async () => {
    const line = (visitor_id: string, more: object = {}) =>
      JSON.stringify({ name: 'page_view', occurred_at: '2026-03-01T10:00:00Z', visitor_id, ...more })
    const foreign = JSON.stringify({ event_name: '?', event_timestamp: 'never', user_pseudo_id: 'gone' })
    const file = [foreign, line('gone'), line('here'), line('gone', { score: 'ten' }), line('gone', { user_id: 'u9' })]
    const run = (lines: string[]) => {
      const source = (async function* () {
        yield Buffer.from(lines.join('\n'))
      })()
      return importEvents({ client: shop.storage.owner, siteId: 's4', source, now: Date.now })
    }
    expect(await run(file)).toMatchObject({ accepted: 3, duplicates: 0, rejected: 2, erased: 0 })
    expect(await erase('s4', 'gone')).toMatchObject({ events: 2, dead_letters: 2 })
    expect(await run(file)).toMatchObject({ accepted: 0, duplicates: 1, rejected: 0, erased: 4 })
    expect(await visitors('s4')).toEqual(['here'])
    expect(await visitors('s4', 'identities')).toEqual([])
    expect(await letters('s4')).toEqual([])
    const since = new Date(Date.now() + 1000).toISOString()
    expect(await run([...file, line('gone', { occurred_at: since })])).toMatchObject({ accepted: 1, erased: 4 })
    expect(await visitors('s4')).toEqual(['gone', 'here'])
  })
})

describe('replayDeadLetters', () => {
  it('stores what is right now, keeps what is not, and leaves wrong clocks alone until asked', async () => {
    const client = shop.storage.owner
    const event = (visitor_id: string, more: object = {}) => ({ ...pageView({ visitor_id }), ...more })
    const stored = makeRow({ site_id: 's5', visitor_id: 'twice' })
    const refused: EventRow = makeRow({
      site_id: 's5',
      visitor_id: 'row',
      bot: 'known_bot',
      received_at: '2026-11-01 00:00:00.000',
    })
    await insertEvents(client, [stored])
    await erase('s5', 'gone')
    await insertDeadLetters(client, [
      letter('s5', event('mended')),
      letter('s5', '' as never, {
        raw: JSON.stringify(JSON.stringify(event('import'))),
        reason: 'import line 3: score',
      }),
      letter('s5', event('twice', { event_id: stored.event_id })),
      letter('s5', refused, { stage: 'insert', reason: 'Cannot parse' }),
      letter('s5', event('gone', { occurred_at: 1 })),
      letter('s5', event('wrong', { score: 'ten' })),
      letter('s5', event('clock'), { stage: 'clock', event_id: newId() }),
      letter('other', event('mended')),
    ])
    const run = (more: object = {}) => replayDeadLetters({ client, siteId: 's5', now: Date.now, ...more })
    expect(await run()).toMatchObject({
      stored: 3,
      duplicates: 1,
      erased: 1,
      refused: 1,
      skipped: 1,
      errors_sample: [{ reason: expect.stringContaining('score') }],
    })
    expect(
      await shop.rows("SELECT visitor_id, trusted, identity, bot FROM events WHERE site_id = 's5' ORDER BY visitor_id"),
    ).toEqual([
      { visitor_id: 'import', trusted: 1, identity: 'imported', bot: '' },
      { visitor_id: 'mended', trusted: 0, identity: 'first_party', bot: '' },
      { visitor_id: 'row', trusted: 0, identity: 'first_party', bot: 'known_bot' },
      { visitor_id: 'twice', trusted: 0, identity: 'first_party', bot: '' },
    ])
    expect((await letters('s5')).map(({ raw }) => JSON.parse(raw).visitor_id).sort()).toEqual(['clock', 'wrong'])
    expect(await run({ reason: 'clock' })).toMatchObject({ stored: 1, refused: 0, skipped: 0 })
    expect((await letters('s5')).map(({ raw }) => JSON.parse(raw).visitor_id)).toEqual(['wrong'])
    expect(await letters('other')).toHaveLength(1)
  })
})
