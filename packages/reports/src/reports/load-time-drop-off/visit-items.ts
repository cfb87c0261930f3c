import { awayNames } from '@touchline/events'
import { breakdownText, conditionOf, dimensionsOf, type Filter } from '../../core/conditions.js'
import { ordersOf } from '../../core/orders.js'
import { eventsOf } from '../../core/source.js'
import { bind, type Sql, sql } from '../../core/sql.js'
import { openingNames, readiness, type VisitScope } from './visits.js'

/** Read where a visit began, because later events and page loads do not repeat them. */
const arrivalDimensions = new Set(['channel', 'source', 'medium', 'campaign', 'referrer'])
export const isArrival = (name: string) => arrivalDimensions.has(name)
const isOfArrival = (filter: Filter) => dimensionsOf(filter).every(isArrival)

const cartNames = ['add_to_cart', 'begin_checkout', 'add_shipping_info', 'add_payment_info', 'payment_failed']

const minuteMs = 60_000
/** What lies this far outside the period still tells how a visit in it began and went on. */
const marginMs = { before: 30 * minuteMs, after: 120 * minuteMs }

const bits = (condition: Sql | undefined, bit: number) =>
  condition ? sql`if(${condition}, ${bind.uint(bit)}, 0)` : sql`${bind.uint(bit)}`

/** A stratum of the load times: what a page's speed and a visit's outcome both depend on. */
export const stratumKey = sql`cityHash64(device, effective_type, page_type)`
export const releaseKey = sql`toUInt32(cityHash64(release))`
export const pageKey = sql`toUInt32(cityHash64(path))`

/**
 * Everything that happened on the site, an item a row, as numbers only, because arrays of numbers are what the engine
 * gathers fastest. An item may come twice: what is made of them does not change by that. Columns: `visitor_key`; `moment` (ms since the epoch * 16 + the item's code; of a page load its start);
 * `code` (1 page_view, 2 view_item, 3 another opening of a page, 4 doing something, 8 an
 * order, 9 a snapshot of a page load); `session`; `page`; `navigation`; `revision`; `sent` (ms); `hidden` and `ready` (ms, -1 = unknown); `flags`;
 * `stratum`; `version` (the release); `slice`. Of an order `page` is the currency and `stratum` the value in 1/10,000.
 * Bits of `flags`: 0 to 3 why it is excluded (of something done: 0 it is an add_to_cart), 4 nothing was painted when the
 * page was hidden, 5 it belongs to a cart, 6 the page fits the filters, 7 the arrival does.
 * @param passive names that count as opening a page, not as doing something
 */
export function itemsOf(scope: VisitScope, passive: readonly string[]): Sql {
  const { site, filters = [], breakdown, metric = 'readiness' } = scope
  const range = {
    site,
    fromMs: scope.fromMs - marginMs.before,
    untilMs: scope.untilMs + marginMs.after,
    people: false,
    copies: true,
  }
  const away = sql`has(${bind.texts([...awayNames])}, name) AND path = ''`
  const among = scope.visitors ? sql`AND visitor_key IN (${scope.visitors})` : sql``
  const fitsPage = conditionOf(filters.filter((filter) => !isOfArrival(filter)))
  const fitsArrival = conditionOf(filters.filter(isOfArrival))
  const events = eventsOf(
    { ...range, keys: true, where: sql`name != 'purchase' AND NOT (${away}) ${among}` },
    sql`multiIf(kind = 'page_load', 9, name = 'page_view', 1, name = 'view_item', 2, has(${bind.texts([...openingNames, ...passive])}, name), 3, 4) AS code,
      toUInt64(if(code = 9 AND revision = 0, at_ms - toUInt64(ifNull(hidden_at_ms, 0)), at_ms) * 16 + code) AS moment,
      toUInt32(if(session_id = '', 0, cityHash64(session_id))) AS session, ${pageKey} AS page,
      toUInt32(if(code = 9, if(navigation_id = '', cityHash64(event_id), cityHash64(navigation_id)), 0)) AS navigation, revision,
      at_ms AS sent, toFloat32(ifNull(hidden_at_ms, -1)) AS hidden, toFloat32(ifNull(${readiness[metric]}, -1)) AS ready,
      toUInt8(multiIf(initially_hidden OR hidden_at_ms = 0, 5, navigation_type = 'bfcache', 6,
          navigation_type IN ('reload', 'restore'), 7, navigation_type = 'soft', 8, 0)
        + if(name = 'page_leave' OR (hidden_at_ms IS NOT NULL
          AND coalesce(product_visible_ms, fcp_ms, lcp_ms, dom_ready_ms, load_ms) IS NULL), 16, 0)
        + if(code = 4, (name IN ${bind.texts(cartNames)}) * 32 + (name = 'add_to_cart') * 1, 0)
        + ${bits(fitsPage, 64)} + ${bits(fitsArrival, 128)}) AS flags,
      if(code = 9, ${stratumKey}, 0) AS stratum, if(code = 9, ${releaseKey}, 0) AS version,
      ${breakdown ? sql`cityHash64(${breakdownText(breakdown)})` : sql`toUInt64(0)`} AS slice`,
  )
  // An order has no channel and hardly a page of its own: it fits where its visit does.
  return sql`
    SELECT visitor_key, moment, toUInt8(code) AS code, session, page, navigation, revision, sent, hidden, ready, flags, stratum, version, slice
    FROM (${events})
    UNION ALL
    SELECT sipHash64(visitor_id) AS visitor_key, toUInt64(at_ms * 16 + 8) AS moment, 8 AS code, toUInt32(if(session_id = '', 0, cityHash64(session_id))) AS session,
      toUInt32(if(value = '', 0, reinterpretAsUInt32(substring(currency, 1, 3)))) AS page, 0 AS navigation, 0 AS revision, at_ms AS sent, -1 AS hidden, -1 AS ready, 192 AS flags,
      reinterpretAsUInt64(toInt64(toDecimal128OrZero(value, 4) * 10000)) AS stratum, 0 AS version, 0 AS slice
    FROM (${ordersOf(range, site.currency)})`
}
