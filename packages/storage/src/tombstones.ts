import { createHash } from 'node:crypto'
import type { ClickHouseClient } from '@clickhouse/client'
import { clickHouseTime, type EventRow } from './event-row.js'
import { inTime } from './in-time.js'

/** `users_visitor`: a browser of an erased user; what another user did on it stays. */
export type TombstoneKind = 'visitor' | 'user' | 'users_visitor'

export interface Tombstone {
  kind: TombstoneKind
  id: string
}

/** Whose activity something is, and when: times are UTC text as in an event's row. */
export type Activity = Pick<EventRow, 'site_id' | 'visitor_id' | 'user_id' | 'occurred_at' | 'received_at'>

/** The erased visitors and users, as this process last saw them. */
export interface Tombstones {
  /** Takes new tombstones in; costs one small statement. True when there were new ones. */
  load(): Promise<boolean>
  /** True when anyone of the site was erased. */
  has(siteId: string): boolean
  /** True of activity of an erased visitor or user that happened, or was received, until the erasure. */
  isErased(activity: Activity): boolean
}

const mostTombstones = 1_000_000
const mostHashesKept = 50_000

const hashOf = (siteId: string, id: string) => createHash('sha256').update(`${siteId}\0${id}`).digest('hex')

/** Marks visitors and users as erased at a time (ms since the epoch). The ids themselves are not kept. */
export async function putTombstones(
  client: ClickHouseClient,
  siteId: string,
  tombstones: Tombstone[],
  erasedAt: number,
): Promise<void> {
  if (tombstones.length === 0) return
  const values = tombstones.map(({ kind, id }) => ({
    site_id: siteId,
    kind,
    id_hash: hashOf(siteId, id),
    erased_at: clickHouseTime(erasedAt),
  }))
  await client.insert({ table: 'tombstones', values, format: 'JSONEachRow' })
}

interface SiteTombstones {
  latest: string
  /** When each was erased last, by kind and hash. */
  erasedAt: Map<string, string>
}

/**
 * The tombstones of all sites in memory: the newest million, about 150 bytes each. Activity later than a site's last
 * erasure, which is nearly all, is told apart without hashing.
 */
export function createTombstones(client: ClickHouseClient): Tombstones {
  let sites = new Map<string, SiteTombstones>()
  let count = 0
  const hashes = new Map<string, string>()

  function hashed(siteId: string, id: string): string {
    const key = `${siteId}\0${id}`
    const known = hashes.get(key)
    if (known) return known
    if (hashes.size >= mostHashesKept) hashes.clear()
    const hash = hashOf(siteId, id)
    hashes.set(key, hash)
    return hash
  }

  return {
    async load() {
      const counted = await client.query({
        query: 'SELECT count() FROM tombstones',
        format: 'JSONCompactEachRow',
        abort_signal: inTime(),
      })
      const now = (await counted.json<[number]>())[0]?.[0] ?? 0
      if (now === count) return false
      sites = await readAll(client)
      count = now
      return true
    },
    has: (siteId) => sites.has(siteId),
    isErased(activity) {
      const site = sites.get(activity.site_id)
      if (!site) return false
      // Read no sooner: a row may have to be parsed for them.
      const { site_id, visitor_id, user_id, occurred_at, received_at } = activity
      const [at = ''] = [occurred_at, received_at].sort()
      if (at > site.latest) return false
      const isBefore = (kind: TombstoneKind, id: string) => {
        const erasedAt = site.erasedAt.get(`${kind} ${hashed(site_id, id)}`)
        return erasedAt !== undefined && at <= erasedAt
      }
      if (user_id && isBefore('user', user_id)) return true
      if (!visitor_id) return false
      return isBefore('visitor', visitor_id) || (!user_id && isBefore('users_visitor', visitor_id))
    },
  }
}

async function readAll(client: ClickHouseClient): Promise<Map<string, SiteTombstones>> {
  const result = await client.query({
    query: `SELECT site_id, concat(kind, ' ', id_hash), toString(erased_at) FROM tombstones
      ORDER BY erased_at DESC LIMIT {most:UInt32}`,
    query_params: { most: mostTombstones },
    format: 'JSONCompactEachRow',
    abort_signal: inTime(),
  })
  const sites = new Map<string, SiteTombstones>()
  for (const [siteId, key, erasedAt] of await result.json<[string, string, string]>()) {
    const site = sites.get(siteId) ?? { latest: erasedAt, erasedAt: new Map<string, string>() }
    sites.set(siteId, site)
    // The newest come first.
    if (!site.erasedAt.has(key)) site.erasedAt.set(key, erasedAt)
  }
  return sites
}
