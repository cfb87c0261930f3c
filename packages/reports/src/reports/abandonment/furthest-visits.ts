import type { ReportQuery } from '../../core/query.js'
import { bind, sql } from '../../core/sql.js'
import { pagesOf } from '../load-time-drop-off/pages.js'
import { type VisitScope, visitsOf } from '../load-time-drop-off/visits.js'

/** How many came how far, apart from what carts tell. */
export interface FurthestVisits {
  leftWhileLoading: number
  bounced: number
  browsed: number
  gotToCart: number
  /** Of these, without anything put into a cart. */
  withoutCart: number
}

const cartNames = ['add_to_cart', 'begin_checkout', 'add_shipping_info', 'add_payment_info', 'payment_failed']

/** Counts persons, visitors or single visits of a period by the furthest that any of their visits came. */
export async function countFurthest(
  query: ReportQuery,
  scope: VisitScope,
  unit: 'person' | 'visitor' | 'visit',
): Promise<FurthestVisits> {
  const key = { person: sql`person_id`, visitor: sql`visitor_id`, visit: sql`visit_id` }[unit]
  const [row] = await query<FurthestVisits>(sql`
    SELECT countIf(furthest = 0) AS leftWhileLoading, countIf(furthest = 1) AS bounced, countIf(furthest = 2) AS browsed,
      countIf(furthest = 3) AS gotToCart, countIf(furthest = 3 AND NOT put) AS withoutCart
    FROM (
      SELECT max(multiIf(
        notEmpty(orders) OR arrayExists(h -> has(${bind.texts(cartNames)}, h.2), happenings), 3,
        NOT (bounced AND landed), 2,
        outcome = 'left_while_loading', 0, 1)) AS furthest,
        max(arrayExists(h -> h.2 = 'add_to_cart', happenings)) AS put
      FROM (${pagesOf(visitsOf(scope))})
      WHERE position <= 1 AND fits_arrival AND fits_page
      GROUP BY ${key}
    )`)
  return row ?? { leftWhileLoading: 0, bounced: 0, browsed: 0, gotToCart: 0, withoutCart: 0 }
}
