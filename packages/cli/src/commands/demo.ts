import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { importEvents } from '@touchline/collector'
import { createShop } from '@touchline/example-shop'
import { simulateShop } from '@touchline/simulator'
import { createKey, putSite } from '@touchline/storage'
import type { Settings } from '../config.js'
import { type Listening, listen } from '../listen.js'
import { createLog } from '../log.js'
import { startProgress } from '../progress.js'
import { type Server, startServer } from '../start-server.js'
import { untilSignal } from '../until-signal.js'

const siteId = 'demo'
const dayMs = 86_400_000
const simulation = { seed: 2026, siteId, releaseDay: 45, visitorsPerDay: 170 }
/** How long the shop has been open when the demo first starts: long enough for customers to come again. */
const firstDays = 60
const shopPort = 8083

/** What a demo remembers between starts. */
interface DemoState {
  /** First day of the simulated shop. */
  fromMs: number
  /** Simulated events before this are loaded. */
  loadedUntilMs: number
  readKey: string
}

/**
 * Runs Touchline in a directory of its own with a simulated shop up to now and the example shop, and prints where to
 * look. A later start finds its data and adds what the simulated shop did in between.
 */
export async function demo(settings: Settings): Promise<void> {
  const ending = new AbortController()
  const signal = untilSignal().then(() => ending.abort())
  const own = { ...settings, TOUCHLINE_DATA_DIR: join(settings.TOUCHLINE_DATA_DIR, 'demo') }
  const log = createLog({
    TOUCHLINE_LOG_LEVEL: settings.TOUCHLINE_LOG_LEVEL === 'info' ? 'warn' : settings.TOUCHLINE_LOG_LEVEL,
  })
  const server = await startServer(own, log)
  let closeShop: (() => Promise<void>) | undefined
  try {
    const state = await prepare(server, join(own.TOUCHLINE_DATA_DIR, 'demo.json'), ending.signal)
    if (ending.signal.aborted) return
    const shop = await openShop(server.addresses.collector, settings.TOUCHLINE_PORT === 0 ? 0 : shopPort)
    closeShop = shop.close
    const url = server.addresses.reports
    process.stdout.write(
      `\n  Dashboard     ${url}/sign-in?key=${state.readKey}\n` +
        `  Example shop  ${shop.url}   click through it and watch the figures move\n` +
        `  Reports API   curl -H 'Authorization: Bearer ${state.readKey}' '${url}/v1/reports/journey?site_id=${siteId}'\n` +
        `  Collector     ${server.addresses.collector}/touchline.js\n\n` +
        '  Ctrl-C ends it; the data stays for the next start.\n\n',
    )
    await signal
  } finally {
    await closeShop?.()
    await server.close()
  }
}

/** The example shop; where it answers is printed, so any port will do when the usual one is taken. */
async function openShop(collectorUrl: string, port: number): Promise<Listening> {
  const shop = createShop({ collectorUrl, siteId })
  const at = { host: '127.0.0.1', setting: 'TOUCHLINE_PORT' }
  return listen(shop, { ...at, port }).catch(() => listen(shop, { ...at, port: 0 }))
}

async function prepare(server: Server, file: string, ending: AbortSignal): Promise<DemoState> {
  const untilMs = Date.now()
  const state = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoState) : await begin(server, untilMs)
  const keep = () => writeFileSync(file, JSON.stringify(state), { mode: 0o600 })
  keep()
  if (untilMs - state.loadedUntilMs > dayMs / 24) {
    await load(server, state, untilMs, ending)
    // What an interrupted start has loaded is found again by its event ids.
    if (ending.aborted) return state
    state.loadedUntilMs = untilMs
    keep()
  }
  return state
}

async function begin({ storage, sites }: Server, untilMs: number): Promise<DemoState> {
  await putSite(storage.owner, {
    site_id: siteId,
    origins: [],
    timezone: 'Asia/Ho_Chi_Minh',
    currency: 'EUR',
    mode: 'adaptive',
  })
  const readKey = await createKey(storage.owner, siteId, 'read')
  await sites.refresh()
  const fromMs = Math.floor(untilMs / dayMs - firstDays + 1) * dayMs
  return { fromMs, loadedUntilMs: fromMs, readKey }
}

/**
 * Simulates from the first day on, which gives the same events each time, and imports those not loaded yet.
 * Breaks off at a moment's notice.
 */
async function load(
  { storage }: Server,
  { fromMs, loadedUntilMs }: DemoState,
  untilMs: number,
  ending: AbortSignal,
): Promise<void> {
  const days = Math.ceil((untilMs - fromMs) / dayMs)
  const progress = startProgress('Simulating a shop', untilMs - fromMs)
  let at = fromMs
  let count = 0
  const lines = async function* () {
    for (const line of simulateShop({ ...simulation, from: fromMs, days, until: untilMs })) {
      at = Number(line.occurred_at)
      if (at < loadedUntilMs) continue
      // The simulation never waits, so without this a signal would wait for it.
      if (++count % 1000 === 0) await nextTurn()
      if (ending.aborted) return
      yield Buffer.from(`${JSON.stringify(line)}\n`)
    }
  }
  await importEvents({
    client: storage.owner,
    siteId,
    source: lines(),
    now: Date.now,
    onProgress: () => progress.update(at - fromMs, `${count} events`),
  })
  if (ending.aborted) progress.stop()
  else progress.finish(`${count} events`)
}
