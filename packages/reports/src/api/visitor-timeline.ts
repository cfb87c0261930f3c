import type { Site } from '@touchline/events'
import { z } from 'zod'
import type { ReportQuery } from '../core/query.js'
import { eventsOf } from '../core/source.js'
import { bind, sql } from '../core/sql.js'

export const timelineParams = z.strictObject({
  site_id: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000).meta({ description: 'The latest so many events' }),
})

const timelineEvent = z.object({
  occurred_at: z.string().meta({ description: 'ISO 8601, UTC' }),
  event_id: z.string(),
  visitor_id: z.string(),
  session_id: z.string(),
  kind: z.string(),
  name: z.string(),
  path: z.string(),
  title: z.string(),
  device: z.string(),
  channel: z.string(),
  cart_id: z.string(),
  transaction_id: z.string(),
  currency: z.string(),
  value: z.string().nullable().meta({ description: 'Decimal, major units' }),
  properties: z.record(z.string(), z.string()),
})

export const timelineSchema = z.object({
  id: z.string(),
  events: z.array(timelineEvent).meta({ description: 'Oldest first' }),
  truncated: z.boolean().meta({ description: 'There are earlier events than these' }),
})
export type Timeline = z.infer<typeof timelineSchema>

/** The events of one visitor, or of all visitors who are the user or visitor `id`. Undefined when there are none. */
export async function visitorTimeline(
  query: ReportQuery,
  site: Pick<Site, 'site_id'>,
  id: string,
  limit: number,
): Promise<Timeline | undefined> {
  // By visitor, because that is what the table is sorted by.
  const where = sql`visitor_id IN (
    SELECT ${bind.text(id)} UNION ALL
    SELECT visitor_id FROM identities WHERE site_id = ${bind.text(site.site_id)} AND linked_id = ${bind.text(id)})`
  const columns = sql`event_id, session_id, kind, name, path, title, device, channel, cart_id, transaction_id, currency,
    value, properties`
  const newest = await query<z.infer<typeof timelineEvent>>(sql`
    SELECT concat(replaceOne(toString(occurred_at), ' ', 'T'), 'Z') AS occurred_at, event_id, visitor_id, session_id,
      kind, name, path, title, device, channel, cart_id, transaction_id, currency, toString(value) AS value, properties
    FROM (${eventsOf({ site, where, people: false }, columns)})
    ORDER BY at_ms DESC, toUInt128(event_id) DESC
    LIMIT ${bind.uint(limit + 1)}`)
  if (newest.length === 0) return undefined
  return { id, events: newest.slice(0, limit).reverse(), truncated: newest.length > limit }
}
