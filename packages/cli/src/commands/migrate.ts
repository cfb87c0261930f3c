import type { Settings } from '../config.js'
import { withDatabase } from '../open-database.js'

/** Brings the tables up to this version and says what it did. */
export async function migrate(settings: Settings): Promise<void> {
  const migrated = await withDatabase(settings, async (storage) => storage.migrated)
  for (const name of migrated) process.stdout.write(`applied ${name}\n`)
  if (migrated.length === 0) process.stdout.write('Everything is up to date.\n')
}
