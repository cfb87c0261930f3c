import { awayNames, type Site } from '@touchline/events'
import { breakdownText, conditionOf, dimensionsOf, type Filter } from '../../core/conditions.js'
import { ordersOf } from '../../core/orders.js'
import { eventsOf, withUnit } from '../../core/source.js'
import { bind, type Sql, sql } from '../../core/sql.js'

/** What a page sends by being opened; everything else a visitor does. */
export const openingNames = ['page_view', 'view_item', 'view_item_list', 'view_promotion', 'view_cart']

/** Read where a visit began, because later events and page loads do not repeat them. */
const arrivalDimensions = new Set(['channel', 'source', 'medium', 'campaign', 'referrer'])
const isArrival = (name: string) => arrivalDimensions.has(name)
const isOfArrival = (filter: Filter) => dimensionsOf(filter).every(isArrival)

/** How the time at which a page is ready is measured, as SQL over columns of `events`. */
export const readiness = {
  readiness: sql`coalesce(product_visible_ms, fcp_ms)`,
  product_visible_ms: sql`product_visible_ms`,
  fcp_ms: sql`fcp_ms`,
  lcp_ms: sql`lcp_ms`,
  dom_ready_ms: sql`dom_ready_ms`,
  load_ms: sql`load_ms`,
  ttfb_ms: sql`ttfb_ms`,
} as const
export type Readiness = keyof typeof readiness
export const readinessNames = Object.keys(readiness) as [Readiness, ...Readiness[]]

export interface VisitScope {
  site: Site
  fromMs: number
  untilMs: number
  filters?: readonly Filter[]
  /** A dimension; its value becomes `slice`. */
  breakdown?: string
  metric?: Readiness
}

const truth = (condition: Sql | undefined) => (condition ? sql`toUInt8(${condition})` : sql`toUInt8(1)`)

/** Per event: whether it satisfies the filters on arrival and on the page, and the text of the breakdown. */
function marks({ filters = [], breakdown }: VisitScope): Sql {
  return sql`
    ${truth(conditionOf(filters.filter(isOfArrival)))} AS fits_arrival,
    ${truth(conditionOf(filters.filter((filter) => !isOfArrival(filter))))} AS fits_page,
    ${breakdown ? breakdownText(breakdown) : sql`''`} AS slice`
}

/** The page was hidden before anything was painted: its sender says so, or has measured nothing but that it was hidden. */
const isLeave = sql`(name = 'page_leave' OR (hidden_at_ms IS NOT NULL
  AND coalesce(product_visible_ms, fcp_ms, lcp_ms, dom_ready_ms, load_ms) IS NULL))`

/**
 * One row a navigation: its highest revision; that nothing was painted is said by an earlier one if the visitor came back.
 * It began with its own page view, else as long before its first snapshot as
 * it was hidden after its start.
 */
function navigations(scope: VisitScope): Sql {
  const { site, fromMs, untilMs, metric = 'readiness' } = scope
  const snapshots = eventsOf(
    { site, fromMs, untilMs, where: sql`kind = 'page_load'` },
    sql`session_id, path, if(navigation_id = '', toString(event_id), navigation_id) AS navigation, revision,
      ${isLeave} AS is_leave, (toFloat64OrNull(toString(hidden_at_ms)), toFloat64OrNull(toString(${readiness[metric]})),
        multiIf(initially_hidden OR hidden_at_ms = 0, 'opened_hidden', navigation_type = 'bfcache', 'bfcache',
          navigation_type IN ('reload', 'restore'), 'reload', navigation_type = 'soft', 'soft', '')) AS facts,
      ${marks(scope)}`,
  )
  const latest = sql`
    SELECT visitor_id, navigation, any(one.person_id) AS person_id, any(one.session_id) AS session_id,
      any(one.path) AS path, min(one.at_ms) AS shown_ms,
      arrayExists(t -> t > shown_ms AND t <= shown_ms + 1800000, groupArray(one.at_ms)) AS came_back,
      argMax(one.facts, revision) AS facts, max(is_leave) AS was_left, argMax(one.fits_arrival, revision) AS fits_arrival,
      argMax(one.fits_page, revision) AS fits_page, argMax(one.slice, revision) AS slice
    FROM (${snapshots}) AS one GROUP BY visitor_id, navigation`
  const views = sql`
    SELECT visitor_id, path, at_ms AS view_ms FROM (${eventsOf({ site, fromMs, untilMs, where: sql`name = 'page_view'` }, sql`path`)})`
  return sql`
    SELECT visitor_id, person_id, session_id,
      if(view_ms > 0 AND view_ms + ifNull(facts.1, 0) + 60000 >= shown_ms, view_ms, toUInt64(shown_ms - ifNull(facts.1, 0))) AS at_ms,
      1 AS type, if(was_left, 'page_leave', 'page_load') AS name, path, shown_ms, facts.1 AS hidden, facts.2 AS ready,
      facts.3 AS excluded, came_back, '' AS currency, '' AS value, fits_arrival, fits_page, slice
    FROM (${latest}) AS latest
    ASOF LEFT JOIN (${views}) AS views
      ON latest.visitor_id = views.visitor_id AND latest.path = views.path AND latest.shown_ms >= views.view_ms`
}

