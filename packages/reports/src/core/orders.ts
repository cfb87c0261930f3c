import { type EventScope, eventsOf } from './source.js'
import { bind, identifier, join, type Sql, sql } from './sql.js'

const dayMs = 86_400_000
/** A receipt that is loaded again this much later is still the same order. */
const repeatDays = 30

/** More columns at the end of a list of them. */
const list = (columns: readonly Sql[]) => (columns.length > 0 ? sql`, ${join(columns, ', ')}` : sql``)

/** Further columns that a report may ask of an order's first purchase event. */
const furtherColumns = ['fits', 'slice', 'device', 'products'] as const
export type OrderColumns = Partial<Record<(typeof furtherColumns)[number], Sql>>

/**
 * The orders of a site, each once: purchases with one `transaction_id` are one order, at the time of the first; a purchase
 * without it is an order of its own. The value is the first one given. Columns: `order_id`, `visitor_id`, `person_id`,
 * `session_id`, `at_ms`, `path`, `cart_id`, `stage`, `value` (decimal text, empty when unknown), `currency` (the site's when
 * not given), and those of `more`, which are SQL over the columns of `events`.
 */
export function ordersOf(scope: EventScope, siteCurrency: string, more: OrderColumns = {}): Sql {
  const { fromMs } = scope
  const asked = furtherColumns.flatMap((column) => {
    const piece = more[column]
    return piece ? [{ piece, column: identifier(column, furtherColumns) }] : []
  })
  const events = eventsOf(
    {
      ...scope,
      fromMs: fromMs === undefined ? undefined : fromMs - repeatDays * dayMs,
      where: scope.where ? sql`name = 'purchase' AND (${scope.where})` : sql`name = 'purchase'`,
      // They are grouped by order, where a copy changes nothing.
      copies: true,
    },
    sql`session_id, path, cart_id, stage, if(transaction_id = '', toString(event_id), transaction_id) AS order_id, value AS paid, currency AS paid_in
${list(asked.map(({ piece, column }) => sql`${piece} AS further_${column}`))}`,
  )
  return sql`
    SELECT * FROM (
      SELECT order_id, argMin(visitor_id, purchases.at_ms) AS visitor_id, argMin(person_id, purchases.at_ms) AS person_id,
        argMin(session_id, purchases.at_ms) AS session_id, argMin(path, purchases.at_ms) AS path, argMin(cart_id, purchases.at_ms) AS cart_id, argMin(stage, purchases.at_ms) AS stage, min(purchases.at_ms) AS at_ms,
        toString(argMin(paid, if(paid IS NULL, 18446744073709551615, purchases.at_ms))) AS value_or_null,
        ifNull(value_or_null, '') AS value,
        argMin(paid_in, if(paid IS NULL, 18446744073709551615, purchases.at_ms)) AS currency_or_none,
        if(currency_or_none = '', ${bind.text(siteCurrency)}, currency_or_none) AS currency
        ${list(asked.map(({ column }) => sql`argMin(further_${column}, purchases.at_ms) AS ${column}`))}
      FROM (${events}) AS purchases
      GROUP BY order_id
    )
    ${fromMs === undefined ? sql`` : sql`WHERE at_ms >= ${bind.uint(fromMs)}`}`
}

/**
 * The ids of purchases that repeat an earlier one with the same `transaction_id`: a receipt that was loaded again is no
 * second order. Column: `event_id`.
 */
export function repeatedReceipts(scope: EventScope): Sql {
  const receipts = eventsOf(
    {
      ...scope,
      fromMs: scope.fromMs === undefined ? undefined : scope.fromMs - repeatDays * dayMs,
      where: sql`name = 'purchase' AND transaction_id != ''`,
      people: false,
    },
    sql`event_id, transaction_id`,
  )
  return sql`
    SELECT arrayJoin(arraySlice(arraySort(groupArray((at_ms, event_id))), 2)).2 AS event_id
    FROM (${receipts}) GROUP BY transaction_id HAVING count() > 1`
}
