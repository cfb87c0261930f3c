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

/** Sums over persons, so that an interval knows that what belongs to a person is alike. */
export interface GroupSums extends Mean {
  /** First orders and later ones; new customers and those who had ordered before the period. */
  group: 'first_orders' | 'later_orders' | 'new_customers' | 'existing_customers'
  /** Empty: of all currencies, where only the counts mean something. */
  currency: string
  persons: number
  /** All orders; `count` is of those with a value, or of customers. */
  orders: number
}

/** The sums by group and currency, and by group alone. A customer counts once a currency. */
export function groupSums(numbered: Sql): Sql {
  return sql`
    SELECT part.1 AS group, currency, uniqExact(person_id) AS persons, sum(part.2) AS orders, sum(part.3) AS sum, sum(part.4) AS count,
      sum(part.3 * part.3) AS sumSquares, sum(part.4 * part.4) AS countSquares, sum(part.3 * part.4) AS products
    FROM (
      SELECT person_id, currency, any(is_customer_new) AS is_new,
        countIf(number = 1) AS first_n, countIf(number > 1) AS later_n, countIf(number = 1 AND amount IS NOT NULL) AS first_valued, sumIf(amount, number = 1) AS first_paid,
        count() AS n, countIf(amount IS NOT NULL) AS valued, sum(amount) AS paid
      FROM (${numbered}) GROUP BY person_id, currency
    )
    ARRAY JOIN arrayFilter(one -> one.2 > 0, [
      ('first_orders', first_n, toFloat64(ifNull(first_paid, 0)), toFloat64(first_valued)),
      ('later_orders', later_n, toFloat64(ifNull(paid, 0)) - toFloat64(ifNull(first_paid, 0)), toFloat64(valued - first_valued)),
      (if(is_new, 'new_customers', 'existing_customers'), n, toFloat64(ifNull(paid, 0)), toFloat64(valued > 0))
    ]) AS part
    GROUP BY GROUPING SETS ((group, currency), (group)) ORDER BY group, currency`
}
