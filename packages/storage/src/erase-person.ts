import type { ClickHouseClient } from '@clickhouse/client'
import { clickHouseTime, type EventRow } from './event-row.js'
import { chunks, findPersonScope, type Person, type PersonScope, scopeConditions } from './person-scope.js'
import { putTombstones, type Tombstone } from './tombstones.js'

/** What an erasure took away. */
export interface Erasure {
  /** Distinct events. */
  events: number
  dead_letters: number
  /** Browsers and daily hashes that were found to be the person's, the given one included. */
  visitors: number
  /** ISO 8601: what happens from here on counts again. */
  erased_at: string
}

// Waits until every row is gone for readers, on all replicas.
const waiting = { lightweight_deletes_sync: '2', mutations_sync: '2' } as const

/**
 * Erases a person from a site: events, dead letters and who-is-who, for readers at once and from the disk with the next
 * merge. The tombstones come first, so that what is on its way into the table is dropped by whoever brings it.
 * @param now ms since the epoch
 */
export async function erasePerson(
  client: ClickHouseClient,
  siteId: string,
  person: Person,
  now: number,
): Promise<Erasure> {
  const marked = new Set<string>()
  let events = 0
  let deadLetters = 0
  let scope: PersonScope
  // Once more while links turn up that were written between the look and the tombstones.
  for (;;) {
    scope = await findPersonScope(client, siteId, person)
    const fresh = tombstonesOf(scope).filter(({ kind, id }) => !marked.has(`${kind} ${id}`))
    if (fresh.length === 0) break
    await putTombstones(client, siteId, fresh, now)
    for (const { kind, id } of fresh) marked.add(`${kind} ${id}`)
    for (const condition of scopeConditions(scope)) {
      const query_params = { ...condition.query_params, until: clickHouseTime(now) }
      const where = `${condition.where} AND least(occurred_at, received_at) <= {until:DateTime64(3, 'UTC')}`
      const ids = await distinctIds(client, where, query_params)
      deadLetters += await deleteLettersOf(client, siteId, ids)
      events += ids.length
      await deleteGone(client, 'events', where, query_params)
    }
  }
  const visitors = [...new Set([...scope.visitors, ...scope.owned])]
  deadLetters += await deleteLettersNaming(client, scope, now)
  await deleteLinks(client, scope)
  await deleteDeliveriesTo(client, scope)
  await forgetHashes(client, siteId, visitors)
  await takeOffDisk(client)
  return { events, dead_letters: deadLetters, visitors: visitors.length, erased_at: new Date(now).toISOString() }
}

/** Has ClickHouse rewrite the files that still hold deleted rows, in the background: no answer waits for it. */
async function takeOffDisk(client: ClickHouseClient): Promise<void> {
  for (const table of ['events', 'identities', 'dead_letters', 'deliveries']) {
    await client.command({
      query: `ALTER TABLE ${table} APPLY DELETED MASK`,
      clickhouse_settings: { mutations_sync: '0' },
    })
  }
}

/** Deletes events, and the links they made, that were inserted while their person was being erased. */
export async function eraseEvents(client: ClickHouseClient, rows: EventRow[]): Promise<void> {
  for (const chunk of chunks(rows)) {
    const query_params = {
      sites: chunk.map((row) => row.site_id),
      visitors: chunk.map((row) => row.visitor_id),
      ids: chunk.map((row) => row.event_id),
      from: chunk.flatMap((row) => [row.visitor_id, row.daily_visitor_id ?? '']),
      to: chunk.flatMap((row) => [row.user_id ?? '', row.visitor_id]),
    }
    const site = 'site_id IN {sites:Array(String)}'
    const where = `${site} AND visitor_id IN {visitors:Array(String)} AND event_id IN {ids:Array(UUID)}`
    await deleteGone(client, 'events', where, query_params)
    const links = `${site} AND visitor_id IN {from:Array(String)} AND linked_id IN {to:Array(String)}`
    await deleteGone(client, 'identities', links, query_params)
  }
}

function tombstonesOf({ user, visitors, owned }: PersonScope): Tombstone[] {
  return [
    ...(user ? [{ kind: 'user' as const, id: user }] : []),
    ...visitors.map((id) => ({ kind: 'visitor' as const, id })),
    ...owned.map((id) => ({ kind: 'users_visitor' as const, id })),
  ]
}

type Params = Record<string, unknown>

async function distinctIds(client: ClickHouseClient, where: string, query_params: Params): Promise<string[]> {
  const query = `SELECT DISTINCT event_id FROM events WHERE ${where}`
  const result = await client.query({ query, query_params, format: 'JSONCompactEachRow' })
  return (await result.json<[string]>()).map(([id]) => id)
}

