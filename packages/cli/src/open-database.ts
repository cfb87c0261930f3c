import { join } from 'node:path'
import {
  type ClickHouseAddress,
  type DataDirectory,
  engineAddresses,
  enginePasswords,
  findRunning,
  openEmbedded,
  openEmbeddedSql,
  openServer,
  openServerSql,
  type SqlAccess,
  type Storage,
  takeDataDirectory,
} from '@touchline/storage'
import type { Settings } from './config.js'

/** Opens ClickHouse as the settings say: the server at CLICKHOUSE_URL, else the engine in the data directory. */
export async function openConfigured(
  settings: Settings,
  onEngineEvent?: Parameters<typeof openEmbedded>[1],
): Promise<Storage> {
  if (!settings.CLICKHOUSE_URL) return openEmbedded(settings.TOUCHLINE_DATA_DIR, onEngineEvent)
  return openServer(serverAddress(settings, settings.CLICKHOUSE_URL))
}

const serverAddress = (settings: Settings, url: string): ClickHouseAddress => ({
  url,
  user: settings.CLICKHOUSE_USER,
  password: settings.CLICKHOUSE_PASSWORD,
  database: settings.CLICKHOUSE_DATABASE,
})

/** The access for `POST /v1/sql`, when it is turned on. */
export async function openSql(settings: Settings, storage: Storage): Promise<SqlAccess | undefined> {
  if (settings.TOUCHLINE_SQL === 'off') return undefined
  const { CLICKHOUSE_URL: url } = settings
  return url
    ? openServerSql(storage.owner, serverAddress(settings, url))
    : openEmbeddedSql(storage, settings.TOUCHLINE_DATA_DIR)
}

/**
 * Gives a command the database, whether a server runs on the data directory or not: a running server's engine is used
 * over loopback; otherwise the command starts the engine itself and holds the data directory for as long as it takes.
 */
export async function withDatabase<T>(settings: Settings, use: (storage: Storage) => Promise<T>): Promise<T> {
  const path = settings.TOUCHLINE_DATA_DIR
  let directory: DataDirectory | undefined
  let storage: Storage
  const running = settings.CLICKHOUSE_URL ? undefined : await findRunning(path)
  if (running?.engine) {
    const addresses = engineAddresses({ url: running.engine, ...enginePasswords(join(path, 'engine')) })
    storage = await openServer(addresses.owner, addresses.reader)
  } else {
    if (!settings.CLICKHOUSE_URL) directory = await takeDataDirectory(path)
    storage = await openConfigured(settings).catch(async (error) => {
      await directory?.release()
      throw error
    })
  }
  try {
    return await use(storage)
  } finally {
    await storage.close()
    await directory?.release()
  }
}
