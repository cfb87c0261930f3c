import { bind, type Sql, sql } from '../../core/sql.js'
import { itemsOf } from './visit-items.js'
import type { VisitScope } from './visits.js'

/** How a navigation went, by number: what is excluded has the reason as a number. */
export const outcomeCodes = {
  ready: 1,
  left_while_loading: 2,
  moved_on: 3,
  not_measured: 4,
  opened_hidden: 5,
  bfcache: 6,
  reload: 7,
  soft: 8,
  vanished: 9,
} as const
export type Outcome = keyof typeof outcomeCodes

const pauseUnits = sql`28800000` // 30 minutes in 1/16 ms
const beforeOf = (list: Sql) => sql`arrayPopBack(arrayPushFront(${list}, 0))`
const afterOf = (list: Sql) => sql`arrayPopFront(arrayPushBack(${list}, 0))`

/**
 * The visits of a scope, one row each: 30 idle minutes end one, or the sender's session. What carries no session belongs
 * to the session that the visitor was in. `visit` is the array of its items in order of time.
 *
 * Everything is done with arrays of one visitor and neighbours in them: a lambda that looked at a whole array for each of
 * its elements would copy it as often.
 */
function visitsOf(items: Sql): Sql {
  const sorted = sql`
    SELECT visitor_key, arraySort(x -> x.1, arrayZip(groupArray(moment), groupArray(code), groupArray(session),
      groupArray(page), groupArray(navigation), groupArray(revision), groupArray(sent), groupArray(hidden), groupArray(ready),
      groupArray(flags), groupArray(stratum), groupArray(version), groupArray(slice))) AS items
    FROM (${items}) GROUP BY visitor_key`
  const paused = sql`
    SELECT visitor_key, items, arrayMap(gap -> gap > ${pauseUnits}, arrayDifference(items.1)) AS breaks FROM (${sorted})`
  const keyed = sql`
    SELECT visitor_key, items, arrayFill((key, session, begins) -> session != 0 OR begins,
        arrayMap((session, number) -> if(session != 0, session, toUInt32(number) + 1), items.3, arrayCumSum(breaks)),
        items.3, breaks) AS keys
    FROM (${paused})`
  // Sessions that a sender named may alternate: what belongs together is brought together.
  const grouped = sql`
    SELECT visitor_key, arraySort((x, key) -> (key, x.1), items, keys) AS together, arraySort(keys) AS its_keys FROM (${keyed})`
  return sql`
    SELECT visitor_key, arrayJoin(arraySplit((x, key, before) -> key != before, together, its_keys, ${beforeOf(sql`its_keys`)})) AS visit
    FROM (${grouped})`
}

/**
 * What the figures need of each visit: its navigations (of several snapshots the facts of the latest, the time of the
 * first) in order of their start, and when the last thing of each kind happened. Each level names what the next one uses
 * several times: the engine would otherwise plan every use of an expression anew.
 */
function summariesOf(visits: Sql): Sql {
  const parts = sql`
    SELECT visitor_key, visit.1 AS moments, visit.2 AS codes, visit.4 AS pages, visit[1].1 AS began,
      arraySort(x -> x.5 * 65536 + x.6, arrayFilter(x -> x.2 = 9, visit)) AS snapshots,
      arrayFilter(x -> x.2 = 8, visit) AS orders, arrayExists(x -> x.2 = 4 AND bitTest(x.10, 5), visit) AS had_cart,
      arrayExists(x -> x.2 = 4 AND bitTest(x.10, 0), visit) AS put, arrayFirst(x -> x.2 < 8, visit) AS arrival
    FROM (${visits})`
  const neighbours = sql`
    SELECT *, snapshots.5 AS ids, ${beforeOf(sql`snapshots.5`)} AS ids_before, ${afterOf(sql`snapshots.5`)} AS ids_after,
      ${afterOf(sql`snapshots.7`)} AS sent_after
    FROM (${parts})`
  const gathered = sql`
    SELECT visitor_key, moments, codes, pages, began, orders, arrival, had_cart, put,
      arraySort(n -> n.1, arrayMap(
        (first, last, next_id, next_sent) -> (
          toUInt64(intDiv(first.1, 16)), first.4, first.7, last.8, last.9, bitOr(last.10, bitAnd(first.10, 16)), last.11, last.12, last.13,
          next_id = first.5 AND next_sent > first.7 AND next_sent <= first.7 + 1800000),
        arrayFilter((x, id, before) -> id != before, snapshots, ids, ids_before),
        arrayFilter((x, id, after) -> id != after, snapshots, ids, ids_after),
        arrayFilter((x, id, before) -> id != before, ids_after, ids, ids_before),
        arrayFilter((x, id, before) -> id != before, sent_after, ids, ids_before))) AS navigations,
      arrayDistinct(arrayFilter((m, code) -> code = 1, moments, codes)) AS views,
      arrayDistinct(arrayFilter((m, code) -> code = 2, moments, codes)) AS item_views
    FROM (${neighbours})`
  return sql`
    SELECT visitor_key, intDiv(began, 16) AS visit_ms, orders, navigations, had_cart OR notEmpty(orders) AS carted, put,
      arrival.1 = 0 AS has_no_arrival, arrival.10 AS arrival_flags, arrival.13 AS arrival_slice, intDiv(arrival.1, 16) AS first_ms,
      intDiv(arrayLast((m, code) -> code = 4, moments, codes), 16) AS last_doing,
      intDiv(arrayLast((m, code) -> code BETWEEN 2 AND 4, moments, codes), 16) AS last_other,
      intDiv(views[-1], 16) AS last_view, intDiv(views[-2], 16) AS view_before, intDiv(item_views[-2], 16) AS item_before,
      arrayLast((p, code) -> code = 1, pages, codes) AS last_view_page, intDiv(orders[-1].1, 16) AS last_order,
      arrayMax(navigations.1) AS last_start, arrayMax(navigations.3) AS last_shown,
      intDiv(arrayLast((m, p, code, landing) -> code = 1 AND p = landing.2 AND m < (landing.3 + 1) * 16, moments, pages, codes,
        arrayWithConstant(length(moments), navigations[1])), 16) AS own_view
    FROM (${gathered})`
}