/** Deletes rows and answers how many, having seen that none is left. */
async function deleteGone(
  client: ClickHouseClient,
  table: 'events' | 'identities' | 'dead_letters' | 'deliveries',
  where: string,
  query_params: Params,
): Promise<number> {
  const left = async (): Promise<number> => {
    const query = `SELECT count() FROM ${table} WHERE ${where}`
    const result = await client.query({ query, query_params, format: 'JSONCompactEachRow' })
    return (await result.json<[number]>())[0]?.[0] ?? 0
  }
  const before = await left()
  let now = before
  for (let attempt = 0; now > 0; attempt++) {
    if (attempt === 5) throw new Error(`${now} rows of ${table} are still there after five deletions. Erase again.`)
    await client.command({ query: `DELETE FROM ${table} WHERE ${where}`, query_params, clickhouse_settings: waiting })
    now = await left()
  }
  return before
}

async function deleteLettersOf(client: ClickHouseClient, siteId: string, eventIds: string[]): Promise<number> {
  let deleted = 0
  for (const ids of chunks(eventIds, 2000)) {
    const where = 'site_id = {site:String} AND event_id IN {ids:Array(String)}'
    deleted += await deleteGone(client, 'dead_letters', where, { site: siteId, ids })
  }
  return deleted
}

/** Dead letters hold the event as text, those of imports twice encoded: looks for each id as a value in it. */
async function deleteLettersNaming(client: ClickHouseClient, scope: PersonScope, now: number): Promise<number> {
  const { siteId, user, visitors, owned } = scope
  let deleted = 0
  for (const ids of chunks([...new Set([...(user ? [user] : []), ...visitors, ...owned])], 25)) {
    const needles = ids.flatMap((id) => {
      const text = JSON.stringify(id)
      // A number where text belongs is a common reason of a dead letter.
      const bare = /^\d+$/.test(id) ? ['user_id', 'visitor_id'].flatMap((key) => numbers(key, id)) : []
      return [text, inner(text), ...bare]
    })
    const where = `site_id = {site:String} AND multiSearchAny(raw, {needles:Array(String)})
      AND received_at <= {until:DateTime64(3, 'UTC')}`
    deleted += await deleteGone(client, 'dead_letters', where, { site: siteId, needles, until: clickHouseTime(now) })
  }
  return deleted
}

/** What was sent, or was to be, about the person. */
async function deleteDeliveriesTo(client: ClickHouseClient, { siteId, user, visitors, owned }: PersonScope) {
  for (const ids of chunks([...(user ? [user] : []), ...visitors, ...owned])) {
    const where = `site_id = {site:String} AND (JSONExtractString(body, 'visitor_id') IN {ids:Array(String)}
      OR JSONExtractString(body, 'user_id') IN {ids:Array(String)})`
    await deleteGone(client, 'deliveries', where, { site: siteId, ids })
  }
}

const inner = (text: string) => JSON.stringify(text).slice(1, -1)

const numbers = (key: string, id: string) =>
  [',', '}'].flatMap((end) => [`"${key}":${id}${end}`, inner(`"${key}":${id}${end}`)])

async function deleteLinks(client: ClickHouseClient, { siteId, user, visitors, owned, shared }: PersonScope) {
  const own = new Set([...visitors, ...owned])
  for (const ids of chunks([...own, ...shared])) {
    const where = `site_id = {site:String} AND ((kind = 'user' AND visitor_id IN {ids:Array(String)} AND linked_id = {user:String})
      OR (kind = 'user' AND visitor_id IN {named:Array(String)})
      OR (kind = 'visitor' AND (visitor_id IN {own:Array(String)} OR linked_id IN {own:Array(String)})))`
    const named = visitors.filter((id) => ids.includes(id))
    const params = { site: siteId, user: user ?? '', ids, named, own: ids.filter((id) => own.has(id)) }
    await deleteGone(client, 'identities', where, params)
  }
}

/** Another browser's events may name an erased daily hash: two people behind one address can share one. */
async function forgetHashes(client: ClickHouseClient, siteId: string, visitors: string[]): Promise<void> {
  for (const ids of chunks(visitors)) {
    const where = 'site_id = {site:String} AND daily_visitor_id IN {ids:Array(String)}'
    const query_params = { site: siteId, ids }
    if ((await distinctIds(client, where, query_params)).length === 0) continue
    await client.command({
      query: `ALTER TABLE events UPDATE daily_visitor_id = '' WHERE ${where}`,
      query_params,
      clickhouse_settings: waiting,
    })
  }
}
