import type { ClickHouseClient } from '@clickhouse/client'
import { readMigrations } from './migrate.js'
import { type ClickHouseAddress, connect, connectionProblem } from './open-storage.js'

/** What is in a database, seen without changing it. */
export interface DatabaseState {
  version: string
  /** How far ClickHouse's clock is ahead of this machine's; negative when it is behind. */
  clockAheadMs: number
  /** Migrations of this version that are not applied; all when there is no database yet. */
  pending: string[]
  /** Applied migrations that this version does not know. */
  unknown: string[]
  sites: { site_id: string; hasEvents: boolean }[]
}

/**
 * Looks at a database; creates and migrates nothing.
 * @throws StorageError `unreachable` or `unauthorized`
 */
export async function inspectDatabase(address: ClickHouseAddress, now = Date.now): Promise<DatabaseState> {
  const client = connect({ ...address, database: 'default' })
  try {
    const before = now()
    const [server] = await rows<{ version: string; now_ms: number; tables: string[] }>(
      client,
      `SELECT version() AS version, toUnixTimestamp64Milli(now64(3)) AS now_ms,
        (SELECT groupArray(name) FROM system.tables WHERE database = {database:String}) AS tables`,
      { database: address.database },
    ).catch((error) => {
      throw connectionProblem(address, error)
    })
    const { version = '', now_ms = before, tables = [] } = server ?? {}
    const clockAheadMs = Math.round(now_ms - (before + now()) / 2)
    const has = (...names: string[]) => names.every((name) => tables.includes(name))
    const at = { database: address.database }
    const applied = has('migrations')
      ? await rows<{ id: number; name: string }>(
          client,
          'SELECT id, name FROM {database:Identifier}.migrations FINAL',
          at,
        )
      : []
    const names = async (query: string) =>
      (await rows<{ site_id: string }>(client, query, at)).map((row) => row.site_id)
    const sites = has('sites')
      ? await names('SELECT site_id FROM {database:Identifier}.sites FINAL ORDER BY site_id')
      : []
    const seen = new Set(has('events') ? await names('SELECT DISTINCT site_id FROM {database:Identifier}.events') : [])
    const migrations = readMigrations()
    return {
      version,
      clockAheadMs,
      pending: migrations.filter(({ id }) => !applied.some((one) => one.id === id)).map(({ name }) => name),
      unknown: applied.filter(({ id }) => !migrations.some((one) => one.id === id)).map(({ name }) => name),
      sites: sites.map((site_id) => ({ site_id, hasEvents: seen.has(site_id) })),
    }
  } finally {
    await client.close()
  }
}

async function rows<Row>(
  client: ClickHouseClient,
  query: string,
  query_params: Record<string, unknown>,
): Promise<Row[]> {
  return (await client.query({ query, query_params, format: 'JSONEachRow' })).json<Row>()
}
