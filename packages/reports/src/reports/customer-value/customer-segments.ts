import { bind, type Sql, sql } from '../../core/sql.js'

/**
 * The segments, from the best customers to those long gone. Recency is measured by the shop's own rhythm: recent = the
 * last order is no older than the usual time between two orders, quiet = up to twice that, gone = longer. Frequency is the
 * number of orders; big spenders are those whose orders come to more than those of four fifths of the customers do.
 */
export const segments = [
  'champions',
  'loyal',
  'promising',
  'new',
  'needs_attention',
  'about_to_sleep',
  'cannot_lose',
  'at_risk',
  'lost',
] as const
export type CustomerSegment = (typeof segments)[number]

const manyOrders = 3
/** Share of the customers of a currency who spend less than its big spenders. */
const bigSpenders = 0.8

export interface SegmentCount {
  segment: CustomerSegment
  customers: number
  orders: number
  /** Median time since the last order. */
  since_ms: number
  /** Spent by currency, as decimal text. */
  spent: Record<string, string>
}

/** What a customer has spent: one row a person and currency. */
function spending(orders: Sql): Sql {
  return sql`
    SELECT person_id, currency, sum(ifNull(toDecimal128OrNull(value, 4), toDecimal128(0, 4))) AS spent, count() AS n, max(at_ms) AS last_ms
    FROM (${orders}) GROUP BY person_id, currency`
}

/**
 * The customers by segment.
 * @param orders made by `ordersOf`
 * @param gapMs the usual time between two orders
 */
export function segmentCounts(orders: Sql, asOfMs: number, gapMs: number): Sql {
  const gap = bind.uint(gapMs)
  return sql`
    SELECT multiIf(
        since <= ${gap}, multiIf(n >= ${bind.uint(manyOrders)} AND big, 'champions', n >= 2, 'loyal', big, 'promising', 'new'),
        since <= 2 * ${gap}, if(n >= 2, 'needs_attention', 'about_to_sleep'),
        multiIf(n >= 2 AND big, 'cannot_lose', n >= 2, 'at_risk', 'lost')) AS segment,
      count() AS customers, sum(n) AS orders, quantileExactLow(0.5)(since) AS since_ms,
      mapApply((currency, amount) -> (currency, toString(amount)), sumMap(spent)) AS spent
    FROM (
      SELECT person_id, sum(of_currency.n) AS n, toUInt64(${bind.uint(asOfMs)} - max(last_ms)) AS since, max(is_big) AS big,
        mapFromArrays(groupArray(currency), groupArray(of_currency.spent)) AS spent
      FROM (
        SELECT person_id, currency, s.spent AS spent, s.n AS n, last_ms, s.spent > cut AS is_big
        FROM (${spending(orders)}) AS s
        LEFT JOIN (${bigSpenderCuts(orders)}) AS cuts USING currency
      ) AS of_currency
      GROUP BY person_id
    )
    GROUP BY segment`
}

/** By currency, what a customer must have spent more than to be a big spender. */
export function bigSpenderCuts(orders: Sql): Sql {
  return sql`
    SELECT currency, arraySort(groupArray(spent)) AS sorted, sorted[toUInt64(ceil(${bind.float(bigSpenders)} * length(sorted) - 1e-9))] AS cut
    FROM (${spending(orders)}) GROUP BY currency`
}
