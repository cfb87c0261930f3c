import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, startEngine } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, doorOf, serverSettings, storedIds } from '../support/clickhouse.js'
import { batchOf, compare, post, startLoad, viewItem } from '../support/event-load.js'
import { addSite, metric, startTouchline, type TouchlineProcess } from '../support/touchline-process.js'
import { until } from '../support/until.js'

const directory = mkdtempSync(join(tmpdir(), 'touchline-full-'))
const disks: string[] = []

/** Mounts a small disk in memory; undefined where that is not allowed. */
function smallDisk(name: string, megabytes: number): string | undefined {
  const path = join(directory, name)
  mkdirSync(path)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  disks.push(path)
  return path
}

/** Writes a file of zeros until only `leave` bytes are free. */
function fillDisk(disk: string, leave: number): string {
  const file = join(disk, 'filler')
  writeFileSync(file, '')
  const free = () => {
    const { bavail, bsize } = statfsSync(disk)
    return bavail * bsize
  }
  const piece = Buffer.alloc(64 * 1024)
  while (free() > leave) writeFileSync(file, piece.subarray(0, Math.min(piece.length, free() - leave)), { flag: 'a' })
  return file
}

const mebibyte = 2 ** 20
let spoolDisk: string | undefined
let engineDisk: string | undefined
let engine: Engine
let server: TouchlineProcess

afterAll(async () => {
  await server?.killAll()
  await engine?.close()
  for (const disk of disks) execFileSync('umount', ['-l', disk])
  rmSync(directory, { recursive: true, force: true })
})

describe('a disk that is full', () => {
  beforeAll(async () => {
    spoolDisk = smallDisk('spool-disk', 320)
    engineDisk = smallDisk('engine-disk', 96)
    if (!spoolDisk || !engineDisk) return
    engine = await startEngine({ directory: engineDisk })
    const settings = { ...serverSettings(engine), TOUCHLINE_LOG_LEVEL: 'silent' }
    server = await startTouchline(spoolDisk, settings)
    await addSite(spoolDisk, ['shop', '--mode', 'first_party'], settings)
  })
  const onlyRoot = 'only root may mount a disk of its own'
  const send = () => post(server.collector, batchOf([viewItem()]))
  const answeredWith = (status: number) => until(send, (answer) => answer.status === status)

  it('F8 the spool’s: 503 with Retry-After before it is full to the brim, and 202 again without a restart', async ({
    skip,
  }) => {
    skip(!spoolDisk, onlyRoot)
    await answeredWith(202)
    const filler = fillDisk(spoolDisk as string, 200 * mebibyte)
    const refused = await answeredWith(503)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    const notReady = await fetch(`${server.collector}/readyz`)
    expect([notReady.status, (await notReady.json()).error]).toEqual([503, 'disk_full'])
    rmSync(filler)
    await answeredWith(202)
    expect((await fetch(`${server.collector}/readyz`)).status).toBe(200)
  })

  it('F8 ClickHouse’s: events are kept in the spool meanwhile, and drained when there is room, without a restart', async ({
    skip,
  }) => {
    skip(!engineDisk, onlyRoot)
    const door = doorOf(engine)
    await until(
      () => metric(server, 'touchline_backlog'),
      (backlog) => backlog === 0,
    )
    await ask(door, 'TRUNCATE TABLE events')
    const filler = fillDisk(engineDisk as string, 0)
    const load = startLoad({ collector: () => server.collector })
    await until(
      () => metric(server, 'touchline_retries_total'),
      (retries) => retries > 0,
    )
    await load.finish()
    expect([...load.statuses.keys()]).toEqual([202])
    expect(await metric(server, 'touchline_backlog')).toBeGreaterThan(0)
    truncateSync(filler)
    await until(
      () => metric(server, 'touchline_backlog'),
      (backlog) => backlog === 0,
    )
    expect(await compare(load, door)).toMatchObject({ missing: 0, duplicates: 0 })
    expect((await storedIds(door)).length).toBe(load.acknowledged.size)
    expect(await metric(server, 'touchline_dead_lettered_total')).toBe(0)
  })
})
