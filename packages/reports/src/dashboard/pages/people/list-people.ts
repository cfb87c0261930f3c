import type { Site } from '@touchline/events'
import type { ReportQuery } from '../../../core/query.js'
import { eventsOf } from '../../../core/source.js'
import { bind, sql } from '../../../core/sql.js'

/** One of a list of people, by what was seen of them at any time. */
export interface ListedPerson {
  id: string
  /** ISO 8601, UTC; empty when there is nothing left of them. */
  last_seen: string
  events: number
  device: string
  country: string
  channel: string
}

/** A session is a visitor's: `visitor/session`. */
const personOf = (id: string, unit: string) => (unit === 'session' ? (id.split('/')[0] ?? id) : id)

/** What is known of some people, in their order. */
export async function listPeople(
  query: ReportQuery,
  site: Pick<Site, 'site_id'>,
  unit: string,
  unitIds: readonly string[],
): Promise<ListedPerson[]> {
  const ids = unitIds.map((id) => personOf(id, unit))
  if (ids.length === 0) return []
  const wanted = bind.texts([...new Set(ids)])
  // By visitor, because that is what the table is sorted by.
  const where = sql`visitor_id IN (
    SELECT arrayJoin(${wanted}) UNION ALL
    SELECT visitor_id FROM identities WHERE site_id = ${bind.text(site.site_id)} AND has(${wanted}, linked_id)
    UNION ALL SELECT visitor_id FROM events WHERE site_id = ${bind.text(site.site_id)} AND user_id != '' AND has(${wanted}, user_id))`
  const key = unit === 'person' ? sql`person_id` : sql`visitor_id`
  const rows = await query<ListedPerson>(sql`
    SELECT ${key} AS id, concat(replaceOne(toString(max(occurred_at)), ' ', 'T'), 'Z') AS last_seen, toUInt32(count()) AS events,
      argMaxIf(device, at_ms, device != '') AS device, argMaxIf(country, at_ms, country != '') AS country,
      argMinIf(channel, at_ms, channel != '') AS channel
    FROM (${eventsOf({ site, where, people: unit === 'person' }, sql`device, country, channel`)})
    GROUP BY id`)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id) ?? { id, last_seen: '', events: 0, device: '', country: '', channel: '' })
}
