import { createRequire } from 'node:module'
import { join } from 'node:path'
import { openCollector, openCountryLookup } from '@touchline/collector'
import { CliError } from './cli-error.js'
import type { Foundation } from './open-foundation.js'

const drainMs = 10_000

/** A limit that lets through four seconds' worth at once: the page loads of many visitors behind one address. */
const perSecond = (limit: number | undefined) =>
  limit === undefined ? undefined : { perSecond: limit, burst: 4 * limit }

/** Where a collector answers; `openMetrics` opens its metrics, after everything public. */
export interface StartedCollector {
  url: string
  openMetrics(): Promise<string>
}

/** Takes events in: opens the spool, and serves the collector. Closing it drains the spool for a while. */
export async function startCollector(foundation: Foundation): Promise<StartedCollector> {
  const { settings, log, now, directory, storage, sites, onClose, open } = foundation
  const country = await openCountryLookup(settings.TOUCHLINE_COUNTRY).catch(({ message }: Error) => {
    throw new CliError(`TOUCHLINE_COUNTRY: ${message}`, 2)
  })
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
  onClose(() => collector.close({ drainMs }))
  const { url } = await open(
    collector.listener,
    { host: settings.TOUCHLINE_HOST, port: settings.TOUCHLINE_PORT, setting: 'TOUCHLINE_PORT' },
    '/v1/import',
  )
  return {
    url,
    openMetrics: async () => {
      const { TOUCHLINE_REPORTS_HOST: host, TOUCHLINE_METRICS_PORT: port } = settings
      return (await open(collector.metricsApp, { host, port, setting: 'TOUCHLINE_METRICS_PORT' })).url
    },
  }
}
