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
  /** By currency, what a big spender must have spent more than, as decimal text. */
  cuts: Record<string, string>
}

/** What customers have spent, one row a person and currency, and what four fifths of those of the currency have not spent more than. */
function spending(orders: Sql): Sql {
  return sql`
    SELECT *, maxIf(spent, place <= ceil(${bind.float(bigSpenders)} * customers - 1e-9)) OVER (PARTITION BY currency) AS cut FROM (
      SELECT *, row_number() OVER (PARTITION BY currency ORDER BY spent) AS place, count() OVER (PARTITION BY currency) AS customers FROM (
        SELECT person_id, currency, sum(ifNull(toDecimal128OrNull(value, 4), toDecimal128(0, 4))) AS spent, count() AS n, max(at_ms) AS last_ms
        FROM (${orders}) GROUP BY person_id, currency
      )
    )`
}

const asTexts = (amounts: Sql) => sql`mapApply((currency, amount) -> (currency, toString(amount)), ${amounts})`

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
      ${asTexts(sql`sumMap(person.spent)`)} AS spent, ${asTexts(sql`maxMap(person.cuts)`)} AS cuts
    FROM (
      SELECT sum(of_currency.n) AS n, toUInt64(${bind.uint(asOfMs)} - max(last_ms)) AS since, max(of_currency.spent > cut) AS big,
        mapFromArrays(groupArray(currency), groupArray(of_currency.spent)) AS spent, mapFromArrays(groupArray(currency), groupArray(cut)) AS cuts
      FROM (${spending(orders)}) AS of_currency GROUP BY person_id
    ) AS person
    GROUP BY segment`
}