/**
 * How each navigation of a scope went: one row each, with `position` in its visit from 1; a visit without any has one row
 * with position 0, which is about the whole visit. Columns besides: `visitor_key`, `visit_ms`, `outcome`, `waited` (ms, until
 * it was ready or the visitor left or moved on; -1 when neither is known), `bounced`, `landed` (nothing on the site came
 * before it), `converted`, `bought` (currency, value in 1/10,000) of the rest of the visit, `page`, `stratum`, `version` and
 * `slice`, and of the whole visit `carted` (a cart, a checkout or an order) and `put` (add_to_cart). A page's own facts decide about filters and breakdown, or those of the arrival where these are about it.
 */
export function navigationsOf(scope: VisitScope, passive: readonly string[], sliceOfArrival: boolean): Sql {
  const { fromMs, untilMs } = scope
  // Each level hands on only what the next ones need: the engine's planning grows with every column of every level.
  const loaded = sql`
    SELECT visitor_key, visit_ms, orders, carted, put, first_ms, last_doing, last_other, last_view, view_before, item_before, last_view_page,
      last_order, last_start, last_shown, position, nav.1 AS sent_start, nav.2 AS page, nav.3 AS shown_ms, nav.4 AS hidden, nav.5 AS ready,
      if(position = 0, arrival_flags, nav.6) AS flags, nav.7 AS stratum, nav.8 AS version, nav.10 AS came_back,
      -- The page's own view tells its start better than a snapshot that may be a later one.
      greatest(if(position = 1 AND own_view > 0 AND own_view + greatest(nav.4, 0) + 60000 >= nav.3, own_view, nav.1), 1) AS start,
      ${sliceOfArrival ? sql`if(has_no_arrival, nav.9, arrival_slice)` : sql`if(position = 0, arrival_slice, nav.9)`} AS slice
    FROM (${summariesOf(visitsOf(itemsOf(scope, passive)))})
    LEFT ARRAY JOIN navigations AS nav, arrayEnumerate(navigations) AS position
    WHERE bitAnd(if(has_no_arrival, nav.6, arrival_flags), 128) > 0 AND bitAnd(flags, 64) > 0`
  const judged = sql`
    SELECT visitor_key, visit_ms, orders, carted, put, position, page, stratum, version, slice, start, hidden, ready, flags, last_view, last_order,
      last_other > shown_ms OR last_order > shown_ms OR (last_start > sent_start AND last_shown > shown_ms) OR came_back
        OR (last_view > shown_ms AND NOT (last_view_page = page AND last_view <= shown_ms + greatest(hidden, 0))) AS stayed,
      last_start <= greatest(sent_start, 1) AND last_order < start AND last_doing < start AND view_before < start
        AND item_before < start AS bounced,
      position <= 1 AND (first_ms = 0 OR first_ms + 1000 >= start) AS landed
    FROM (${loaded})
    WHERE if(position = 0, first_ms, start) BETWEEN ${bind.uint(fromMs)} AND ${bind.uint(untilMs - 1)}`
  const decided = sql`
    SELECT visitor_key, visit_ms, orders, carted, put, position, page, stratum, version, slice, start, hidden, ready, bounced, landed,
      last_order > 0 AND last_order >= start AS converted,
      multiIf(position = 0, if(bounced AND last_view > 0, 9, 4), bitAnd(flags, 15) != 0, bitAnd(flags, 15),
        ready >= 0 AND (hidden < 0 OR ready <= hidden), 1,
        hidden < 0 OR (ready < 0 AND bitAnd(flags, 16) = 0), 4,
        stayed, 3, 2) AS outcome
    FROM (${judged})`
  return sql`
    SELECT visitor_key, visit_ms, position, page, stratum, version, slice, outcome, if(outcome = 1, ready, hidden) AS waited, bounced, landed,
      converted, carted, put, if(converted, arrayMap(o -> (toUInt32(o.4), reinterpretAsInt64(o.11)),
        arrayFilter(o -> intDiv(o.1, 16) >= start AND o.4 != 0, orders)), []) AS bought
    FROM (${decided})`
}
