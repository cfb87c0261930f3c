import { ordersOf } from '../../core/orders.js'
import { eventsOf } from '../../core/source.js'
import { bind, type Sql, sql } from '../../core/sql.js'
import { dayMs, inPeriod, type ServiceScope, valueBand } from './service-scope.js'

/** Carts that came to payment: when, whether a payment failed, and whose they are. Those without `cart_id`: one a day. */
function payments({ site, period, asOfMs, fits }: ServiceScope): Sql {
  const events = eventsOf(
    {
      site,
      fromMs: period?.fromMs,
      untilMs: period ? Math.min(period.untilMs, asOfMs + 1) : asOfMs + 1,
      where: sql`name IN ('add_payment_info', 'payment_failed', 'purchase')`,
      copies: true,
    },
    sql`if(cart_id != '', cart_id, concat(visitor_id, ' ', toString(toDate(occurred_at)))) AS cart, name = 'payment_failed' AS failed,
      device AS of_device, toFloat64(value) AS of_value, if(currency = '', ${bind.text(site.currency)}, toString(currency)) AS of_currency, (${fits}) AS of_fits`,
  )
  return sql`
    SELECT person, began_ms AS at_ms, failed_ms, device, amount, currency FROM (
      SELECT argMin(person_id, payment.at_ms) AS person, min(payment.at_ms) AS began_ms, minIf(payment.at_ms, failed) AS failed_ms,
        argMin(of_device, payment.at_ms) AS device, argMinIf(of_value, payment.at_ms, of_value IS NOT NULL) AS amount,
        argMin(of_currency, payment.at_ms) AS currency, argMin(of_fits, payment.at_ms) AS fitting
      FROM (${events}) AS payment GROUP BY cart
    ) WHERE fitting`
}

/**
 * Carts whose payment failed, and others that came to payment, by stratum. The order that the cart itself may become is not
 * a return: only orders later than a day after count.
 */
export function paymentTroubleCounts(scope: ServiceScope): Sql {
  const { site, asOfMs, returnMs } = scope
  const day = bind.uint(dayMs)
  const orders = ordersOf({ site, untilMs: asOfMs + 1 }, site.currency)
  return sql`
    SELECT 'payment_failure' AS trouble, exposed, concat(toString(recency), ' ', toString(least(before, 2)), ' ', toString(band), ' ', device) AS stratum,
      countIf(is_over) AS n, countIf(is_over AND arrayExists(at -> at > index_ms + ${day} AND at <= index_ms + ${bind.uint(returnMs)}, times)) AS returned,
      countIf(NOT is_over) AS waiting
    FROM (
      SELECT device, times, toUInt8(failed_ms > 0) AS exposed, if(failed_ms > 0, failed_ms, at_ms) AS index_ms,
        arrayCount(at -> at < at_ms, times) AS before, ${valueBand} AS band,
        if(before = 0, -1, arrayCount(limit_days -> at_ms - arrayMax(arrayFilter(at -> at < at_ms, times)) > limit_days * ${day}, [30, 90])) AS recency,
        index_ms + ${bind.uint(returnMs)} <= ${bind.uint(asOfMs)} AS is_over
      FROM (SELECT * FROM (${payments(scope)}) WHERE ${inPeriod(scope)}) AS paid
      LEFT JOIN (SELECT person_id, arraySort(groupArray(at_ms)) AS times FROM (${orders}) GROUP BY person_id) AS ordered
        ON ordered.person_id = paid.person
    )
    GROUP BY trouble, exposed, stratum`
}
