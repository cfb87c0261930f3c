import { awayNames, type Site } from '@touchline/events'
import { breakdownText, conditionOf, type Filter } from '../../core/conditions.js'
import { ordersOf } from '../../core/orders.js'
import type { ReportQuery } from '../../core/query.js'
import { eventsOf, type Unit, withUnit } from '../../core/source.js'
import { bind, sql } from '../../core/sql.js'

/** Cart events in the order in which they help when they happened at the same instant. */
export const cartSteps = [
  'add_to_cart',
  'view_cart',
  'remove_from_cart',
  'begin_checkout',
  'coupon_denied',
  'out_of_stock',
  'add_shipping_info',
  'add_payment_info',
  'payment_failed',
  'purchase',
  'cart_emptied',
] as const

/** What may have brought somebody back. */
export const messageNames = ['email_open', 'email_click']
/** First contentful paint above this is poor: https://web.dev/articles/fcp */
const slowMs = 3000

export interface CartMoment {
  at: number
  /** The unit's event before it; equal to `at` for the first. */
  before: number
  /** An event, `slow_page`, or empty for what only ends an idle time. */
  name: string
  visitor: string
  cartId: string
  /** Decimal text; empty when not given. */
  value: string
  currency: string
  /** Shipping costs were shown. */
  hasShipping: boolean
  fits: boolean
  slice: string
}

/** What a report needs to know of one person, visitor or session that put something into a cart. */
export interface CartHistory {
  unit: string
  person: string
  lastMs: number
  moments: CartMoment[]
}

export interface CartScope {
  site: Site
  /** Where to begin to read, which is before the period. */
  fromMs: number
  untilMs: number
  unit: Unit
  idleMs: number
  filters?: readonly Filter[]
  breakdown?: string
}

type Row = {
  unit: string
  person: string
  last_ms: number
  moments: [number, number, number, string, string, string, string, string, 0 | 1, 0 | 1, string][]
}

/** Those who put something into a cart: their cart events, and where they were idle for long. */
export async function cartHistories(query: ReportQuery, scope: CartScope): Promise<CartHistory[]> {
  const { site, fromMs, untilMs, unit, idleMs, breakdown } = scope
  const fits = conditionOf(scope.filters)
  // A session is made of what a visitor does; when a page was hidden belongs to the page's own time.
  const kinds = unit === 'session' ? sql`kind != 'page_load'` : sql`true`
  const events = eventsOf(
    { site, fromMs, untilMs, where: sql`${kinds} AND name != 'purchase'` },
    sql`session_id, cart_id,
      if(kind = 'page_load', if(name = 'page_leave' OR coalesce(product_visible_ms, fcp_ms) > ${bind.uint(slowMs)}, 'slow_page', ''), toString(name)) AS name,
      ifNull(toString(value), '') AS value, if(currency = '', ${bind.text(site.currency)}, currency) AS currency,
      ifNull(shipping > 0, 0) AS has_shipping, toUInt8(${fits ?? sql`true`}) AS fits, ${breakdown ? breakdownText(breakdown) : sql`''`} AS slice`,
  )
  const columns = sql`visitor_id, person_id, session_id, at_ms, name, cart_id, value, currency`
  const moments = sql`
    SELECT ${columns}, has_shipping, fits, slice FROM (${events})
    UNION ALL
    SELECT visitor_id, person_id, session_id, at_ms, 'purchase' AS name, cart_id, value, currency, 0 AS has_shipping, 0 AS fits, '' AS slice
    FROM (${ordersOf({ site, fromMs, untilMs }, site.currency)})`
  const own = unit === 'visitor' ? sql`visitor_id` : sql`person_id`
  const withCart = sql`SELECT ${own} FROM (${eventsOf({ site, fromMs, untilMs, where: sql`name = 'add_to_cart'` }, sql`name`)})`
  const outside = sql`has(${bind.texts(awayNames)}, name)`
  const rows = await query<Row>(sql`
    SELECT unit_id AS unit, any(person_id) AS person, maxIf(moment.at_ms, NOT outside) AS last_ms,
      groupArrayIf(tuple(moment.at_ms, before_ms, step, name, visitor_id, cart_id, value, currency, has_shipping, fits, slice),
        step > 0 OR has(${bind.texts([...messageNames, 'slow_page'])}, name)
          OR (NOT outside AND moment.at_ms >= before_ms + ${bind.uint(idleMs)})) AS moments
    FROM (
      SELECT *, indexOf(${bind.texts([...cartSteps])}, name) AS step, ${outside} AS outside,
        greatest(max(if(outside, 0, at_ms)) OVER (PARTITION BY unit_id ORDER BY at_ms, step ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS last_seen_ms,
        if(last_seen_ms = 0, at_ms, last_seen_ms) AS before_ms
      FROM (${withUnit(sql`SELECT * FROM (${moments}) WHERE ${own} IN (${withCart})`, unit)})
    ) AS moment
    GROUP BY unit_id
    HAVING countIf(name = 'add_to_cart') > 0`)
  return rows.map(({ unit: id, person, last_ms, moments: found }) => ({
    unit: id,
    person,
    lastMs: last_ms,
    moments: found
      .sort((a, b) => a[0] - b[0] || a[2] - b[2])
      .map(([at, before, , name, visitor, cartId, value, currency, shipping, fit, slice]) => ({
        at,
        before,
        name,
        visitor,
        cartId,
        value,
        currency,
        hasShipping: shipping === 1,
        fits: fit === 1,
        slice,
      })),
  }))
}
