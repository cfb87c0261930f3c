import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { enginePasswords } from './engine/engine-config.js'
import { siteOfQuery, sqlLimits, sqlSettings, sqlTables, sqlUser } from './engine/sql-user.js'
import type { ClickHouseAddress, Storage } from './open-storage.js'
import { StorageError } from './storage-error.js'

/** Runs SQL that somebody wrote, as a user that sees the events of one site and nothing else. */
export interface SqlAccess {
  /** A client of that user. Each of its queries must have a `query_id` of `sqlQueryId`, which says the site. */
  client: ClickHouseClient
  /** Names, in small letters, of functions that read something else than the tables, or tell of the server. */
  forbidden: ReadonlySet<string>
  close(): Promise<void>
}

/** The rows of the tables that a query sees are those of the site in its id, which SQL itself cannot change. */
export const sqlQueryId = (siteId: string, unique: string): string => `${siteId}/${unique}`

/** The access to an embedded engine, whose configuration has the user already. */
export async function openEmbeddedSql({ owner, engine }: Storage, dataDir: string): Promise<SqlAccess> {
  if (!engine) throw new Error('there is no embedded engine')
  const { sqlPassword } = enginePasswords(join(dataDir, 'engine'))
  return open(owner, { url: engine.url, database: 'touchline', user: sqlUser, password: sqlPassword })
}

/**
 * The access to a server of one's own, where the user is made.
 * @throws StorageError `unauthorized` when CLICKHOUSE_USER may not make users and row policies
 */
export async function openServerSql(owner: ClickHouseClient, address: ClickHouseAddress): Promise<SqlAccess> {
  const { database } = address
  // The same for every process with these credentials, and unknown to whoever does not have them.
  const password = createHmac('sha256', address.password).update(`${sqlUser}\0${database}`).digest('base64url')
  const user = `${sqlUser}_${database}`
  const settings = Object.entries(sqlSettings(sqlLimits.memoryBytes)).map(
    ([name, value]) => `${name} = ${quoted(value)}`,
  )
  const statements = [
    `CREATE USER OR REPLACE ${user} IDENTIFIED WITH sha256_password BY '${password}' SETTINGS ${settings.join(', ')}`,
    ...sqlTables.flatMap((table) => [
      `CREATE ROW POLICY OR REPLACE ${sqlUser} ON ${database}.${table} USING site_id = ${siteOfQuery} TO ${user}`,
      `GRANT SELECT ON ${database}.${table} TO ${user}`,
    ]),
  ]
  try {
    for (const query of statements) await owner.command({ query })
  } catch (error) {
    if (!(error instanceof ClickHouseError)) throw error
    throw new StorageError(
      'unauthorized',
      `TOUCHLINE_SQL needs a user of its own in ClickHouse, which CLICKHOUSE_USER "${address.user}" may not make: ${error.message.split('\n')[0]} Grant it ACCESS MANAGEMENT, or unset TOUCHLINE_SQL.`,
      { cause: error },
    )
  }
  return open(owner, { ...address, user, password })
}

const quoted = (value: string | number) => (typeof value === 'number' ? String(value) : `'${value}'`)

async function open(owner: ClickHouseClient, address: ClickHouseAddress): Promise<SqlAccess> {
  const { url, user, password, database } = address
  const client = createClient({
    url,
    username: user,
    password,
    database,
    application: 'touchline',
    request_timeout: (sqlLimits.seconds + 15) * 1000,
    max_open_connections: 4,
    log: { level: ClickHouseLogLevel.OFF },
  })
  return { client, forbidden: await forbiddenFunctions(owner), close: () => client.close() }
}

/** Functions of these kinds reach beyond the tables. */
const forbiddenKinds = [
  'Other',
  'Dictionary',
  'Embedded dictionary',
  'AI',
  'Machine Learning',
  'Introspection',
  'System',
]
/** Of the kind Other, those that only compute. */
const harmless = [
  'bar',
  'byteSize',
  'caseWithExpression',
  'finalizeAggregation',
  'formatReadable%',
  'getSubcolumn',
  'ignore',
  'indexHint',
  'initializeAggregation',
  'isConstant',
  'isDecimalOverflow',
  'countDigits',
  'digits',
  'lowCardinality%',
  'materialize',
  'identity',
  'minSampleSize%',
  'neighbor',
  'parseReadableSize%',
  'parseTimeDelta',
  'rowNumberIn%',
  'running%',
  'throwIf',
  'toTypeName',
  'toColumnTypeName',
  'transform',
  'variantElement',
  'variantType',
  'visibleWidth',
  'defaultValueOf%',
  'replicate',
]

async function forbiddenFunctions(owner: ClickHouseClient): Promise<ReadonlySet<string>> {
  const result = await owner.query({
    query: `SELECT DISTINCT lower(f.name) AS name FROM system.functions AS f
      LEFT JOIN system.functions AS original ON original.name = f.alias_to
      WHERE f.is_aggregate = 0
        AND hasAny(splitByString(', ', if(f.alias_to = '', f.categories, original.categories)), {kinds:Array(String)})
        AND NOT arrayExists(pattern -> if(f.alias_to = '', f.name, f.alias_to) LIKE pattern, {harmless:Array(String)})`,
    query_params: { kinds: forbiddenKinds, harmless },
    format: 'JSONEachRow',
  })
  // Whatever a server says of its functions, these read files and tables.
  const always = ['file', 'joinget', 'joingetornull', 'dictget', 'catboostevaluate']
  return new Set([...always, ...(await result.json<{ name: string }>()).map(({ name }) => name)])
}
