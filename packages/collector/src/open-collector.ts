import type { RequestListener } from 'node:http'
import { agreeOnSalt, type ClickHouseClient, destroySaltsBefore, type SiteDirectory } from '@touchline/storage'
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { createClientAddress } from './client-address.js'
import { type CollectorEnv, createCollector } from './create-collector.js'
import { openDailyHash } from './daily-hash.js'
import { startDrain } from './drain.js'
import { importEvents } from './import-events.js'
import { type CollectorMetrics, createMetrics, createMetricsApp } from './metrics.js'
import type { RateLimit } from './rate-limit.js'
import { openSdk, type SdkFiles, type SdkNames } from './serve-sdk.js'
import { openSpool, type SpoolOptions } from './spool.js'

export interface OpenCollectorOptions {
  /** Where the spool and the daily salts are kept. */
  directory: string
  /** The owner's client; ClickHouse may be away. */
  client: ClickHouseClient
  sites: SiteDirectory
  log: Logger
  /** The built browser SDK; without it its addresses answer 404. */
  sdkFile?: string
  /** Names of the shop's own for the script and for where its events go, beside the usual ones. */
  sdkNames?: SdkNames
  now?: () => number
  trustedProxies?: readonly string[]
  country?: (address: string) => string | undefined
  rateLimit?: RateLimit
  siteRateLimit?: RateLimit
  spool?: Pick<SpoolOptions, 'maxBytes' | 'minFreeBytes' | 'maxRecentIds'>
}

export interface Collector {
  /** Every route of the public port, for web requests. */
  app: Hono<CollectorEnv>
  /** The same for Node's server. */
  listener: RequestListener
  /** For the private port: `GET /metrics`. */
  metricsApp: Hono
  metrics: CollectorMetrics
  /** The SDK that is served, with its hashes for script tags. */
  sdk: SdkFiles | undefined
  /** Moves what waits to ClickHouse for at most `drainMs` (10 s), and lets go of the spool. */
  close(options?: { drainMs?: number }): Promise<void>
}

const minuteMs = 60_000

/**
 * Opens the spool, starts to drain it, and answers the apps to listen with. Does not need ClickHouse to be up.
 * @throws Error when `trustedProxies` holds something that is no address
 */
export async function openCollector(options: OpenCollectorOptions): Promise<Collector> {
  const { directory, client, sites, log, now = Date.now } = options
  const clientAddress = createClientAddress(options.trustedProxies ?? [])
  const sdk = options.sdkFile ? await openSdk(options.sdkFile, options.sdkNames) : undefined
  const spool = openSpool({
    ...options.spool,
    directory,
    now,
    onDamage(damage) {
      const what = damage.events > 0 ? 'A group of the spool is damaged' : 'A file of the spool cannot be read'
      log.error(damage, `${what} and was moved aside`)
      // Nothing of a whole file was ever counted, and the metrics come after the spool.
      if (damage.events > 0) metrics.damaged(damage.events)
    },
  })
  const metrics = createMetrics(spool.backlog)
  const dailyHash = openDailyHash(directory, {
    now,
    shared: {
      agree: (day, offered) => agreeOnSalt(client, day, offered),
      destroyBefore: (day) => destroySaltsBefore(client, day),
    },
    onDiffering: () =>
      log.warn('Until midnight UTC this collector tells cookieless visitors apart with a salt of its own'),
  })
  const syncSalts = () => dailyHash.sync().catch((err) => log.debug({ err }, 'Salts could not be shared'))
  void syncSalts()
  const saltTimer = setInterval(syncSalts, minuteMs).unref()
  const drain = startDrain({ spool, client, now, log, metrics })
  const { app, listener } = createCollector({
    spool,
    sites,
    dailyHash,
    metrics,
    log,
    now,
    sdk,
    ownEventsPath: options.sdkNames?.events,
    clientAddress,
    country: options.country,
    rateLimit: options.rateLimit,
    siteRateLimit: options.siteRateLimit,
    importEvents: (request) => importEvents({ ...request, client, now }),
  })
  return {
    app,
    listener,
    metricsApp: createMetricsApp(metrics.registry),
    metrics,
    sdk,
    async close({ drainMs = 10_000 } = {}) {
      clearInterval(saltTimer)
      await drain.stop({ drainMs })
      await spool.close()
    },
  }
}
