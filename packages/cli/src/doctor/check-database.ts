import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type ClickHouseAddress,
  type DatabaseState,
  engineAddresses,
  engineLibrary,
  enginePasswords,
  inspectDatabase,
  type RunningProcess,
  startEngine,
} from '@touchline/storage'
import type { Settings } from '../config.js'
import { type Finding, findingsOf, sentenceOf } from './finding.js'

const engine = findingsOf('engine')
const tables = findingsOf('tables')
const sites = findingsOf('sites')
const clock = findingsOf('clock')

const oldest = [26, 6]
const notedClockMs = 2000
const sickClockMs = 60_000

/** Whether ClickHouse answers, and what is in it. Starts the embedded engine for a moment when nobody runs it. */
export async function checkDatabase(settings: Settings, running: RunningProcess | undefined): Promise<Finding[]> {
  try {
    if (settings.CLICKHOUSE_URL) return describe(await inspectDatabase(addressOf(settings, settings.CLICKHOUSE_URL)))
    const library = engine.well(`The engine's library is installed: ${engineLibrary()}`)
    if (running && !running.engine) {
      return [
        library,
        engine.note(`Process ${running.pid} holds the data directory and offers no engine: ask again later.`),
      ]
    }
    return [library, ...describe(await inEngine(settings.TOUCHLINE_DATA_DIR, running?.engine, inspectDatabase))]
  } catch (error) {
    return [engine.sick(sentenceOf(error))]
  }
}

const addressOf = (settings: Settings, url: string): ClickHouseAddress => ({
  url,
  user: settings.CLICKHOUSE_USER,
  password: settings.CLICKHOUSE_PASSWORD,
  database: settings.CLICKHOUSE_DATABASE,
})

async function inEngine<T>(dataDir: string, url: string | undefined, use: (address: ClickHouseAddress) => Promise<T>) {
  const directory = join(dataDir, 'engine')
  if (url) return use(engineAddresses({ url, ...enginePasswords(directory) }).owner)
  // Where there is no data yet, the engine is tried elsewhere, so that looking leaves nothing behind.
  const trial = existsSync(directory) ? undefined : mkdtempSync(join(tmpdir(), 'touchline-doctor-'))
  try {
    const started = await startEngine({ directory: trial ?? directory })
    try {
      return await use(engineAddresses(started).owner)
    } finally {
      await started.close()
    }
  } finally {
    if (trial) rmSync(trial, { recursive: true, force: true })
  }
}

function describe(state: DatabaseState): Finding[] {
  const [major = 0, minor = 0] = state.version.split('.').map(Number)
  const isOld = major < (oldest[0] as number) || (major === oldest[0] && minor < (oldest[1] as number))
  const answers = `ClickHouse ${state.version} answers`
  return [
    isOld ? engine.sick(`${answers}, but Touchline needs ${oldest.join('.')} or newer.`) : engine.well(`${answers}.`),
    tablesFinding(state),
    ...sitesFindings(state),
    clockFinding(state.clockAheadMs),
  ]
}

function tablesFinding({ pending, unknown }: DatabaseState): Finding {
  if (unknown.length > 0) {
    return tables.sick(
      `A newer Touchline has changed the tables (${unknown.join(', ')}). Install that version or a later one.`,
    )
  }
  if (pending.length === 0) return tables.well('The tables are up to date.')
  return tables.note(
    `Migrations are pending: ${pending.join(', ')}. The next start, or touchline migrate, applies them.`,
  )
}

function sitesFindings(state: DatabaseState): Finding[] {
  if (state.sites.length === 0) return [sites.note('There is no site yet. Add one with: touchline site add ID')]
  const empty = state.sites.filter(({ hasEvents }) => !hasEvents).map(({ site_id }) => site_id)
  const notes = empty.map((id) =>
    sites.note(
      `Site ${id} has no events. Check that its pages load touchline.js with data-site="${id}" and that its origins are allowed.`,
    ),
  )
  const full = state.sites.length - empty.length
  return full > 0 ? [sites.well(`${full} of ${state.sites.length} sites have events.`), ...notes] : notes
}

function clockFinding(aheadMs: number): Finding {
  const seconds = (Math.abs(aheadMs) / 1000).toFixed(1)
  const text = `ClickHouse's clock is ${seconds} s ${aheadMs < 0 ? 'behind' : 'ahead of'} this machine's`
  if (Math.abs(aheadMs) > sickClockMs)
    return clock.sick(`${text}. Set both by NTP: times of events and keys depend on it.`)
  return Math.abs(aheadMs) > notedClockMs ? clock.note(`${text}. Set both by NTP.`) : clock.well(`${text}.`)
}
