import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ClickHouseDoor, engineDoor } from './clickhouse.js'
import { batchOf, post, viewItem } from './event-load.js'
import { addSite, metric, type SiteKeys, startTouchline, type TouchlineProcess } from './touchline-process.js'
import { until } from './until.js'

/** A running `touchline serve` with sites, for tests that leave it running. */
export interface RunningShop {
  dataDir: string
  server: TouchlineProcess
  door: ClickHouseDoor
  keys: Record<string, SiteKeys>
  /** Waits until everything accepted is in ClickHouse. */
  drained(): Promise<void>
  close(): Promise<void>
}

/** Starts it with sites, each an id with the options of `site add`. */
export async function startShop(
  sites: string[][] = [['shop', '--mode', 'first_party']],
  settings: Record<string, string> = {},
): Promise<RunningShop> {
  const dataDir = mkdtempSync(join(tmpdir(), 'touchline-shop-'))
  const server = await startTouchline(dataDir, settings)
  const keys: Record<string, SiteKeys> = {}
  for (const site of sites) keys[site[0] as string] = await addSite(dataDir, site)
  return {
    dataDir,
    server,
    keys,
    door: await engineDoor(dataDir),
    async drained() {
      await until(
        () => metric(server, 'touchline_backlog'),
        (backlog) => backlog === 0,
      )
    },
    async close() {
      await server.killAll()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** True when the collector still takes an event as it should. */
export async function takesEvents(shop: RunningShop, siteId = 'shop'): Promise<boolean> {
  const answer = await post(shop.server.collector, batchOf([viewItem()], siteId))
  return answer.status === 202 && (await answer.json()).accepted === 1
}

/** Resident memory of the collector's process, in bytes. */
export const residentBytes = ({ server }: RunningShop): number =>
  1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(server.child.pid)], { encoding: 'utf8' }))