const noNavigation = sql`toUInt64(0) AS shown_ms, CAST(NULL AS Nullable(Float64)) AS hidden, CAST(NULL AS Nullable(Float64)) AS ready,
  '' AS excluded, 0 AS came_back`

/** Everything that happened on the site: `type` 0 an event, 1 a navigation, 2 an order. */
function timeline(scope: VisitScope): Sql {
  const { site, fromMs, untilMs } = scope
  const where = sql`kind != 'page_load' AND name != 'purchase' AND NOT has(${bind.texts(awayNames)}, name)`
  const events = eventsOf(
    { site, fromMs, untilMs, where },
    sql`session_id, toString(name) AS name, path, ${marks(scope)}`,
  )
  // An order has no channel and hardly a page of its own: it fits where its visit does.
  return sql`
    SELECT visitor_id, person_id, session_id, at_ms, 0 AS type, name, path, ${noNavigation}, '' AS currency, '' AS value,
      fits_arrival, fits_page, slice FROM (${events})
    UNION ALL
    SELECT visitor_id, person_id, session_id, at_ms, 2 AS type, 'purchase' AS name, path, ${noNavigation}, currency, value,
      1 AS fits_arrival, 1 AS fits_page, '' AS slice FROM (${ordersOf({ site, fromMs, untilMs }, site.currency)})
    UNION ALL
    ${navigations(scope)}`
}

/**
 * The visits of a site (30 idle minutes end one, or the sender's session), one row each: `visit_id`, `visitor_id`,
 * `person_id`, `visit_ms`, `fits_arrival`, `fits_page` and `slice` of how it began, and in order of time
 * `happenings` (at, name, path), `navigations` (at, shown, hidden, ready, leave, excluded, path, came_back, fits, slice)
 * and `orders` (at, currency, value). Times are milliseconds; all but `hidden` and `ready` since the epoch.
 */
export function visitsOf(scope: VisitScope): Sql {
  // Of what happened at once, an event tells more about how the visit began than a page load, and an order least.
  return sql`
    SELECT unit_id AS visit_id, any(moment.visitor_id) AS visitor_id, any(moment.person_id) AS person_id,
      min(moment.at_ms) AS visit_ms, argMin(moment.fits_arrival, (type, moment.at_ms)) AS fits_arrival,
      argMin(moment.fits_page, (type, moment.at_ms)) AS fits_page, argMin(moment.slice, (type, moment.at_ms)) AS slice,
      arraySort(groupArrayIf(tuple(moment.at_ms, name, path), type = 0)) AS happenings,
      arraySort(n -> n.1, groupArrayIf(tuple(moment.at_ms, shown_ms, hidden, ready, name = 'page_leave', excluded, path,
        came_back, moment.fits_page, moment.slice), type = 1)) AS navigations,
      arraySort(groupArrayIf(tuple(moment.at_ms, currency, value), type = 2)) AS orders
    FROM (${withUnit(timeline(scope), 'session')}) AS moment
    GROUP BY unit_id`
}
