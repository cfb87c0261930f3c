import { ordersOf } from '../../core/orders.js'
import type { ReportQuery } from '../../core/query.js'
import { bind, type Sql, sql } from '../../core/sql.js'
import type { Mean } from '../../statistics/ratio-of-totals.js'
import { type OverviewScope, visitsOf } from './visited.js'

/** The orders of one currency, summed over persons. */
export interface OrderSums extends Mean {
  now: 0 | 1
  currency: string
  /** Decimal text. */
  amount: string
  /** All orders; `count` only those with a value. */
  orders: number
  orderSquares: number
  customers: number
}

/** Orders one by one: `now`, `person_id`, `at_ms`, `currency` and `value`. With filters, those of fitting visits. */
function someOrders(scope: OverviewScope): Sql {
  const { site, fromMs, untilMs, previous, filters = [] } = scope
  if (filters.length > 0) {
    return sql`SELECT now, person_id, order.1 AS at_ms, order.2 AS currency, order.3 AS amount
      FROM (${visitsOf(scope)}) ARRAY JOIN bought AS order`
  }
  const orders = ordersOf({ site, fromMs: previous?.fromMs ?? fromMs, untilMs }, site.currency)
  return sql`SELECT at_ms >= ${bind.uint(fromMs)} AS now, person_id, at_ms, currency, toDecimal128OrNull(value, 4) AS amount FROM (${orders})
    ${previous ? sql`WHERE now OR at_ms < ${bind.uint(previous.untilMs)}` : sql``}`
}

/** The orders of the days and of those compared with, by currency, with what their intervals take. */
export function sumOrders(query: ReportQuery, scope: OverviewScope): Promise<OrderSums[]> {
  return query<OrderSums>(sql`
    SELECT toUInt8(now) AS now, currency, toString(sum(paid)) AS amount, toFloat64(sum(paid)) AS sum, sum(valued) AS count, sum(n) AS orders,
      sum(n * n) AS orderSquares, count() AS customers, sum(pow(toFloat64(paid), 2)) AS sumSquares, sum(valued * valued) AS countSquares,
      sum(toFloat64(paid) * valued) AS products
    FROM (
      SELECT now, person_id, currency, count() AS n, countIf(amount IS NOT NULL) AS valued, sum(ifNull(amount, toDecimal128(0, 4))) AS paid
      FROM (${someOrders(scope)}) GROUP BY now, person_id, currency
    ) GROUP BY now, currency ORDER BY now, currency`)
}

/** The orders of one interval in one currency. */
export interface IntervalOrders {
  bucketMs: number
  currency: string
  orders: number
  amount: string
}

export function ordersByInterval(
  query: ReportQuery,
  scope: OverviewScope,
  startsMs: readonly number[],
): Promise<IntervalOrders[]> {
  return query<IntervalOrders>(sql`
    SELECT roundDown(at_ms, ${bind.uints(startsMs)}) AS bucketMs, currency, count() AS orders, toString(sum(ifNull(amount, toDecimal128(0, 4)))) AS amount
    FROM (${someOrders({ ...scope, previous: undefined })}) GROUP BY bucketMs, currency ORDER BY bucketMs, currency`)
}
