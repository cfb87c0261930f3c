import type { Logger } from 'pino'
import { CliError } from './cli-error.js'
import type { Settings } from './config.js'
import { type Foundation, openFoundation } from './open-foundation.js'
import { startCollector } from './start-collector.js'
import { startDashboard } from './start-dashboard.js'

/** A running collector with its reports, over one database. */
export interface Server extends Pick<Foundation, 'storage' | 'sites'> {
  addresses: { collector: string; reports: string; metrics: string }
  /** Takes no new requests, finishes the running ones, drains the spool for a while, and lets go of everything. */
  close(): Promise<void>
}

/** Starts all of Touchline in this process; the engine is a child of it unless CLICKHOUSE_URL is set. */
export async function startServer(settings: Settings, log: Logger, now: () => number = Date.now): Promise<Server> {
  const foundation = await openFoundation(settings, log, now)
  const { storage, sites, close, directory } = foundation
  try {
    const collector = await startCollector(foundation)
    const reports = await startDashboard(foundation, settings.TOUCHLINE_PUBLIC_URL ?? collector.url)
    const addresses = { collector: collector.url, reports, metrics: await collector.openMetrics() }
    directory.announce({ ...addresses, engine: storage.engine?.url })
    return { addresses, storage, sites, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A part of Touchline that runs alone beside others, all over one ClickHouse server. */
export type Half = 'collect' | 'dashboard'

/**
 * Starts one half of Touchline.
 * @throws CliError without CLICKHOUSE_URL: the embedded engine belongs to one process
 */
export async function startHalf(
  settings: Settings,
  log: Logger,
  half: Half,
): Promise<Pick<Server, 'close'> & { addresses: Partial<Server['addresses']> }> {
  if (!settings.CLICKHOUSE_URL) {
    throw new CliError(
      `touchline ${half} needs CLICKHOUSE_URL, a ClickHouse server that all parts share. With the embedded engine, use: touchline serve`,
      2,
    )
  }
  const foundation = await openFoundation(settings, log, Date.now)
  const { close, directory } = foundation
  const open = async (): Promise<Partial<Server['addresses']>> => {
    if (half === 'dashboard') return { reports: await startDashboard(foundation, publicUrl(settings)) }
    const collector = await startCollector(foundation)
    return { collector: collector.url, metrics: await collector.openMetrics() }
  }
  try {
    const addresses = await open()
    directory.announce(addresses)
    return { addresses, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The collector's address as far as a process can know that does not run it. */
const publicUrl = (settings: Settings) =>
  settings.TOUCHLINE_PUBLIC_URL ?? `http://${settings.TOUCHLINE_HOST}:${settings.TOUCHLINE_PORT}`
