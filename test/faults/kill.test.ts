import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, startEngine } from '@touchline/storage'
import { afterAll, describe, expect, it } from 'vitest'
import { ask, doorOf, engineDoor, serverSettings, storedIds } from '../support/clickhouse.js'
import { compare, startLoad } from '../support/event-load.js'
import { startTcpProxy } from '../support/tcp-proxy.js'
import { addSite, metric, startTouchline, type TouchlineProcess } from '../support/touchline-process.js'
import { until } from '../support/until.js'
import { scale } from './scale.js'

const directory = mkdtempSync(join(tmpdir(), 'touchline-kill-'))
const quiet = { TOUCHLINE_LOG_LEVEL: 'silent' }
const site = ['shop', '--mode', 'first_party']
let running: TouchlineProcess | undefined
let engine: Engine | undefined
afterAll(async () => {
  await running?.killAll()
  await engine?.close()
  rmSync(directory, { recursive: true, force: true })
})

const drained = (server: TouchlineProcess) =>
  until(
    () => metric(server, 'touchline_backlog'),
    (backlog) => backlog === 0,
  )

describe('a process that is killed', () => {
  it('F1 kill -9 of everything, 20 times under load: every 2xx is stored, once', {
    timeout: 180_000 * scale,
  }, async () => {
    const dataDir = join(directory, 'all')
    let server = await startTouchline(dataDir, quiet)
    running = server
    await addSite(dataDir, site)
    const load = startLoad({ collector: () => server.collector, connections: 16 })
    for (let kill = 1; kill <= 20 * scale; kill++) {
      // Some way into the life of each process, which is not the same each time.
      const enough = load.acknowledged.size + 500 + Math.floor(Math.random() * 2500)
      await until(
        () => load.acknowledged.size,
        (acknowledged) => acknowledged >= enough,
      )
      await server.killAll()
      server = await startTouchline(dataDir, quiet)
      running = server
    }
    await load.finish()
    await drained(server)
    expect(load.failures.length).toBeGreaterThan(20 * scale)
    expect(load.acknowledged).toEqual(load.sent)
    const door = await engineDoor(dataDir)
    const [counted] = await ask<{ final: number }>(door, 'SELECT count() AS final FROM events FINAL')
    expect(counted?.final).toBe(load.sent.size)
    const { size } = load.acknowledged
    expect(await compare(load, door)).toEqual({ acknowledged: size, stored: size, missing: 0, duplicates: 0 })
    await server.killAll()
  })

  it('F2 kill -9 of the engine alone: requests are still answered with 2xx, and the engine comes back', async () => {
    const dataDir = join(directory, 'engine')
    const server = await startTouchline(dataDir, quiet)
    running = server
    await addSite(dataDir, site)
    const load = startLoad({ collector: () => server.collector, connections: 4 })
    const door = await engineDoor(dataDir)
    for (let kill = 1; kill <= 3; kill++) {
      const enough = load.acknowledged.size + 500
      await until(
        () => load.acknowledged.size,
        (acknowledged) => acknowledged >= enough,
      )
      const [pid] = server.children()
      process.kill(pid as number, 'SIGKILL')
      // The deadline is the promise: another one answers within 5 s.
      await until(
        () => ask(door, 'SELECT 1'),
        () => server.children()[0] !== pid,
        5000,
      )
    }
    await load.finish()
    await drained(server)
    expect([...load.statuses.keys()]).toEqual([202])
    const { size } = load.sent
    expect(await compare(load, door)).toMatchObject({ stored: size, missing: 0, duplicates: 0 })
    await server.killAll()
  })

  it('F3 kill -9 after the insert and before the checkpoint: nothing is stored twice', async () => {
    engine = await startEngine({ directory: join(directory, 'separate') })
    const proxy = await startTcpProxy(engine.url)
    const dataDir = join(directory, 'checkpoint')
    const settings = { ...quiet, ...serverSettings(engine, proxy.url) }
    const first = await startTouchline(dataDir, settings)
    running = first
    await addSite(dataDir, site, settings)
    const door = doorOf(engine)
    // Merges would hide a row that is stored twice.
    await ask(door, 'SYSTEM STOP MERGES')
    // The rows come in, but the drain never hears of it: it cannot have checkpointed.
    proxy.behave('hold_answers', /INSERT(\+|%20| )INTO(\+|%20| )events/)
    const load = startLoad({ collector: () => first.collector, connections: 4 })
    await until(
      () => storedIds(door),
      (ids) => ids.length > 0,
    )
    await load.finish()
    await first.killAll()
    const before = new Set(await storedIds(door))
    proxy.behave('pass')
    const second = await startTouchline(dataDir, settings)
    running = second
    expect(await metric(second, 'touchline_recovered')).toBe(load.acknowledged.size)
    await drained(second)
    expect(before.size).toBeGreaterThan(0)
    expect(before.size).toBeLessThan(load.acknowledged.size)
    const { size } = load.acknowledged
    expect(await compare(load, door)).toEqual({ acknowledged: size, stored: size, missing: 0, duplicates: 0 })
    expect(await second.end('SIGTERM')).toMatchObject({ code: 0 })
    await proxy.close()
  })
})
