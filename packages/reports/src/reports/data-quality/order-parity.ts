import { conditionOf } from '../../core/conditions.js'
import { ordersOf } from '../../core/orders.js'
import type { ReportQuery } from '../../core/query.js'
import { eventsOf } from '../../core/source.js'
import { bind, sql } from '../../core/sql.js'
import type { QualityScope } from './stored-events.js'

/** The steps before an order that browsers report. */
export const clientSteps = [
  'add_to_cart',
  'begin_checkout',
  'add_shipping_info',
  'add_payment_info',
  'purchase',
] as const
const dayMs = 86_400_000
/** The receipt page may load a little after the server has confirmed the order. */
const afterMs = 600_000

/** Orders by who reported them: the shop's server (or an import), browsers, or both. */
export interface Parity {
  confirmed: number
  /** Of the confirmed: also reported by a browser. */
  confirmedSeen: number
  seen: number
  /** Of the confirmed: how many have each step before them, reported by a browser of the same person. */
  steps: number[]
}

/**
 * Sets what browsers reported against the orders that the shop's server confirmed, from the first event of a browser on:
 * before it nobody was listening.
 */
export async function measureParity(query: ReportQuery, scope: QualityScope, firstBrowserMs: number): Promise<Parity> {
  const nothing = { confirmed: 0, confirmedSeen: 0, seen: 0, steps: clientSteps.map(() => 0) }
  if (firstBrowserMs <= 0) return nothing
  const { site, untilMs, filters } = scope
  const fromMs = Math.max(scope.fromMs, firstBrowserMs)
  const fits = conditionOf(filters)
  const purchases = eventsOf(
    { site, fromMs, untilMs, people: false, where: fits ? sql`name = 'purchase' AND ${fits}` : sql`name = 'purchase'` },
    sql`if(transaction_id = '', toString(event_id), transaction_id) AS order_id, trusted`,
  )
  const reported = sql`SELECT order_id, max(trusted = 1) AS is_confirmed, max(trusted = 0) AS is_seen FROM (${purchases}) GROUP BY order_id`
  const orders = sql`SELECT person_id AS buyer, orders.at_ms AS bought_ms, is_confirmed, is_seen
    FROM (${ordersOf({ site, fromMs, untilMs }, site.currency)}) AS orders INNER JOIN (${reported}) AS reported USING (order_id)`
  const steps = eventsOf(
    {
      site,
      fromMs: fromMs - dayMs,
      untilMs: untilMs + afterMs,
      where: sql`trusted = 0 AND has(${bind.texts([...clientSteps])}, name)`,
    },
    sql`indexOf(${bind.texts([...clientSteps])}, name) AS step`,
  )
  const [row] = await query<Parity>(sql`
    SELECT countIf(is_confirmed) AS confirmed, countIf(is_confirmed AND is_seen) AS confirmedSeen, countIf(is_seen) AS seen,
      sumForEachIf(arrayMap(wanted -> toUInt64(arrayExists(s -> s.1 = wanted AND s.2 + ${bind.uint(dayMs)} >= bought_ms AND s.2 <= bought_ms + ${bind.uint(afterMs)}, done)),
        range(1, ${bind.uint(clientSteps.length + 1)})), is_confirmed) AS steps
    FROM (${orders}) AS orders
    LEFT JOIN (SELECT person_id AS doer, groupArray((step, doing.at_ms)) AS done FROM (${steps}) AS doing GROUP BY doer) AS doings ON doer = buyer`)
  return row && row.confirmed + row.seen > 0 ? row : nothing
}
