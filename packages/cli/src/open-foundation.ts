import { join } from 'node:path'
import {
  type DataDirectory,
  openSiteDirectory,
  type SiteDirectory,
  type Storage,
  takeDataDirectory,
} from '@touchline/storage'
import type { Logger } from 'pino'
import type { Settings } from './config.js'
import { type Listening, listen } from './listen.js'
import { openConfigured } from './open-database.js'

type Address = Omit<Parameters<typeof listen>[1], 'streamed'>

/** What collector and dashboard both stand on: the data directory, the database and the sites. */
export interface Foundation {
  settings: Settings
  log: Logger
  now: () => number
  directory: DataDirectory
  storage: Storage
  sites: SiteDirectory
  /** Does something when all is closed, before what was opened earlier is let go of. */
  onClose(step: () => Promise<void> | void): void
  /** Serves until all is closed. */
  open(app: Parameters<typeof listen>[0], address: Address, streamed?: string): Promise<Listening>
  close(): Promise<void>
}

/** Takes the data directory and opens the database; the engine is a child of this process unless CLICKHOUSE_URL is set. */
export async function openFoundation(settings: Settings, log: Logger, now: () => number): Promise<Foundation> {
  const closers: (() => Promise<void> | void)[] = []
  const close = async () => {
    for (let step = closers.pop(); step; step = closers.pop()) await step()
  }
  try {
    const directory = await takeDataDirectory(settings.TOUCHLINE_DATA_DIR)
    closers.push(() => directory.release())
    const storage = await openConfigured(settings, ({ event, detail }) => log.warn({ event, detail }))
    closers.push(() => storage.close())
    if (storage.migrated.length > 0) log.info({ event: 'migrated', migrations: storage.migrated })
    const sites = await openSiteDirectory({ client: storage.owner, cacheFile: join(directory.path, 'sites.json') })
    closers.push(() => sites.close())
    return {
      settings,
      log,
      now,
      directory,
      storage,
      sites,
      onClose: (step) => closers.push(step),
      async open(app, address, streamed) {
        const listening = await listen(app, { ...address, streamed })
        closers.push(() => listening.close())
        return listening
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
