import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, startEngine } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doorOf, serverSettings, storedIds } from '../support/clickhouse.js'
import { batchOf, post, viewItem } from '../support/event-load.js'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js'
import { addSite, metric, startTouchline, type TouchlineProcess } from '../support/touchline-process.js'
import { until } from '../support/until.js'

const directory = mkdtempSync(join(tmpdir(), 'touchline-damaged-'))
const spool = join(directory, 'served', 'spool')
const file = join(spool, 'spool.mdb')
let engine: Engine
let proxy: TcpProxy
let settings: Record<string, string>
let server: TouchlineProcess

beforeAll(async () => {
  engine = await startEngine({ directory: join(directory, 'engine') })
  proxy = await startTcpProxy(engine.url)
  settings = { ...serverSettings(engine, proxy.url), TOUCHLINE_LOG_LEVEL: 'error' }
  server = await startTouchline(join(directory, 'served'), settings)
  await addSite(join(directory, 'served'), ['shop', '--mode', 'first_party'], settings)
})
afterAll(async () => {
  await server?.killAll()
  await proxy?.close()
  await engine?.close()
  rmSync(directory, { recursive: true, force: true })
})

describe('a spool whose file is damaged', () => {
  it('F9 torn and bit-flipped: whole groups are stored, the damaged one is moved aside and reported', async () => {
    await until(
      () => post(server.collector, batchOf([viewItem()])),
      ({ status }) => status === 202,
    )
    await until(
      () => metric(server, 'touchline_backlog'),
      (backlog) => backlog === 0,
    )
    // Only inserts fail, so that the restarted process starts as usual.
    proxy.behave('swallow', /INSERT/)
    const groups: string[][] = []
    for (let i = 0; i < 10; i++) {
      const events = Array.from({ length: 20 }, () => viewItem())
      expect((await post(server.collector, batchOf(events))).status).toBe(202)
      groups.push(events.map(({ event_id }) => event_id))
    }
    await server.killAll()

    const bytes = readFileSync(file)
    const flipped = groups[4] as string[]
    const place = bytes.lastIndexOf(flipped[10] as string)
    expect(place).toBeGreaterThan(0)
    bytes[place + 20] = (bytes[place + 20] as number) ^ 1
    writeFileSync(file, bytes)
    // A transaction that the crash tore: pages beyond the last committed one, of which the tree knows nothing.
    appendFileSync(file, Buffer.alloc(10_000, 0xa5))

    proxy.behave('pass')
    server = await startTouchline(join(directory, 'served'), settings)
    await until(
      () => metric(server, 'touchline_backlog'),
      (backlog) => backlog === 0,
    )
    const stored = new Set(await storedIds(doorOf(engine)))
    for (const ids of groups) expect(ids.filter((id) => stored.has(id))).toEqual(ids === flipped ? [] : ids)
    expect(await metric(server, 'touchline_damaged_total')).toBe(20)
    expect(await metric(server, 'touchline_conservation')).toBe(0)
    const aside = readdirSync(spool).filter((name) => name.startsWith('damaged-'))
    expect(aside).toHaveLength(1)
    expect(readFileSync(join(spool, aside[0] as string), 'utf8')).toContain(flipped[0])
    const reported = server
      .log()
      .split('\n')
      .filter((line) => line.includes(aside[0] as string))
    expect(reported).toHaveLength(1)
    expect(JSON.parse(reported[0] as string)).toMatchObject({ level: 50, events: 20 })

    // Events of the damaged group that are sent again are taken as new.
    const again = flipped.map((event_id) => viewItem({ event_id }))
    expect((await post(server.collector, batchOf(again))).status).toBe(202)
    await until(
      () => storedIds(doorOf(engine)),
      (ids) => flipped.every((id) => ids.includes(id)),
    )
  })

  const overwrite = (pages: number) => {
    const bytes = readFileSync(file)
    randomBytes(pages * 4096).copy(bytes)
    writeFileSync(file, bytes)
  }
  it.each([
    ['cut off at its beginning', () => truncateSync(file, 8192)],
    // LMDB itself would end the process that reads it.
    ['overwritten in its first page', () => overwrite(1)],
    ['overwritten in its first ten pages', () => overwrite(10)],
  ])('F9 %s: it is moved aside whole, reported, and new events are taken', async (_how, damage) => {
    const before = readdirSync(spool)
    proxy.behave('swallow', /INSERT/)
    expect((await post(server.collector, batchOf([viewItem()]))).status).toBe(202)
    await server.killAll()
    damage()
    proxy.behave('pass')
    server = await startTouchline(join(directory, 'served'), settings)
    const aside = readdirSync(spool).filter((name) => name.endsWith('-spool.mdb') && !before.includes(name))
    expect(aside).toHaveLength(1)
    expect(server.log()).toContain(`${aside[0]}`)
    const later = viewItem()
    expect((await post(server.collector, batchOf([later]))).status).toBe(202)
    await until(
      () => storedIds(doorOf(engine)),
      (ids) => ids.includes(later.event_id),
    )
    expect(await metric(server, 'touchline_conservation')).toBe(0)
  })
})
