import type { Site } from '@touchline/events'
import { z } from 'zod'
import type { ReportQuery } from '../core/query.js'
import { eventsOf } from '../core/source.js'
import { bind, identifier, join, sql } from '../core/sql.js'

export const timelineParams = z.strictObject({
  site_id: z.string().optional(),
  before: z
    .string()
    .regex(/^\d{1,15}-[0-9a-f-]{36}$/, 'must be the `next` of an answer')
    .optional()
    .meta({ description: 'The `next` of an answer: the events before those' }),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000).meta({ description: 'The latest so many events' }),
})

const texts = [
  'session_id',
  'user_id',
  'stage',
  'path',
  'title',
  'page_type',
  'referrer',
  'channel',
  'source',
  'medium',
  'campaign',
  'device',
  'browser',
  'os',
  'country',
  'language',
  'release',
  'cart_id',
  'transaction_id',
  'currency',
  'coupon',
  'shipping_tier',
  'payment_type',
  'reason',
] as const
const numbers = ['score', 'visible_ms', 'ttfb_ms', 'fcp_ms', 'lcp_ms', 'inp_ms', 'cls', 'hidden_at_ms'] as const
const amounts = ['value', 'shipping', 'tax'] as const

const shapeOf = <Name extends string, Type extends z.ZodType>(names: readonly Name[], type: Type) =>
  Object.fromEntries(names.map((name) => [name, type])) as Record<Name, Type>

const timelineEvent = z.object({
  occurred_at: z.string().meta({ description: 'ISO 8601, UTC' }),
  event_id: z.string(),
  visitor_id: z.string(),
  kind: z.string(),
  name: z.string(),
  ...shapeOf(texts, z.string()),
  ...shapeOf(amounts, z.string().nullable().meta({ description: 'Decimal, major units' })),
  ...shapeOf(numbers, z.number().nullable()),
  items: z.array(z.object({ item_id: z.string(), item_name: z.string(), price: z.string(), quantity: z.number() })),
  properties: z.record(z.string(), z.string()),
})

export const timelineSchema = z.object({
  id: z.string(),
  events: z.array(timelineEvent).meta({ description: 'Oldest first; of these the latest that there are' }),
  truncated: z.boolean().meta({ description: 'There are earlier events than these' }),
  next: z
    .string()
    .nullable()
    .meta({ description: 'With `before`, answers the events before these; null: there are none' }),
})
export type Timeline = z.infer<typeof timelineSchema>

const literal = (names: readonly string[]) =>
  join(
    names.map((name) => identifier(name, names)),
    ', ',
  )

/** The events of one visitor, or of all visitors who are the user or visitor `id`. Undefined when there are none. */
export async function visitorTimeline(
  query: ReportQuery,
  site: Pick<Site, 'site_id'>,
  id: string,
  { limit, before }: Pick<z.output<typeof timelineParams>, 'limit' | 'before'>,
): Promise<Timeline | undefined> {
  // By visitor, because that is what the table is sorted by.
  const theirs = sql`visitor_id IN (
    SELECT ${bind.text(id)} UNION ALL
    SELECT visitor_id FROM identities WHERE site_id = ${bind.text(site.site_id)} AND linked_id = ${bind.text(id)})`
  const [ms, eventId] = before?.split(/-(.*)/s) ?? []
  const earlier = before
    ? sql`(toUnixTimestamp64Milli(occurred_at), toUInt128(event_id)) < (${bind.int(Number(ms))}, toUInt128(toUUID(${bind.text(eventId)})))`
    : sql`true`
  const columns = sql`event_id, toString(kind) AS kind, toString(name) AS name, ${literal(texts)},
    ${literal(numbers)}, ${literal(amounts)}, properties,
    arrayMap(one -> (one.item_id, one.item_name, toString(one.price), one.quantity), items) AS bought`
  const newest = await query<Row>(sql`
    SELECT concat(replaceOne(toString(occurred_at), ' ', 'T'), 'Z') AS occurred_at, at_ms, event_id, visitor_id, kind, name,
      ${literal(texts)}, ${literal(numbers)}, ${literal(amounts)}, bought, properties
    FROM (${eventsOf({ site, where: sql`${theirs} AND ${earlier}`, people: false }, columns)})
    ORDER BY at_ms DESC, toUInt128(event_id) DESC
    LIMIT ${bind.uint(limit + 1)}`)
  if (newest.length === 0) return before ? { id, events: [], truncated: false, next: null } : undefined
  const shown = newest.slice(0, limit)
  const oldest = shown.at(-1) as Row
  const truncated = newest.length > limit
  return {
    id,
    events: shown.reverse().map(toEvent),
    truncated,
    next: truncated ? `${oldest.at_ms}-${oldest.event_id}` : null,
  }
}

type Row = Omit<z.infer<typeof timelineEvent>, 'items'> & { at_ms: number; bought: [string, string, string, number][] }

const toEvent = ({ at_ms: _, bought, ...event }: Row): z.infer<typeof timelineEvent> => ({
  ...event,
  items: bought.map(([item_id, item_name, price, quantity]) => ({ item_id, item_name, price, quantity })),
})
