import { ordersOf } from '../../core/orders.js'
import { eventsOf } from '../../core/source.js'
import { bind, type Sql, sql } from '../../core/sql.js'
import { dayMs, inPeriod, type ServiceScope, valueBand } from './service-scope.js'

const ordersIn = ({ site, asOfMs, fits }: ServiceScope) =>
  ordersOf({ site, untilMs: asOfMs + 1 }, site.currency, { fits, device: sql`device` })

/** Every order with the person's number of orders up to it and the time of the next one (0 without). */
function numberedOrders(scope: ServiceScope): Sql {
  return sql`
    SELECT order_id, at_ms, device, fits, currency, toFloat64OrNull(value) AS amount,
      row_number() OVER (PARTITION BY person_id ORDER BY at_ms, order_id) AS number,
      leadInFrame(at_ms, 1, 0) OVER (PARTITION BY person_id ORDER BY at_ms, order_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS next_ms
    FROM (${ordersIn(scope)})`
}

/**
 * The first contact, return request and delivery of each order, by the transaction that the event names, else the person's
 * latest order before it.
 */
function troubles(scope: ServiceScope): Sql {
  const { site, asOfMs, period } = scope
  const events = eventsOf(
    {
      site,
      fromMs: period?.fromMs,
      untilMs: asOfMs + 1,
      where: sql`name IN ('support_contact', 'return_requested', 'delivery_confirmed')`,
      copies: true,
    },
    sql`toString(name) AS name, if(transaction_id != '', transaction_id, properties['transaction_id']) AS named_order,
      lowerUTF8(properties['late']) AS late`,
  )
  return sql`
    SELECT if(name = 'delivery_confirmed', 'late_delivery', name) AS trouble_kind,
      if(named_order != '', named_order, before.order_id) AS trouble_order, min(event.at_ms) AS trouble_ms, argMin(late, event.at_ms) AS said_late
    FROM (${events}) AS event
    ASOF LEFT JOIN (SELECT person_id, at_ms, order_id FROM (${ordersIn(scope)})) AS before
      ON event.person_id = before.person_id AND event.at_ms >= before.at_ms
    GROUP BY trouble_kind, trouble_order`
}

/**
 * Orders with trouble, and others, by stratum. Somebody with trouble is watched from then on; an order without it is given
 * a moment as long after the order as one with trouble had, so that both have had the same time to come back before. Who
 * has come back by that moment is in neither group. An order that meets its trouble later is one of the others until then.
 */
export function orderTroubleCounts(scope: ServiceScope): Sql {
  const day = bind.uint(dayMs)
  const troubled = sql`trouble_ms >= at_ms AND trouble_ms <= at_ms + ${bind.uint(scope.withinMs)} AND trouble_ms > 0`
  const isLate = sql`said_late IN ('true', '1', 'yes') OR (said_late = '' AND trouble_ms > at_ms + ${bind.uint(scope.lateMs)})`
  return sql`
    SELECT kind AS trouble, exposed, concat(toString(recency), ' ', toString(least(number, 3)), ' ', toString(band), ' ', device) AS stratum,
      countIf(is_over) AS n, countIf(is_over AND next_ms > 0 AND next_ms <= index_ms + ${bind.uint(scope.returnMs)}) AS returned,
      countIf(NOT is_over) AS waiting
    FROM (
      SELECT *, toUInt8(role) AS exposed, at_ms + if(role = 1, trouble_ms - at_ms, offsets[1 + cityHash64(order_id) % length(offsets)]) AS index_ms,
        arrayCount(limit_days -> index_ms - at_ms > limit_days * ${day}, [1, 3, 7, 14, 30]) AS recency,
        index_ms + ${bind.uint(scope.returnMs)} <= ${bind.uint(scope.asOfMs)} AS is_over
      FROM (
        SELECT *, quantilesExactIf(0.025, 0.075, 0.125, 0.175, 0.225, 0.275, 0.325, 0.375, 0.425, 0.475, 0.525, 0.575, 0.625, 0.675, 0.725,
            0.775, 0.825, 0.875, 0.925, 0.975)(toUInt64(greatest(toInt64(trouble_ms) - toInt64(at_ms), 0)), is_case) OVER (PARTITION BY kind) AS offsets
        FROM (
          SELECT *, ${troubled} AND (kind != 'late_delivery' OR ${isLate}) AS is_case,
            kind != 'late_delivery' OR (${troubled} AND NOT (${isLate})) AS may_be_other, ${valueBand} AS band
          FROM (
            SELECT *, kind FROM (${numberedOrders(scope)})
            ARRAY JOIN ['support_contact', 'return_requested', 'late_delivery'] AS kind
            WHERE ${inPeriod(scope)} AND fits
          ) AS orders_by_kind
          LEFT JOIN (${troubles(scope)}) AS met ON met.trouble_order = orders_by_kind.order_id AND met.trouble_kind = orders_by_kind.kind
        )
      )
      ARRAY JOIN arrayConcat(if(is_case, [1], []), if(may_be_other, [0], [])) AS role
    )
    WHERE (next_ms = 0 OR next_ms > index_ms) AND index_ms <= ${bind.uint(scope.asOfMs)}
      AND (exposed = 1 OR kind = 'late_delivery' AND trouble_ms <= index_ms OR kind != 'late_delivery' AND (NOT is_case OR trouble_ms > index_ms))
    GROUP BY trouble, exposed, stratum`
}
