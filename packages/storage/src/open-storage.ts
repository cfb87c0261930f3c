import { join } from 'node:path'
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { engineDatabase, ownerUser, readerUser } from './engine/engine-config.js'
import { type Engine, type StartEngineOptions, startEngine } from './engine/start-engine.js'
import { migrate } from './migrate.js'
import { StorageError } from './storage-error.js'

/** A ClickHouse server to talk to. */
export interface ClickHouseAddress {
  url: string
  user: string
  password: string
  database: string
}

export interface Storage {
  /** Writes and migrates. */
  owner: ClickHouseClient
  /** Reads for reports: cannot write, and in the embedded engine sees Touchline's tables only. */
  reader: ClickHouseClient
  /** The migrations that opening applied. */
  migrated: string[]
  /** The embedded engine, when there is one. */
  engine?: Engine
  close(): Promise<void>
}

// Without this, ClickHouse sends UInt64 as text; Touchline's counts fit a JavaScript number.
const settings = { output_format_json_quote_64bit_integers: 0 } as const

const longestStatementMs = 310_000
/** A server that takes this long to create a database is not there. */
const connectMs = 10_000

/** A client with Touchline's settings; connects with its first statement. */
export function connect(
  { url, user, password, database }: ClickHouseAddress,
  requestTimeoutMs = longestStatementMs,
): ClickHouseClient {
  return createClient({
    url,
    username: user,
    password,
    database,
    application: 'touchline',
    request_timeout: requestTimeoutMs,
    max_open_connections: 20,
    // A copy: the client adds to it what the address says.
    clickhouse_settings: { ...settings },
    // Many values, such as the filters of a report, are longer than an address may be.
    use_multipart_params_auto: true,
    // Every failure reaches a caller, who reports it once.
    log: { level: ClickHouseLogLevel.OFF },
  })
}

/** Starts the embedded engine in `dataDir` and opens Touchline's database in it. */
export async function openEmbedded(dataDir: string, onEvent?: StartEngineOptions['onEvent']): Promise<Storage> {
  const engine = await startEngine({ directory: join(dataDir, 'engine'), onEvent })
  try {
    const { owner, reader } = engineAddresses(engine)
    const storage = await open(owner, reader)
    const close = async () => {
      await storage.close()
      await engine.close()
    }
    return { ...storage, engine, close }
  } catch (error) {
    await engine.close()
    throw error
  }
}

/** How to reach a running embedded engine as its owner and as its reader. */
export function engineAddresses(engine: Pick<Engine, 'url' | 'ownerPassword' | 'readerPassword'>) {
  const at = { url: engine.url, database: engineDatabase }
  return {
    owner: { ...at, user: ownerUser, password: engine.ownerPassword },
    reader: { ...at, user: readerUser, password: engine.readerPassword },
  }
}

/**
 * Opens Touchline's database on a ClickHouse server: creates it when it is missing and brings its tables up to date.
 * @throws StorageError `unreachable` or `unauthorized` with what to change
 */
export async function openServer(address: ClickHouseAddress, readerAddress = address): Promise<Storage> {
  return open(address, readerAddress)
}

async function open(ownerAddress: ClickHouseAddress, readerAddress: ClickHouseAddress): Promise<Storage> {
  await createDatabase(ownerAddress)
  const owner = connect(ownerAddress)
  const reader = connect(readerAddress)
  const close = async () => {
    await Promise.all([owner.close(), reader.close()])
  }
  try {
    return { owner, reader, migrated: await migrate(owner), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function createDatabase(address: ClickHouseAddress): Promise<void> {
  const first = connect({ ...address, database: 'default' }, connectMs)
  try {
    await first.command({
      query: 'CREATE DATABASE IF NOT EXISTS {database:Identifier}',
      query_params: { database: address.database },
    })
  } catch (error) {
    throw connectionProblem(address, error)
  } finally {
    await first.close()
  }
}

/** What to do about a failure to connect, in words. */
export function connectionProblem({ url, user }: ClickHouseAddress, cause: unknown): StorageError {
  // Several addresses tried: one failure for each.
  const one = cause instanceof AggregateError ? cause.errors[0] : cause
  const code = (one as { code?: string }).code
  const message = one instanceof Error ? one.message : String(one)
  if (code === '516' || code === '192' || code === '497') {
    return new StorageError(
      'unauthorized',
      `ClickHouse at ${url} refused user "${user}": ${message.split('\n')[0]} Check CLICKHOUSE_USER and CLICKHOUSE_PASSWORD.`,
      { cause },
    )
  }
  return new StorageError(
    'unreachable',
    `ClickHouse at ${url} does not answer (${code ?? message.split('\n')[0]}). Check CLICKHOUSE_URL and that the server runs.`,
    { cause },
  )
}
