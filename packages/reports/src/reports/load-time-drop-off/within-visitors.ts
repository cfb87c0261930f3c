import type { ReportQuery } from '../../core/query.js'
import { eventsOf } from '../../core/source.js'
import { bind, sql } from '../../core/sql.js'
import { placedNavigations } from './counted-navigations.js'
import { slowFromS, type WithinVisitors } from './evidence.js'
import type { VisitScope } from './visits.js'

/** Nobody compared. */
export const nobody: WithinVisitors = { visitors: 0, r: 0, s: 0, pr: 0, psqr: 0, qs: 0 }

/**
 * The sums of the Mantel-Haenszel ratio with every visitor as a stratum of its own: what does not change about a visitor
 * cannot confound it. Only visitors who bought, and met both slow and fast loads, tell anything.
 */
export async function compareWithinVisitors(
  query: ReportQuery,
  scope: VisitScope,
  { steps, at }: { steps: readonly string[]; at: number },
): Promise<WithinVisitors> {
  const { site, fromMs, untilMs } = scope
  const buyers = sql`SELECT visitor_key FROM (${eventsOf({ site, fromMs, untilMs, people: false, copies: true, keys: true, where: sql`name = 'purchase'` }, sql`name`)})`
  const placed = placedNavigations({ ...scope, visitors: buyers }, steps, at > 0 ? [steps[at - 1] as string] : [])
  const [sums] = await query<WithinVisitors>(sql`
    SELECT count() AS visitors, sum(p_r) AS r, sum(p_s) AS s, sum(p * p_r) AS pr, sum(p * p_s + q * p_r) AS psqr, sum(q * p_s) AS qs
    FROM (
      SELECT (slow_yes + fast_no) / n AS p, (slow_no + fast_yes) / n AS q, slow_yes * fast_no / n AS p_r, slow_no * fast_yes / n AS p_s
      FROM (
        SELECT countIf(slow AND converted) AS slow_yes, countIf(slow AND NOT converted) AS slow_no,
          countIf(NOT slow AND converted) AS fast_yes, countIf(NOT slow AND NOT converted) AS fast_no, count() AS n
        FROM (SELECT visitor_key, converted, waited >= ${bind.uint(slowFromS * 1000)} AS slow FROM (${placed})
          WHERE place = ${bind.uint(at)} AND shown = 1)
        GROUP BY visitor_key
        HAVING slow_yes + slow_no > 0 AND fast_yes + fast_no > 0 AND slow_yes + fast_yes > 0 AND slow_no + fast_no > 0
      )
    )`)
  return sums ?? nobody
}
