import { join } from 'node:path'
import { type Engine, enginePasswords, findRunning } from '@touchline/storage'
import { until } from './until.js'

/** Where a test asks ClickHouse itself, as its owner. */
export interface ClickHouseDoor {
  url: string
  password: string
  database: string
}

/** The door to the embedded engine of the process that runs on a data directory. */
export async function engineDoor(dataDir: string): Promise<ClickHouseDoor> {
  const running = await until(
    () => findRunning(dataDir),
    (found) => found?.engine !== undefined,
  )
  const { ownerPassword } = enginePasswords(join(dataDir, 'engine'))
  return { url: running?.engine as string, password: ownerPassword, database: 'touchline' }
}

/** The settings with which `touchline serve` uses an engine that the test started, through `url`. */
export const serverSettings = (engine: Engine, url = engine.url): Record<string, string> => ({
  CLICKHOUSE_URL: url,
  CLICKHOUSE_USER: 'touchline',
  CLICKHOUSE_PASSWORD: engine.ownerPassword,
})

/** The door to an engine that the test started. */
export const doorOf = (engine: Engine): ClickHouseDoor => ({
  url: engine.url,
  password: engine.ownerPassword,
  database: 'touchline',
})

/**
 * Runs a statement and answers its rows.
 * @throws Error with what ClickHouse says
 */
export async function ask<T>({ url, password, database }: ClickHouseDoor, query: string): Promise<T[]> {
  const settings = { database, default_format: 'JSONEachRow', output_format_json_quote_64bit_integers: '0' }
  const answer = await fetch(`${url}/?${new URLSearchParams(settings)}`, {
    method: 'POST',
    body: query,
    headers: { 'X-ClickHouse-User': 'touchline', 'X-ClickHouse-Key': password },
    signal: AbortSignal.timeout(20_000),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T)
}

/** Every stored row's event id, as often as it is stored. */
export async function storedIds(door: ClickHouseDoor, siteId = 'shop'): Promise<string[]> {
  const rows = await ask<{ event_id: string }>(door, `SELECT event_id FROM events WHERE site_id = '${siteId}'`)
  return rows.map(({ event_id }) => event_id)
}
