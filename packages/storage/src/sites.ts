import { createHash, randomBytes } from 'node:crypto'
import type { ClickHouseClient } from '@clickhouse/client'
import type { Site } from '@touchline/events'

/**
 * What a secret key may do. `server`: imports, trusted orders, erasure and settings. `read`: reports. `view`: the dashboard
 * without single persons.
 */
export const keyKinds = ['server', 'read', 'view'] as const
export type KeyKind = (typeof keyKinds)[number]

export interface Key {
  key_hash: string
  site_id: string
  kind: KeyKind
  /** The first characters of the key, to recognise it by. */
  hint: string
}

/** Keys are random, 192 bits: a plain SHA-256 cannot be searched. */
export const hashKey = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** All sites. */
export async function listSites(client: ClickHouseClient): Promise<Site[]> {
  const result = await client.query({
    query: 'SELECT site_id, origins, timezone, currency, mode FROM sites FINAL ORDER BY site_id',
    format: 'JSONEachRow',
  })
  return result.json<Site>()
}

/** Adds a site, or replaces its settings. */
export async function putSite(client: ClickHouseClient, site: Site): Promise<void> {
  await client.insert({ table: 'sites', values: [site], format: 'JSONEachRow' })
}

/** All keys that are not revoked. */
export async function listKeys(client: ClickHouseClient): Promise<Key[]> {
  const result = await client.query({
    query: 'SELECT key_hash, site_id, kind, hint FROM keys FINAL WHERE revoked = 0 ORDER BY site_id, kind, updated_at',
    format: 'JSONEachRow',
  })
  return result.json<Key>()
}

/** Makes a key and answers its text, which is nowhere stored. */
export async function createKey(client: ClickHouseClient, siteId: string, kind: KeyKind): Promise<string> {
  const secret = `tl_${kind}_${randomBytes(24).toString('base64url')}`
  const key: Key = { key_hash: hashKey(secret), site_id: siteId, kind, hint: secret.slice(0, kind.length + 8) }
  await client.insert({ table: 'keys', values: [key], format: 'JSONEachRow' })
  return secret
}
