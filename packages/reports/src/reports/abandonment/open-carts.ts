import { cartNames, type Site } from '@touchline/events'
import type { ReportQuery } from '../../core/query.js'
import { eventsOf } from '../../core/source.js'
import { bind, sql } from '../../core/sql.js'

/** What ends a cart. */
const closing = ['purchase', 'cart_emptied']
/** Events whose value and items are the whole cart's, not of one change to it. */
const wholeCart = ['view_cart', 'begin_checkout', 'add_shipping_info', 'add_payment_info', 'payment_failed']

/** A cart that its person has left where it is. */
export interface OpenCart {
  /** Same for as long as the cart is open: its `cart_id`, else the event it began with. */
  cart: string
  cart_id: string
  person_id: string
  visitor_id: string
  user_id: string
  /** Milliseconds since the epoch. */
  started_ms: number
  last_ms: number
  /** The last step of the cart that was reached. */
  last_step: string
  currency: string
  /** Decimal text in major units; empty when no event gave one. */
  value: string
  items: Record<string, unknown>[]
  url: string
}

export interface OpenCartScope {
  site: Site
  now: number
  /** Carts whose persons did nothing for this long ... */
  idleMs: number
  /** ... and not for longer than this. */
  longestIdleMs: number
}

/**
 * The carts that are neither bought nor emptied, of persons who consented to being known and have been idle. A person's
 * cart is everything since their last purchase: who bought has no open cart, whichever one was bought.
 */
export async function openCarts(
  query: ReportQuery,
  { site, now, idleMs, longestIdleMs }: OpenCartScope,
): Promise<OpenCart[]> {
  const events = eventsOf(
    { site, fromMs: now - longestIdleMs - idleMs - 7 * 86_400_000, untilMs: now + 1 },
    sql`event_id, name, consent, cart_id, user_id, currency, value, items, url`,
  )
  const isCart = sql`has(${bind.texts(cartNames)}, name)`
  // Qualified: a plain name would mean the column of the answer that is called the same.
  const isWhole = sql`has(${bind.texts(wholeCart)}, carts.name)`
  const isAdded = sql`carts.name = 'add_to_cart'`
  const hasValue = sql`carts.value IS NOT NULL`
  const hasItems = sql`notEmpty(carts.items)`
  return query<OpenCart>(sql`
    SELECT carts.person_id AS person_id, argMax(carts.visitor_id, carts.at_ms) AS visitor_id,
      argMaxIf(carts.user_id, carts.at_ms, carts.user_id != '') AS user_id,
      argMaxIf(carts.cart_id, carts.at_ms, carts.cart_id != '') AS cart_id,
      if(cart_id = '', toString(argMin(carts.event_id, carts.at_ms)), cart_id) AS cart,
      min(carts.at_ms) AS started_ms, any(carts.seen_ms) AS last_ms, argMax(carts.name, carts.at_ms) AS last_step,
      argMaxIf(if(carts.currency = '', ${bind.text(site.currency)}, carts.currency), carts.at_ms, ${hasValue}) AS currency,
      ifNull(toString(if(countIf(${isWhole} AND ${hasValue}) > 0, argMaxIf(carts.value, carts.at_ms, ${isWhole} AND ${hasValue}),
        sumIf(carts.value, ${isAdded}) - ifNull(sumIf(carts.value, carts.name = 'remove_from_cart'), 0))), '') AS value,
      if(countIf(${isWhole} AND ${hasItems}) > 0, argMaxIf(carts.items, carts.at_ms, ${isWhole} AND ${hasItems}),
        arrayFlatten(groupArrayIf(carts.items, ${isAdded}))) AS items,
      argMax(carts.url, carts.at_ms) AS url
    FROM (
      SELECT *, max(at_ms) OVER everything AS seen_ms, max(if(has(${bind.texts(closing)}, name), at_ms, 0)) OVER everything AS closed_ms,
        argMax(consent, if(consent IN ('granted', 'denied'), at_ms, 0)) OVER everything AS agreed
      FROM (${events})
      WINDOW everything AS (PARTITION BY person_id)
    ) AS carts
    WHERE agreed = 'granted' AND at_ms > closed_ms AND ${isCart} AND name != 'refund'
      AND seen_ms <= ${bind.uint(now - idleMs)} AND seen_ms > ${bind.uint(now - idleMs - longestIdleMs)}
    GROUP BY carts.person_id
    HAVING countIf(${isAdded}) > 0
    ORDER BY last_ms`)
}
