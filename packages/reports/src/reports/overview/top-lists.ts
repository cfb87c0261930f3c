import { conditionOf } from '../../core/conditions.js'
import type { ReportQuery } from '../../core/query.js'
import { eventsOf } from '../../core/source.js'
import { bind, type Sql, sql } from '../../core/sql.js'
import type { OverviewScope } from './visited.js'

const listed = 10

const fittingEvents = ({ site, fromMs, untilMs, filters }: OverviewScope, names: readonly string[], columns: Sql) => {
  const named = sql`has(${bind.texts(names)}, name)`
  const fits = conditionOf(filters)
  return eventsOf({ site, fromMs, untilMs, people: false, where: fits ? sql`${named} AND ${fits}` : named }, columns)
}

export interface ViewedPage {
  path: string
  page_views: number
  visitors: number
}

/** The pages viewed most. Visitors are counted of these only: of all pages that would be most of the work. */
export function topPages(query: ReportQuery, scope: OverviewScope): Promise<ViewedPage[]> {
  const views = fittingEvents(scope, ['page_view'], sql`path`)
  return query<ViewedPage>(sql`
    SELECT path, count() AS page_views, uniqExact(visitor_id) AS visitors FROM (${views})
    WHERE path IN (SELECT path FROM (${views}) GROUP BY path ORDER BY count() DESC, path LIMIT ${bind.uint(listed)})
    GROUP BY path ORDER BY page_views DESC, path`)
}

export interface SoldProduct {
  item_id: string
  item_name: string
  views: number
  carts: number
  orders: number
  quantity: number
  /** (currency, decimal text) */
  revenue: [string, string][]
}

/** The items sold most, then those put into carts and viewed most. A receipt loaded twice sells nothing twice. */
export function topProducts(query: ReportQuery, scope: OverviewScope): Promise<SoldProduct[]> {
  const events = fittingEvents(
    scope,
    ['view_item', 'add_to_cart', 'purchase'],
    sql`toString(name) AS name, items, if(transaction_id = '', toString(event_id), transaction_id) AS order_id,
      if(currency = '', ${bind.text(scope.site.currency)}, currency) AS paid_in`,
  )
  // Of an order's purchase events the first that lists items counts.
  const sold = sql`
    SELECT 'purchase' AS done, argMin(items, at_ms) AS things, argMin(paid_in, at_ms) AS paid_in
    FROM (${events}) WHERE name = 'purchase' AND notEmpty(items) GROUP BY order_id`
  const all = sql`SELECT name AS done, items AS things, paid_in FROM (${events}) WHERE name != 'purchase' AND notEmpty(items) UNION ALL ${sold}`
  return query<SoldProduct>(sql`
    SELECT item_id, anyLast(item_name) AS item_name, sum(v) AS views, sum(c) AS carts, sum(o) AS orders, sum(q) AS quantity,
      arraySort(groupArrayIf((paid_in, toString(r)), q > 0)) AS revenue
    FROM (
      SELECT item.item_id AS item_id, paid_in, anyLast(item.item_name) AS item_name, countIf(done = 'view_item') AS v,
        countIf(done = 'add_to_cart') AS c, countIf(done = 'purchase') AS o, sumIf(units, done = 'purchase') AS q,
        sumIf(item.price * toInt64(round(units * 1000)), done = 'purchase') / 1000 AS r
      FROM (SELECT done, paid_in, item, if(item.quantity > 0, item.quantity, 1) AS units FROM (${all}) ARRAY JOIN things AS item)
      GROUP BY item_id, paid_in
    ) WHERE item_id != '' GROUP BY item_id ORDER BY quantity DESC, carts DESC, views DESC, item_id LIMIT ${bind.uint(listed)}`)
}
