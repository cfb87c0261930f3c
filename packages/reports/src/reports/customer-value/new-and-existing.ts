import { bind, type Sql, sql } from '../../core/sql.js'
import type { Mean } from '../../statistics/ratio-of-totals.js'

/**
 * The orders of the period, with `number`: 1 is the person's first ever. With that, `is_customer_new`: the first order
 * lies in the period.
 * @param orders all orders up to the end of the period, made by `ordersOf` with `fits` and `products`
 */
export function numberedOrders(orders: Sql, fromMs: number): Sql {
  return sql`
    SELECT person_id, order_id, at_ms, currency, products, toDecimal128OrNull(value, 4) AS amount, number, is_customer_new FROM (
      SELECT *, row_number() OVER (PARTITION BY person_id ORDER BY at_ms, order_id) AS number,
        min(at_ms) OVER (PARTITION BY person_id) >= ${bind.uint(fromMs)} AS is_customer_new
      FROM (${orders})
    )
    WHERE at_ms >= ${bind.uint(fromMs)} AND fits`
}

/** Sums over persons, of one currency and group. */
export interface GroupSums extends Mean {
  currency: string
  existing: 0 | 1
  customers: number
}

/**
 * The value of first orders (`existing` 0) and of later ones (1), summed over persons so that the interval knows that
 * a person's orders are alike.
 */
export function orderValues(numbered: Sql): Sql {
  return sumsOf(sql`
    SELECT person_id, currency, toUInt8(number > 1) AS existing, sum(amount) AS paid, count() AS n
    FROM (${numbered}) WHERE amount IS NOT NULL GROUP BY person_id, currency, existing`)
}

/** What new (`existing` 0) and existing customers (1) paid in the period: each customer counts once. */
export function customerValues(numbered: Sql): Sql {
  return sumsOf(sql`
    SELECT person_id, currency, toUInt8(NOT any(is_customer_new)) AS existing, sum(amount) AS paid, 1 AS n
    FROM (${numbered}) WHERE amount IS NOT NULL GROUP BY person_id, currency`)
}

function sumsOf(perPerson: Sql): Sql {
  return sql`
    SELECT currency, existing, count() AS customers, toFloat64(sum(paid)) AS sum, sum(n) AS count,
      sum(pow(toFloat64(paid), 2)) AS sumSquares, sum(n * n) AS countSquares, sum(toFloat64(paid) * n) AS products
    FROM (${perPerson}) GROUP BY currency, existing ORDER BY currency, existing`
}

/** How many first (`existing` 0) and later orders (1) there were, by how many persons. */
export interface OrderCount {
  existing: 0 | 1
  orders: number
  /** Persons by their own first order, whenever: new in the period, or known before it. */
  customers: number
}

export function orderCounts(numbered: Sql): Sql {
  return sql`
    SELECT existing, sumIf(1, number = 1 AND existing = 0 OR number > 1 AND existing = 1) AS orders,
      uniqExactIf(person_id, is_customer_new = (existing = 0)) AS customers
    FROM (${numbered}) ARRAY JOIN [0, 1] AS existing
    GROUP BY existing ORDER BY existing`
}
