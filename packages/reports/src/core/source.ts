import type { Site } from '@touchline/events'
import { derivedJoins, readsPerson } from './derived-columns.js'
import { bind, type Sql, sql } from './sql.js'

/** Whose actions are counted as one. */
export const units = ['person', 'visitor', 'session'] as const
export type Unit = (typeof units)[number]

/**
 * Which person a visitor is: the user that it first signed in as; a daily hash is the first-party visitor that it became
 * with consent, and so that visitor's user. Only visitors with a link have a row.
 */
function links(site: Pick<Site, 'site_id'>): Sql {
  const siteId = bind.text(site.site_id)
  return sql`
    SELECT sipHash64(v.visitor_id) AS linked_key, multiIf(v.user != '', v.user, u.user != '', u.user, v.visitor) AS linked_person,
      sipHash64(linked_person) AS linked_person_key
    FROM (
      SELECT visitor_id, argMinIf(linked_id, linked_at, kind = 'user') AS user, argMinIf(linked_id, linked_at, kind = 'visitor') AS visitor
      FROM identities WHERE site_id = ${siteId} GROUP BY visitor_id
    ) AS v
    LEFT JOIN (
      SELECT visitor_id, argMin(linked_id, linked_at) AS user
      FROM identities WHERE site_id = ${siteId} AND kind = 'user' GROUP BY visitor_id
    ) AS u ON u.visitor_id = v.visitor`
}

/** Adds `person_key` to a piece with `visitor_key`: who the visitor is, whatever user an event of it names. */
export const withPersonKey = (source: Sql, site: Pick<Site, 'site_id'>): Sql => sql`
  SELECT *, if(linked_key != 0, linked_person_key, visitor_key) AS person_key
  FROM (${source}) AS known LEFT JOIN (${links(site)}) AS linked ON linked.linked_key = known.visitor_key`

/** Which events a report reads. */
export interface EventScope {
  site: Pick<Site, 'site_id'>
  /** Milliseconds since the epoch, included; absent = from the first event on. */
  fromMs?: number
  /** Not included. */
  untilMs?: number
  /** A condition on columns of `events`. */
  where?: Sql
  /** False: nobody asks for `person_id` (it is then the visitor's), which saves the look at who is who. */
  people?: boolean
  /**
   * True: an event may come twice until ClickHouse has collapsed its copies. For questions to which a copy makes no
   * difference: that saves merging what came in during the last day.
   */
  copies?: boolean
  /**
   * True: also `visitor_key` and `person_key`, the ids as numbers, by which joining and grouping is several times faster.
   * Two of a million ids share a number with a chance of 1 in 37 million.
   */
  keys?: boolean
  /** True: also events that belong to no visitor, such as what a shop spent on a day. */
  nobody?: boolean
}

/**
 * The events of a site: each id once, without bots, without identify records and without visitors who opted out of being
 * told apart. `columns` is literal SQL over the columns of `events` and is added to `visitor_id`, `person_id`,
 * `occurred_at` and `at_ms` (UInt64, milliseconds since the epoch).
 */
export function eventsOf(scope: EventScope, columns: Sql): Sql {
  const { site, fromMs, untilMs, where, people = true, copies = false, keys = false, nobody = false } = scope
  const stitched = sql`multiIf(user_id != '', user_id, linked_person != '', linked_person, events.visitor_id)`
  const stitchedKey = sql`multiIf(user_id != '', sipHash64(user_id), linked_key != 0, linked_person_key, visitor_key)`
  const pieces = [columns, where]
  return sql`
    SELECT visitor_id, ${people ? stitched : sql`visitor_id`} AS person_id, occurred_at, toUInt64(toUnixTimestamp64Milli(occurred_at)) AS at_ms,
      ${keys ? sql`visitor_key, ${people ? stitchedKey : sql`visitor_key`} AS person_key,` : sql``} ${columns}
    FROM events ${copies ? sql`` : sql`FINAL`}
    ${people || readsPerson(pieces) ? sql`LEFT JOIN (${links(site)}) AS linked ON linked.linked_key = events.visitor_key` : sql``}
    ${derivedJoins({ site, fromMs, untilMs }, { pieces, person: stitched, eventsOf, withUnit })}
    WHERE site_id = ${bind.text(site.site_id)} ${nobody ? sql`` : sql`AND visitor_key != sipHash64('')`} AND kind != 'identify' AND bot = ''
      ${fromMs === undefined ? sql`` : sql`AND occurred_at >= ${bind.time(fromMs)}`}
      ${untilMs === undefined ? sql`` : sql`AND occurred_at < ${bind.time(untilMs)}`}
      ${where ? sql`AND (${where})` : sql``}`
}

/** Sessions end after this much inactivity. */
const sessionGapMs = 30 * 60_000

/**
 * Adds `unit_id` to a piece made by `eventsOf` (which must select `session_id` when the unit is a session). A session is
 * the sender's where it named one, else the visitor's events with no gap over 30 minutes between them.
 */
export function withUnit(source: Sql, unit: Unit): Sql {
  if (unit === 'person') return sql`SELECT *, person_id AS unit_id FROM (${source})`
  if (unit === 'visitor') return sql`SELECT *, visitor_id AS unit_id FROM (${source})`
  return sql`
    SELECT *, concat(visitor_id, '/', if(session_id != '', session_id, toString(session_number))) AS unit_id FROM (
      SELECT *, sum(gap) OVER (PARTITION BY visitor_id ORDER BY at_ms ROWS UNBOUNDED PRECEDING) AS session_number FROM (
        SELECT *, at_ms - lagInFrame(at_ms, 1, at_ms) OVER (PARTITION BY visitor_id ORDER BY at_ms
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) > ${bind.uint(sessionGapMs)} AS gap
        FROM (${source})
      )
    )`
}

/**
 * The same sessions, for counting: one row a visitor with two arrays of its events, `session_keys` (equal in one session)
 * and `session_flags` (`flags` of the event, a literal number below 8). Several times faster than `withUnit`, because
 * a visitor is grouped and not sorted. The source has `visitor_key`, `session_id` and `at_ms`.
 */
export function sessionsByVisitor(source: Sql, flags: Sql): Sql {
  // An event is its time above its flags in one number, so that both are sorted at once.
  return sql`
    SELECT if(has(named, 0), arraySort(events), events) AS happened, arrayMap(e -> e % 8, happened) AS session_flags,
      if(has(named, 0), arraySort((name, e) -> e, named, events), named) AS names,
      if(has(named, 0), arrayCumSum((e, before) -> intDiv(e, 8) - intDiv(before, 8) > ${bind.uint(sessionGapMs)},
        happened, arrayPushFront(arrayPopBack(happened), happened[1])), named) AS numbers,
      arrayMap((name, number) -> if(name = 0, number, name), names, numbers) AS session_keys
    FROM (
      SELECT visitor_key, groupArray(at_ms * 8 + ${flags}) AS events, groupArray(if(session_id = '', 0, sipHash64(session_id))) AS named
      FROM (${source}) GROUP BY visitor_key
    )`
}
