import { createKey, describeKeys, findKeys, type KeyKind, revokeKey } from '@touchline/storage'
import Table from 'cli-table3'
import { CliError } from '../cli-error.js'
import type { Settings } from '../config.js'
import { withDatabase } from '../open-database.js'
import { requireSite } from '../require-site.js'

const purposes: Record<KeyKind, string> = {
  server: 'imports and trusted orders; owner of the dashboard',
  read: 'reports; analyst of the dashboard',
  view: 'viewer of the dashboard',
}

/** Makes a key for a site and prints it, this once. */
export async function addKey(settings: Settings, siteId: string, { kind, json }: { kind: KeyKind; json?: boolean }) {
  const key = await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, siteId)
    return createKey(owner, siteId, kind)
  })
  if (json) process.stdout.write(`${JSON.stringify({ site_id: siteId, kind, key })}\n`)
  else process.stdout.write(`${key}\nFor ${purposes[kind]} of site ${siteId}. It is shown this once; keep it secret.\n`)
}

/** Lists the keys that are not revoked, by what they can be recognised by: the keys themselves are nowhere kept. */
export async function showKeys(settings: Settings, siteId: string | undefined, { json }: { json?: boolean }) {
  const keys = await withDatabase(settings, async ({ owner }) => {
    if (siteId !== undefined) await requireSite(owner, siteId)
    return describeKeys(owner, siteId)
  })
  if (json) {
    process.stdout.write(`${JSON.stringify(keys)}\n`)
    return
  }
  const table = new Table({ head: ['site', 'kind', 'begins with', 'created', 'hash'], style: { head: [] } })
  for (const key of keys) {
    table.push([key.site_id, key.kind, `${key.hint}…`, key.created_at, key.key_hash.slice(0, 12)])
  }
  process.stdout.write(keys.length > 0 ? `${table}\n` : 'There is no key. Make one with: touchline key create SITE\n')
}

/** Revokes the one key that a hint, a hash or the key itself names. */
export async function dropKey(settings: Settings, name: string, { json }: { json?: boolean }) {
  const key = await withDatabase(settings, async ({ owner }) => {
    const [found, ...others] = await findKeys(owner, name)
    // What was typed may be a whole key, which must not end up on a screen.
    if (!found) throw new CliError('No valid key begins so. See them with: touchline key list')
    if (others.length > 0) {
      const hashes = [found, ...others]
        .map(({ key_hash, site_id }) => `${key_hash.slice(0, 12)} (${site_id})`)
        .join(', ')
      throw new CliError(`${others.length + 1} keys begin so. Name one by its hash: ${hashes}`)
    }
    await revokeKey(owner, found)
    return found
  })
  if (json) process.stdout.write(`${JSON.stringify({ ...key, revoked: true })}\n`)
  else
    process.stdout.write(
      `Revoked the ${key.kind} key ${key.hint}… of site ${key.site_id}. Servers stop taking it within 2 s.\n`,
    )
}
