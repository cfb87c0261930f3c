import { awayNames, type Site } from '@touchline/events'
import { conditionOf, dimensionsOf, type Filter } from '../../core/conditions.js'
import { ordersOf } from '../../core/orders.js'
import { eventsOf, withUnit } from '../../core/source.js'
import { bind, type Sql, sql } from '../../core/sql.js'
import { openingNames } from '../load-time-drop-off/visits.js'

/** Which days an overview is about, and those before them that it is compared with. */
export interface OverviewScope {
  site: Site
  filters?: readonly Filter[]
  /** Milliseconds since the epoch: the days themselves begin at `fromMs`. */
  fromMs: number
  untilMs: number
  /** What is compared with, if anything: it ends at `previousUntilMs`, before `fromMs` where the days have not ended yet. */
  previous?: { fromMs: number; untilMs: number }
}

/** Read where a visit began, because later events do not repeat them. */
const arrivalDimensions = new Set(['channel', 'source', 'medium', 'campaign', 'referrer'])
const isArrival = (filter: Filter) => dimensionsOf(filter).every((name) => arrivalDimensions.has(name))
const truth = (condition: Sql | undefined) => (condition ? sql`toUInt8(${condition})` : sql`toUInt8(1)`)

const earliestMs = ({ fromMs, previous }: OverviewScope) => previous?.fromMs ?? fromMs

/** Not what lies between the days compared with and the days themselves. */
const inEither = ({ fromMs, previous }: OverviewScope) =>
  previous ? sql`at_ms >= ${bind.uint(fromMs)} OR at_ms < ${bind.uint(previous.untilMs)}` : sql`1`

/** What was done on the site; page loads are left out because they are reported long after they happened. */
function happenings(scope: OverviewScope): Sql {
  const { site, untilMs, filters = [] } = scope
  const where = sql`kind != 'page_load' AND name != 'purchase' AND NOT has(${bind.texts(awayNames)}, name)`
  return eventsOf(
    { site, fromMs: earliestMs(scope), untilMs, where },
    sql`session_id, toUInt8(name = 'page_view') AS is_view, toUInt8(NOT has(${bind.texts(openingNames)}, name)) AS is_act,
      path, toString(channel) AS channel, 0 AS is_order, '' AS currency, '' AS value,
      ${truth(conditionOf(filters.filter(isArrival)))} AS fits_arrival,
      ${truth(conditionOf(filters.filter((filter) => !isArrival(filter))))} AS fits`,
  )
}

/**
 * The visits of the scope, one row each and one more where a visit reaches into the days from those before: `now` (in the
 * days themselves), `unit_id`, `visitor_id`, `person_id`, `began_ms`, `lasted_ms`, `views` (those that fit the filters),
 * `bounced`, `seen` (had a page view), `entry`, `exit`, `channel`, `bought` (at, currency and amount of its orders).
 * Orders of which no visit is known have `happened` 0.
 */
export function visitsOf(scope: OverviewScope): Sql {
  const { site, untilMs, fromMs, filters = [] } = scope
  const orders = sql`
    SELECT visitor_id, person_id, fromUnixTimestamp64Milli(toInt64(at_ms)) AS occurred_at, at_ms, session_id, 0 AS is_view, 0 AS is_act, path, '' AS channel,
      1 AS is_order, currency, value, ${bind.uint(filters.length === 0 ? 1 : 0)} AS fits_arrival, ${bind.uint(filters.length === 0 ? 1 : 0)} AS fits
    FROM (${ordersOf({ site, fromMs: earliestMs(scope), untilMs }, site.currency)})`
  const timeline = sql`SELECT * FROM (${happenings(scope)} UNION ALL ${orders}) WHERE ${inEither(scope)}`
  return sql`
    SELECT unit_id, at_ms >= ${bind.uint(fromMs)} AS now, any(moment.visitor_id) AS visitor_id, any(moment.person_id) AS person_id,
      min(moment.at_ms) AS began_ms, max(moment.at_ms) - began_ms AS lasted_ms, countIf(NOT is_order) AS happened,
      countIf(is_view AND fits) AS views, countIf(is_view) AS all_views, all_views > 0 AS seen,
      seen AND all_views = 1 AND NOT max(is_act) AND NOT max(is_order) AS bounced,
      argMinIf(path, moment.at_ms, is_view) AS entry, argMaxIf(path, moment.at_ms, is_view) AS exit,
      argMinIf(moment.channel, moment.at_ms, moment.channel != '') AS channel,
      groupArrayIf((moment.at_ms, moment.currency, toDecimal128OrNull(value, 4)), is_order) AS bought
    FROM (${withUnit(timeline, 'session')}) AS moment
    GROUP BY unit_id, now
    HAVING argMin(fits_arrival, (is_order, moment.at_ms)) AND max(fits)`
}

/** Page views and visitors of each interval, by when they happened. Columns: `bucket_ms`, `views`, `visitors`. */
export function trendOf(scope: OverviewScope, startsMs: readonly number[]): Sql {
  const { filters = [] } = scope
  const all = happenings({ ...scope, previous: undefined })
  const fitting = filters.some(isArrival)
    ? sql`SELECT * FROM (SELECT *, first_value(fits_arrival) OVER (PARTITION BY unit_id ORDER BY at_ms ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS came
        FROM (${withUnit(all, 'session')})) WHERE came AND fits`
    : sql`SELECT * FROM (${all}) WHERE fits`
  return sql`
    SELECT roundDown(at_ms, ${bind.uints(startsMs)}) AS bucket_ms, countIf(is_view) AS views, uniqExact(visitor_id) AS visitors
    FROM (${fitting}) GROUP BY bucket_ms`
}
