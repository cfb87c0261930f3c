import type { ClickHouseClient, SiteDirectory } from '@touchline/storage'
import type { Context } from 'hono'
import type { ReportAnswer } from '../core/report.js'
import type { Assets } from './assets.js'
import type { Keeper } from './keeping.js'
import type { SettingsDesk } from './settings-desk.js'

/** What the dashboard needs. */
export interface DashboardOptions {
  /** Answers a report; throws ReportError. */
  answer: (name: string, params: Record<string, unknown>) => Promise<ReportAnswer>
  /** Read-only. */
  reader: ClickHouseClient
  /** Keeps views, segments and annotations; without it they can only be read. */
  keeper?: Keeper
  /** Changes settings; without it there is no page for them. */
  settings?: SettingsDesk
  sites: Pick<SiteDirectory, 'site' | 'all' | 'key' | 'refresh'>
  /** Milliseconds since the epoch. */
  now: () => number
  /** Default: the files of this package. */
  assets?: Assets
  /** Public address of the collector, shown in the script tag; default `https://your-collector`. */
  collectorUrl?: string
  /** Whose sign-in attempts are counted together; default the address of the connection under @hono/node-server. */
  addressOf?: (c: Context) => string
  /** Signs links to saved views; without it nothing can be shared. */
  shareSecret?: string
  /** Ends what is kept open, such as live pages. */
  closing?: AbortSignal
  /** Told about failures that are not the asker's. */
  onProblem?: (problem: unknown) => void
}

/** The peer's address as @hono/node-server leaves it in the bindings; one shared name where there is no connection. */
export function connectionAddress(c: Context): string {
  const bindings = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  return bindings?.incoming?.socket?.remoteAddress ?? 'unknown'
}
