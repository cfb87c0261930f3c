import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Site } from '@touchline/events'
import { openEmbedded, type Storage } from '@touchline/storage'

/** A real engine in a directory of its own. */
export async function openTestStorage(): Promise<Storage & { directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'reports-'))
  const storage = await openEmbedded(directory)
  return {
    ...storage,
    directory,
    async close() {
      await storage.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** A site with the defaults of a test. */
export function testSite(siteId: string, timezone = 'UTC'): Site {
  return { site_id: siteId, origins: [], timezone, currency: 'EUR', mode: 'adaptive' }
}
