import { awayNames, defaultStageRules, type Site } from '@touchline/events'
import { conditionOf, type Filter } from '../../core/conditions.js'
import { ordersOf } from '../../core/orders.js'
import type { ReportQuery } from '../../core/query.js'
import { eventsOf } from '../../core/source.js'
import { bind, type Sql, sql } from '../../core/sql.js'
import { stageRank } from '../journey/stage-rank.js'

export const minuteMs = 60_000
/** How far back somebody counts as being here, and as being here right now. */
export const hereMinutes = 30
export const nowMinutes = 5
const cartHours = 24
const listed = 10

export interface LiveScope {
  site: Site
  asOfMs: number
  filters?: readonly Filter[]
}

const sinceMs = ({ asOfMs }: LiveScope, minutes: number) => asOfMs - minutes * minuteMs

/** What happened on the site in the last minutes; page loads are left out because they are reported late. */
function recent(scope: LiveScope, minutes: number, columns: Sql): Sql {
  const { site, asOfMs, filters } = scope
  const fits = conditionOf(filters)
  const onSite = sql`kind != 'page_load' AND NOT has(${bind.texts(awayNames)}, name)`
  const where = fits ? sql`${onSite} AND ${fits}` : onSite
  return eventsOf({ site, fromMs: sinceMs(scope, minutes) + 1, untilMs: asOfMs + 1, where }, columns)
}

/** One minute, or all of them. */
export interface LiveMinute {
  isAll: 0 | 1
  /** 0 is the minute that ends now. */
  ago: number
  events: number
  pageViews: number
  visitors: number
  visitorsNow: number
}

export function liveMinutes(query: ReportQuery, scope: LiveScope): Promise<LiveMinute[]> {
  const asOf = bind.uint(scope.asOfMs)
  return query<LiveMinute>(sql`
    SELECT grouping(ago) AS isAll, ago, count() AS events, countIf(name = 'page_view') AS pageViews, uniqExact(visitor_id) AS visitors,
      uniqExactIf(visitor_id, at_ms > ${bind.uint(sinceMs(scope, nowMinutes))}) AS visitorsNow
    FROM (SELECT *, intDiv(${asOf} - at_ms, ${bind.uint(minuteMs)}) AS ago FROM (${recent(scope, hereMinutes, sql`toString(name) AS name`)}))
    GROUP BY GROUPING SETS ((), (ago))`)
}

export interface LivePage {
  path: string
  visitors: number
}

/** The pages on which visitors were last seen. */
export function livePages(query: ReportQuery, scope: LiveScope): Promise<LivePage[]> {
  return query<LivePage>(sql`
    SELECT page AS path, count() AS visitors
    FROM (SELECT visitor_id, argMaxIf(path, at_ms, path != '') AS page FROM (${recent(scope, nowMinutes, sql`path`)}) GROUP BY visitor_id)
    WHERE page != '' GROUP BY page ORDER BY visitors DESC, path LIMIT ${bind.uint(listed)}`)
}

export interface LiveStage {
  /** Counted from 1. */
  rank: number
  persons: number
}

/** The furthest stage of what persons did in the last minutes. */
export function liveStages(query: ReportQuery, scope: LiveScope): Promise<LiveStage[]> {
  const events = recent(scope, hereMinutes, sql`toString(name) AS name, stage, score, 1 AS order_number`)
  return query<LiveStage>(sql`
    SELECT furthest AS rank, count() AS persons
    FROM (SELECT person_id, max(${stageRank(defaultStageRules)}) AS furthest FROM (${events}) GROUP BY person_id)
    GROUP BY furthest`)
}

export interface LiveCarts {
  currency: string
  carts: number
  inCheckout: number
  /** Decimal text of those with a value. */
  amount: string
}

/** Carts that hold something, of persons who are here: filled within a day, and neither bought nor emptied since. */
export function liveCarts(query: ReportQuery, scope: LiveScope): Promise<LiveCarts[]> {
  const { site, asOfMs } = scope
  const here = sql`SELECT person_id FROM (${recent(scope, hereMinutes, sql`name`)})`
  const events = eventsOf(
    { site, fromMs: asOfMs - cartHours * 60 * minuteMs, untilMs: asOfMs + 1, where: sql`kind = 'cart'` },
    sql`toString(name) AS name, cart_id, value, if(currency = '', ${bind.text(site.currency)}, currency) AS paid_in`,
  )
  return query<LiveCarts>(sql`
    SELECT paid_in AS currency, count() AS carts, countIf(checkout_ms > filled_since) AS inCheckout,
      toString(sum(ifNull(worth, toDecimal128(0, 4)))) AS amount
    FROM (
      SELECT *, max(bought_ms) OVER (PARTITION BY person_id) AS last_bought_ms, greatest(emptied_ms, last_bought_ms) AS filled_since
      FROM (
        SELECT person_id, cart_id, maxIf(carted.at_ms, name = 'add_to_cart') AS filled_ms, maxIf(carted.at_ms, name = 'purchase') AS bought_ms,
          maxIf(carted.at_ms, name = 'cart_emptied') AS emptied_ms,
          maxIf(carted.at_ms, name IN ('begin_checkout', 'add_shipping_info', 'add_payment_info', 'payment_failed')) AS checkout_ms,
          argMaxIf(toDecimal128(value, 4), carted.at_ms, value IS NOT NULL) AS worth, argMaxIf(carted.paid_in, carted.at_ms, value IS NOT NULL) AS valued_in,
          if(valued_in = '', ${bind.text(site.currency)}, valued_in) AS paid_in
        FROM (${events}) AS carted WHERE person_id IN (${here}) GROUP BY person_id, cart_id
      )
    )
    WHERE filled_ms > filled_since GROUP BY currency ORDER BY currency`)
}

export interface LiveOrder {
  order_id: string
  at: string
  person_id: string
  currency: string
  value: string
}

/** The latest orders of a day. */
export function liveOrders(query: ReportQuery, scope: LiveScope): Promise<LiveOrder[]> {
  const { site, asOfMs, filters } = scope
  const range = { site, fromMs: asOfMs - cartHours * 60 * minuteMs, untilMs: asOfMs + 1 }
  const fits = conditionOf(filters)
  const fitting = fits
    ? sql`WHERE order_id IN (SELECT order_id FROM (${eventsOf({ ...range, where: sql`name = 'purchase' AND ${fits}` }, sql`if(transaction_id = '', toString(event_id), transaction_id) AS order_id`)}))`
    : sql``
  return query<LiveOrder>(sql`
    SELECT order_id, formatDateTime(fromUnixTimestamp64Milli(toInt64(at_ms), 'UTC'), '%Y-%m-%dT%H:%i:%SZ') AS at, person_id, currency, value
    FROM (${ordersOf(range, site.currency)}) ${fitting} ORDER BY at_ms DESC, order_id LIMIT ${bind.uint(listed)}`)
}
