import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ask, engineDoor } from '../support/clickhouse.js'
import { compare, startLoad } from '../support/event-load.js'
import { addSite, metric, startTouchline, type TouchlineProcess, touchline } from '../support/touchline-process.js'
import { until } from '../support/until.js'

const directory = mkdtempSync(join(tmpdir(), 'touchline-restarts-'))
const site = ['shop', '--mode', 'first_party']
let running: TouchlineProcess | undefined
afterAll(async () => {
  await running?.killAll()
  rmSync(directory, { recursive: true, force: true })
})

const acknowledged = (load: { acknowledged: Set<string> }, events: number) =>
  until(
    () => load.acknowledged.size,
    (size) => size >= events,
  )
const drained = (server: TouchlineProcess) =>
  until(
    () => metric(server, 'touchline_backlog'),
    (backlog) => backlog === 0,
  )

describe('stopping, starting and upgrading', () => {
  it('F10 SIGTERM under load: no connection is reset, exit 0 in time, nothing is lost', async () => {
    const dataDir = join(directory, 'stopped')
    const server = await startTouchline(dataDir)
    running = server
    await addSite(dataDir, site)
    const load = startLoad({ collector: () => server.collector, connections: 32, once: true })
    await acknowledged(load, 3000)
    const ended = server.end('SIGTERM')
    const outcome = await Promise.race([
      ended,
      new Promise((resolve) => setTimeout(resolve, 15_000, 'too late').unref()),
    ])
    expect(outcome).toEqual({ code: 0, signal: null })
    await load.finish()
    // Every request that was sent got its answer; who comes afterwards is refused, not cut off.
    expect([...load.statuses.keys()].filter((status) => status !== 0)).toEqual([202])
    expect(load.failures.filter((code) => code !== 'ECONNREFUSED')).toEqual([])
    const again = await startTouchline(dataDir)
    running = again
    await drained(again)
    expect(await compare(load, await engineDoor(dataDir))).toMatchObject({ missing: 0, duplicates: 0 })
    await again.killAll()
  })

  it('F12 two processes on one data directory: the second ends and says why, the first is not disturbed', async () => {
    const dataDir = join(directory, 'shared')
    const first = await startTouchline(dataDir)
    running = first
    await addSite(dataDir, site)
    const second = await touchline(dataDir, ['serve'])
    expect(second.code).toBe(1)
    expect(second.stderr).toContain(
      `The data directory ${dataDir} is in use by process ${first.child.pid}. Stop it, or set TOUCHLINE_DATA_DIR to another directory.`,
    )
    expect(second.stderr.trim().split('\n')).toHaveLength(1)
    const load = startLoad({ collector: () => first.collector, connections: 2 })
    await acknowledged(load, 100)
    await load.finish()
    await drained(first)
    expect([...load.statuses.keys()]).toEqual([202])
    await first.killAll()
  })

  it('F13 a new column and a rolling restart under load: none lost, none twice', async () => {
    const dataDir = join(directory, 'upgraded')
    let server = await startTouchline(dataDir)
    running = server
    await addSite(dataDir, site)
    const load = startLoad({ collector: () => server.collector })
    await acknowledged(load, 1000)
    // A database of a newer version, under a process of this one; and back, as after a downgrade.
    await ask(await engineDoor(dataDir), 'ALTER TABLE events ADD COLUMN novelty LowCardinality(String) AFTER bot')
    await acknowledged(load, load.acknowledged.size + 1000)
    expect((await server.end('SIGTERM')).code).toBe(0)
    server = await startTouchline(dataDir)
    running = server
    await acknowledged(load, load.acknowledged.size + 1000)
    await ask(await engineDoor(dataDir), 'ALTER TABLE events DROP COLUMN novelty')
    await acknowledged(load, load.acknowledged.size + 1000)
    await load.finish()
    await drained(server)
    expect([...load.statuses.keys()].filter((status) => status !== 0 && status !== 503)).toEqual([202])
    expect(await metric(server, 'touchline_dead_lettered_total')).toBe(0)
    const { size } = load.sent
    expect(await compare(load, await engineDoor(dataDir))).toEqual({
      acknowledged: size,
      stored: size,
      missing: 0,
      duplicates: 0,
    })
    await server.killAll()
  })
})
