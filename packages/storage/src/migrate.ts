import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ClickHouseClient } from '@clickhouse/client'
import { StorageError } from './storage-error.js'

interface Migration {
  id: number
  name: string
  statement: string
  checksum: string
}

/** The numbered migrations, one statement a file because ClickHouse's HTTP interface takes one a request. */
export function readMigrations(): Migration[] {
  const directory = fileURLToPath(new URL('../migrations/', import.meta.url))
  return readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const statement = readFileSync(`${directory}${file}`, 'utf8')
      const checksum = createHash('sha256').update(statement).digest('hex')
      return { id: Number.parseInt(file, 10), name: file.replace(/\.sql$/, ''), statement, checksum }
    })
}

/**
 * Brings the database up to this version's tables and answers what it applied. Safe to run again and by several
 * processes at once: every statement is `IF NOT EXISTS`.
 * @throws StorageError `schema_too_new` when the database was migrated by a newer version
 */
export async function migrate(client: ClickHouseClient): Promise<string[]> {
  await client.command({
    query: `CREATE TABLE IF NOT EXISTS migrations
      (id UInt32, name String, checksum String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))
      ENGINE = ReplacingMergeTree ORDER BY id`,
  })
  const result = await client.query({ query: 'SELECT id, name FROM migrations FINAL', format: 'JSONEachRow' })
  const applied = new Map((await result.json<{ id: number; name: string }>()).map(({ id, name }) => [id, name]))
  const migrations = readMigrations()
  const known = new Set(migrations.map(({ id }) => id))
  const unknown = [...applied].filter(([id]) => !known.has(id)).map(([, name]) => name)
  if (unknown.length > 0) {
    throw new StorageError(
      'schema_too_new',
      `This database was migrated by a newer Touchline (${unknown.join(', ')}). Install that version or a later one.`,
    )
  }
  const pending = migrations.filter(({ id }) => !applied.has(id))
  for (const { id, name, statement, checksum } of pending) {
    await client.command({ query: statement })
    await client.insert({ table: 'migrations', values: [{ id, name, checksum }], format: 'JSONEachRow' })
  }
  return pending.map(({ name }) => name)
}
