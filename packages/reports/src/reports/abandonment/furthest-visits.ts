import type { ReportQuery } from '../../core/query.js'
import { withPersonKey } from '../../core/source.js'
import { bind, sql } from '../../core/sql.js'
import { navigationsOf, outcomeCodes } from '../load-time-drop-off/navigations.js'
import type { VisitScope } from '../load-time-drop-off/visits.js'

/** How many came how far, apart from what carts tell. */
export interface FurthestVisits {
  leftWhileLoading: number
  bounced: number
  browsed: number
  gotToCart: number
  /** Of these, without anything put into a cart. */
  withoutCart: number
}

/** Counts persons, visitors or single visits of a period by the furthest that any of their visits came. */
export async function countFurthest(
  query: ReportQuery,
  scope: VisitScope,
  unit: 'person' | 'visitor' | 'visit',
): Promise<FurthestVisits> {
  const visits = sql`
    SELECT visitor_key, multiIf(carted, 3, NOT (bounced AND landed), 2, outcome = ${bind.uint(outcomeCodes.left_while_loading)}, 0, 1) AS came, put
    FROM (${navigationsOf(scope, [], false)}) WHERE position <= 1`
  const key = unit === 'person' ? sql`person_key` : sql`visitor_key`
  const one =
    unit === 'visit'
      ? sql`SELECT came AS furthest, put AS has_put FROM (${visits})`
      : sql`
    SELECT max(came) AS furthest, max(put) AS has_put
    FROM (${unit === 'person' ? withPersonKey(visits, scope.site) : visits}) GROUP BY ${key}`
  const [row] = await query<FurthestVisits>(sql`
    SELECT countIf(furthest = 0) AS leftWhileLoading, countIf(furthest = 1) AS bounced, countIf(furthest = 2) AS browsed,
      countIf(furthest = 3) AS gotToCart, countIf(furthest = 3 AND NOT has_put) AS withoutCart
    FROM (${one})`)
  return row ?? { leftWhileLoading: 0, bounced: 0, browsed: 0, gotToCart: 0, withoutCart: 0 }
}
