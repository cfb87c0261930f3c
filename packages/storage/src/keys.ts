import type { ClickHouseClient } from '@clickhouse/client'
import { hashKey, type Key } from './sites.js'

/** A key that is not revoked, with when it was made (ISO 8601, UTC). */
export interface KeyRecord extends Key {
  created_at: string
}

/** The keys of a site, or of all sites, that are not revoked. */
export async function describeKeys(client: ClickHouseClient, siteId?: string): Promise<KeyRecord[]> {
  const result = await client.query({
    query: `SELECT key_hash, site_id, kind, hint, concat(replaceOne(substring(toString(updated_at), 1, 19), ' ', 'T'), 'Z') AS created_at
      FROM keys FINAL WHERE revoked = 0 AND ({site:String} = '' OR site_id = {site:String})
      ORDER BY site_id, kind, updated_at`,
    query_params: { site: siteId ?? '' },
    format: 'JSONEachRow',
  })
  return result.json<KeyRecord>()
}

// Eight hex digits tell apart more keys than anyone has.
const shortestHash = /^[0-9a-f]{8,64}$/

/** The keys that `name` may mean: a hint (its first characters), a hash or the beginning of one, or the key itself. */
export async function findKeys(client: ClickHouseClient, name: string): Promise<KeyRecord[]> {
  const wanted = name.replace(/…$/, '')
  const hash = hashKey(wanted)
  return (await describeKeys(client)).filter(
    (key) =>
      key.hint === wanted || key.key_hash === hash || (shortestHash.test(wanted) && key.key_hash.startsWith(wanted)),
  )
}

/** Revokes a key; running servers stop taking it when they next look, which is within 2 s. */
export async function revokeKey(client: ClickHouseClient, key: Key): Promise<void> {
  const { key_hash, site_id, kind, hint } = key
  await client.insert({
    table: 'keys',
    values: [{ key_hash, site_id, kind, hint, revoked: 1 }],
    format: 'JSONEachRow',
  })
}
