import { existsSync, readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import type { ClickHouseClient } from '@clickhouse/client'
import type { Site } from '@touchline/events'
import { hashKey, type Key, type KeyKind, listKeys, listSites } from './sites.js'

/** The sites and keys as a process last saw them: looked up without waiting, and there even when ClickHouse is not. */
export interface SiteDirectory {
  site(siteId: string): Site | undefined
  all(): Site[]
  /** The site and kind of a secret key, when it is valid. */
  key(secret: string): { site_id: string; kind: KeyKind } | undefined
  /** Reads sites and keys anew; calls within `minRefreshMs` of each other share one read. */
  refresh(): Promise<void>
  close(): void
}

interface Snapshot {
  sites: Site[]
  keys: Key[]
}

export interface SiteDirectoryOptions {
  client: ClickHouseClient
  /** Where the last seen state is kept, for a start without ClickHouse. */
  cacheFile?: string
  /** How often changes made by other processes are looked for. */
  refreshMs?: number
  /** How often an unknown site may cause a look. */
  minRefreshMs?: number
}

/**
 * Opens the directory. Rejects when ClickHouse does not answer and there is no state from before.
 */
export async function openSiteDirectory(options: SiteDirectoryOptions): Promise<SiteDirectory> {
  const { client, cacheFile, refreshMs = 2000, minRefreshMs = 250 } = options
  let sites = new Map<string, Site>()
  let keys = new Map<string, Key>()
  let kept = ''
  let refreshing: Promise<void> | undefined

  const take = (snapshot: Snapshot) => {
    sites = new Map(snapshot.sites.map((site) => [site.site_id, site]))
    keys = new Map(snapshot.keys.map((key) => [key.key_hash, key]))
  }
  const read = async () => {
    const [nextSites, nextKeys] = await Promise.all([listSites(client), listKeys(client)])
    take({ sites: nextSites, keys: nextKeys })
    const text = JSON.stringify({ sites: nextSites, keys: nextKeys })
    if (cacheFile && text !== kept) {
      await writeFile(`${cacheFile}.new`, text, { mode: 0o600 })
      await rename(`${cacheFile}.new`, cacheFile)
      kept = text
    }
  }
  const refresh = () => {
    refreshing ??= read().finally(() => {
      setTimeout(() => {
        refreshing = undefined
      }, minRefreshMs).unref()
    })
    return refreshing
  }

  try {
    await read()
  } catch (error) {
    if (!cacheFile || !existsSync(cacheFile)) throw error
    take(JSON.parse(readFileSync(cacheFile, 'utf8')) as Snapshot)
  }
  // A failed look keeps the last state; the next one may succeed.
  const timer = setInterval(() => void refresh().catch(() => {}), refreshMs).unref()

  return {
    site: (siteId) => sites.get(siteId),
    all: () => [...sites.values()],
    key(secret) {
      const key = keys.get(hashKey(secret))
      return key && { site_id: key.site_id, kind: key.kind }
    },
    refresh,
    close: () => clearInterval(timer),
  }
}
