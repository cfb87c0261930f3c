import { createRequire } from 'node:module'
import { join } from 'node:path'
import { openCollector, openCountryLookup } from '@touchline/collector'
import { createMailer, installationSecret, startNotifications } from '@touchline/notifications'
import {
  annotationStore,
  answerReport,
  createDashboard,
  createReports,
  keeperWith,
  segmentStore,
} from '@touchline/reports'
import { erasePerson, openSiteDirectory, type SiteDirectory, type Storage, takeDataDirectory } from '@touchline/storage'
import type { Logger } from 'pino'
import { CliError } from './cli-error.js'
import type { Settings } from './config.js'
import { type Listening, listen } from './listen.js'
import { openConfigured, openSql } from './open-database.js'

/** A running collector with its reports, over one database. */
export interface Server {
  addresses: { collector: string; reports: string; metrics: string }
  storage: Storage
  sites: SiteDirectory
  /** Takes no new requests, finishes the running ones, drains the spool for a while, and lets go of everything. */
  close(): Promise<void>
}

const drainMs = 10_000

/** A limit that lets through four seconds' worth at once: the page loads of many visitors behind one address. */
const perSecond = (limit: number | undefined) =>
  limit === undefined ? undefined : { perSecond: limit, burst: 4 * limit }

/** Starts all of Touchline in this process; the engine is a child of it unless CLICKHOUSE_URL is set. */
export async function startServer(settings: Settings, log: Logger, now: () => number = Date.now): Promise<Server> {
  const closers: (() => Promise<void> | void)[] = []
  const close = async () => {
    for (let step = closers.pop(); step; step = closers.pop()) await step()
  }
  const country = await openCountryLookup(settings.TOUCHLINE_COUNTRY).catch(({ message }: Error) => {
    throw new CliError(`TOUCHLINE_COUNTRY: ${message}`, 2)
  })
  try {
    const directory = await takeDataDirectory(settings.TOUCHLINE_DATA_DIR)
    closers.push(() => directory.release())
    const storage = await openConfigured(settings, ({ event, detail }) => log.warn({ event, detail }))
    closers.push(() => storage.close())
    if (storage.migrated.length > 0) log.info({ event: 'migrated', migrations: storage.migrated })
    const sites = await openSiteDirectory({ client: storage.owner, cacheFile: join(directory.path, 'sites.json') })
    closers.push(() => sites.close())

    const collector = await openCollector({
      directory: join(directory.path, 'spool'),
      client: storage.owner,
      sites,
      sdkFile: createRequire(import.meta.url).resolve('@touchline/sdk/touchline.js'),
      sdkNames: { script: settings.TOUCHLINE_SCRIPT_PATH, events: settings.TOUCHLINE_EVENTS_PATH },
      trustedProxies: settings.TOUCHLINE_TRUSTED_PROXIES,
      rateLimit: perSecond(settings.TOUCHLINE_RATE_LIMIT),
      siteRateLimit: perSecond(settings.TOUCHLINE_SITE_RATE_LIMIT),
      country,
      now,
      log,
    })
    closers.push(() => collector.close({ drainMs }))

    const open = async (
      app: Parameters<typeof listen>[0],
      host: string,
      port: number,
      setting: string,
      streamed?: string,
    ): Promise<Listening> => {
      const listening = await listen(app, { host, port, setting, streamed })
      closers.push(() => listening.close())
      return listening
    }
    const at = await open(
      collector.listener,
      settings.TOUCHLINE_HOST,
      settings.TOUCHLINE_PORT,
      'TOUCHLINE_PORT',
      '/v1/import',
    )
    const collectorUrl = settings.TOUCHLINE_PUBLIC_URL ?? at.url
    const sources = { reader: storage.reader, sites, now }
    const stopping = new AbortController()
    const dashboard = createDashboard({
      answer: (name, params) => answerReport(sources, name, params),
      reader: storage.reader,
      keeper: keeperWith(storage.owner),
      sites,
      now,
      collectorUrl,
      closing: stopping.signal,
    })
    const sql = await openSql(settings, storage)
    closers.push(() => sql?.close())
    const reportsApp = createReports({
      ...sources,
      log,
      erase: (siteId, person) => erasePerson(storage.owner, siteId, person, now()),
      segments: segmentStore(storage.owner),
      sql,
      annotations: annotationStore(storage.owner),
      dashboard,
    })
    const reports = await open(
      reportsApp,
      settings.TOUCHLINE_REPORTS_HOST,
      settings.TOUCHLINE_REPORTS_PORT,
      'TOUCHLINE_REPORTS_PORT',
    )
    // Before the listener waits for what is open.
    closers.push(() => stopping.abort())
    const metrics = await open(
      collector.metricsApp,
      settings.TOUCHLINE_REPORTS_HOST,
      settings.TOUCHLINE_METRICS_PORT,
      'TOUCHLINE_METRICS_PORT',
    )

    const notifications = startNotifications({
      ...sources,
      owner: storage.owner,
      mailer: settings.TOUCHLINE_SMTP_URL
        ? createMailer(settings.TOUCHLINE_SMTP_URL, settings.TOUCHLINE_MAIL_FROM)
        : undefined,
      dashboardUrl: settings.TOUCHLINE_DASHBOARD_URL,
      installationSecret: installationSecret(directory.path),
      allowPrivate: settings.TOUCHLINE_PRIVATE_WEBHOOKS === 'on',
      everyMs: 1000 * settings.TOUCHLINE_NOTIFICATIONS_EVERY_S,
      log,
    })
    closers.push(() => notifications.close())

    const addresses = { collector: at.url, reports: reports.url, metrics: metrics.url }
    directory.announce({ ...addresses, engine: storage.engine?.url })
    return { addresses, storage, sites, close }
  } catch (error) {
    await close()
    throw error
  }
}
