import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, startEngine } from '@touchline/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ask, type ClickHouseDoor, doorOf, serverSettings, storedIds } from '../support/clickhouse.js'
import { batchOf, compare, type Ledger, post, startLoad, viewItem } from '../support/event-load.js'
import { type Behaviour, startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js'
import { addSite, metric, startTouchline, type TouchlineProcess } from '../support/touchline-process.js'
import { until } from '../support/until.js'
import { scale } from './scale.js'

const directory = mkdtempSync(join(tmpdir(), 'touchline-away-'))
const inserts = /INSERT(\+|%20| )INTO(\+|%20| )events/
let engine: Engine
let door: ClickHouseDoor
let proxy: TcpProxy
let server: TouchlineProcess

beforeAll(async () => {
  engine = await startEngine({ directory: join(directory, 'engine') })
  door = doorOf(engine)
  proxy = await startTcpProxy(engine.url)
  const settings = { ...serverSettings(engine, proxy.url), TOUCHLINE_LOG_LEVEL: 'silent' }
  server = await startTouchline(join(directory, 'served'), settings)
  await addSite(join(directory, 'served'), ['shop', '--mode', 'first_party'], settings)
  await until(
    () => post(server.collector, batchOf([viewItem()])),
    ({ status }) => status === 202,
  )
  // What a process finds at its start counts as in doubt; these tests are about doubt that comes later.
  await fill(25_000)
  // Merges would hide a row that is stored twice.
  await ask(door, 'SYSTEM STOP MERGES')
})
afterAll(async () => {
  await server?.killAll()
  await proxy?.close()
  await engine?.close()
  rmSync(directory, { recursive: true, force: true })
})
beforeEach(async () => {
  proxy.behave('pass')
  await drained()
  await ask(door, 'TRUNCATE TABLE events')
})

const drained = (deadlineMs?: number) =>
  until(
    () => metric(server, 'touchline_backlog'),
    (backlog) => backlog === 0,
    deadlineMs,
  )

/** Puts many events into the spool with large requests. */
async function fill(events: number): Promise<Ledger> {
  const ledger: Ledger = { sent: new Set(), acknowledged: new Set(), statuses: new Map(), failures: [] }
  for (let i = 0; i < events / 1000; i++) {
    const batch = Array.from({ length: 1000 }, () => viewItem())
    const answer = await post(server.collector, batchOf(batch))
    expect(await answer.json()).toEqual({ accepted: 1000, rejected: [] })
    for (const { event_id } of batch) ledger.acknowledged.add(event_id)
  }
  return ledger
}

async function expectExactlyOnce(ledger: Ledger) {
  const { size } = ledger.acknowledged
  expect(await compare(ledger, door)).toEqual({ acknowledged: size, stored: size, missing: 0, duplicates: 0 })
  expect(await metric(server, 'touchline_conservation')).toBe(0)
}

describe('ClickHouse that does not answer well', () => {
  it('F5 a batch of 20,000 rows in doubt: the stored ones are found by their ids, and only the missing inserted', async () => {
    proxy.behave('refuse')
    const ledger = await fill(24_000)
    // From here the first batch is stored, and its answer lost; it must not go in a second time.
    const before = proxy.harmed()
    proxy.behave('reset_answers', inserts)
    await until(
      () => storedIds(door),
      (ids) => ids.length >= 20_000,
    )
    // The rest is another batch, which fares no better.
    await until(
      () => proxy.harmed() - before,
      (times) => times >= 2,
    )
    proxy.behave('pass')
    await drained()
    await expectExactlyOnce(ledger)
  })

  it('F6 ClickHouse away under load: every request is answered with 202, and all is drained afterwards', async () => {
    proxy.behave('refuse')
    const before = await metric(server, 'touchline_retries_total')
    const load = startLoad({ collector: () => server.collector })
    await until(
      () => load.acknowledged.size,
      (acknowledged) => acknowledged >= 15_000 * scale,
      30_000 * scale,
    )
    expect(await metric(server, 'touchline_backlog')).toBeGreaterThanOrEqual(15_000 * scale)
    await load.finish()
    // Long enough for whoever would give up to do so.
    await until(
      () => metric(server, 'touchline_retries_total'),
      (retries) => retries >= before + 6,
    )
    expect(await storedIds(door)).toEqual([])
    expect((await fetch(`${server.collector}/readyz`)).status).toBe(200)
    proxy.behave('pass')
    await drained(30_000 * scale)
    expect([...load.statuses.keys()]).toEqual([202])
    await expectExactlyOnce(load)
  })

  const faults: Behaviour[] = ['slow', 'reset_requests', 'reset_answers', 'swallow']
  it.each(faults)('F7 a connection to ClickHouse that is faulty (%s): no loss, no duplicate', async (fault) => {
    proxy.behave(fault, inserts)
    const before = proxy.harmed()
    const load = startLoad({ collector: () => server.collector, connections: 4 })
    await until(
      () => load.acknowledged.size,
      (acknowledged) => acknowledged >= 2000,
    )
    await load.finish()
    await until(
      () => proxy.harmed() - before,
      (times) => times >= 1,
    )
    expect([...load.statuses.keys()]).toEqual([202])
    // A slow one comes through as it is; the others must be got over once it is well again.
    if (fault !== 'slow') proxy.behave('pass')
    await drained(50_000)
    await expectExactlyOnce(load)
  })
})
