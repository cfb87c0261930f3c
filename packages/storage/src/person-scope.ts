import type { ClickHouseClient } from '@clickhouse/client'

/** Whom an erasure or export is about: a visitor, a user, or both (one id that may be either). */
export interface Person {
  visitor?: string
  user?: string
}

/** Which events are a person's. */
export interface PersonScope {
  siteId: string
  user?: string
  /** Browsers that are named, and the daily hashes that became them: all of their events. */
  visitors: string[]
  /** Browsers that belong to the user, and their daily hashes: the events without another user's name. */
  owned: string[]
  /** Further browsers on which the user was signed in: only the events with the user's name. */
  shared: string[]
  /** The first-party visitor that a daily hash became. */
  becameVisitor: Map<string, string>
}

/** Finds who a person is. A browser belongs to the user that signed in on it first. */
export async function findPersonScope(client: ClickHouseClient, siteId: string, person: Person): Promise<PersonScope> {
  const rows = async <Row>(query: string, query_params: Record<string, unknown>): Promise<Row[]> => {
    const result = await client.query({
      query,
      query_params: { site: siteId, ...query_params },
      format: 'JSONCompactEachRow',
    })
    return result.json<Row>()
  }
  const signedIn = person.user
    ? await rows<[string, number]>(
        `SELECT visitor_id, argMin(linked_id, linked_at) = {user:String} FROM identities
          WHERE site_id = {site:String} AND kind = 'user' AND visitor_id IN (
            SELECT visitor_id FROM identities WHERE site_id = {site:String} AND kind = 'user' AND linked_id = {user:String})
          GROUP BY visitor_id`,
        { user: person.user },
      )
    : []
  const becameVisitor = new Map<string, string>()
  const withHashes = async (visitors: string[]): Promise<string[]> => {
    const all = new Set(visitors)
    for (const chunk of chunks(visitors)) {
      const hashes = await rows<[string, string]>(
        `SELECT visitor_id, linked_id FROM identities
          WHERE site_id = {site:String} AND kind = 'visitor' AND linked_id IN {visitors:Array(String)}`,
        { visitors: chunk },
      )
      for (const [hash, visitor] of hashes) {
        all.add(hash)
        becameVisitor.set(hash, visitor)
      }
    }
    return [...all]
  }
  const ownedBy = (isOwner: boolean) => signedIn.filter(([, owner]) => Boolean(owner) === isOwner).map(([id]) => id)
  return {
    siteId,
    user: person.user,
    visitors: await withHashes(person.visitor ? [person.visitor] : []),
    owned: await withHashes(ownedBy(true)),
    shared: ownedBy(false),
    becameVisitor,
  }
}

/** A condition on `events` with its values, for each so many visitors that the values fit a request. */
export function scopeConditions(scope: PersonScope): { where: string; query_params: Record<string, unknown> }[] {
  const { siteId, user = '', visitors, owned, shared } = scope
  // A server may name the user and no visitor.
  const all = [...new Set([...visitors, ...owned, ...shared, ...(user ? [''] : [])])]
  return chunks(all).map((chunk) => {
    const within = new Set(chunk)
    return {
      where: `site_id = {site:String} AND visitor_id IN {all:Array(String)} AND (visitor_id IN {visitors:Array(String)}
        OR (user_id != '' AND user_id = {user:String}) OR (user_id = '' AND visitor_id IN {owned:Array(String)}))`,
      query_params: {
        site: siteId,
        user,
        all: chunk,
        visitors: visitors.filter((id) => within.has(id)),
        owned: owned.filter((id) => within.has(id)),
      },
    }
  })
}

/** Cuts ids (at most 128 characters) into runs that fit a bound value. */
export function chunks<T>(values: readonly T[], length = 100): T[][] {
  return Array.from({ length: Math.ceil(values.length / length) }, (_, i) => values.slice(i * length, (i + 1) * length))
}
