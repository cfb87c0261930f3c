import type { Site } from '@touchline/events'
import { eventsOf } from '../../core/source.js'
import { bind, type Sql, sql } from '../../core/sql.js'

const dayMs = 86_400_000

/** Orders while something new was on sale, by whether they contain any of it. */
export interface NoveltyCount {
  existing: 0 | 1
  orders: number
  with_new: number
}

/**
 * Products that came to the shop during what is known of it: first seen, put into a cart or bought more than `newDays` after
 * the shop's first such event. One row: `launches`, pairs of product and time.
 */
function launches(site: Site, untilMs: number, newDays: number): Sql {
  const offered = eventsOf(
    {
      site,
      untilMs,
      where: sql`name IN ('view_item', 'add_to_cart', 'purchase') AND notEmpty(items)`,
      people: false,
      copies: true,
    },
    sql`items.item_id AS offered_ids`,
  )
  return sql`
    SELECT groupArrayIf((product, first_ms), first_ms > opened_ms + ${bind.uint(newDays * dayMs)}) AS launches FROM (
      SELECT product, min(at_ms) AS first_ms, min(first_ms) OVER () AS opened_ms
      FROM (${offered}) ARRAY JOIN offered_ids AS product WHERE product != '' GROUP BY product
    )`
}

/** First orders (`existing` 0) and later ones (1) placed while a product was new, and how many contain a new one. */
export function noveltyCounts(numbered: Sql, site: Site, untilMs: number, newDays: number): Sql {
  return sql`
    WITH (${launches(site, untilMs, newDays)}) AS launched
    SELECT toUInt8(number > 1) AS existing, count() AS orders, countIf(hasAny(products, on_sale)) AS with_new
    FROM (
      SELECT number, products, arrayMap(pair -> pair.1,
        arrayFilter(pair -> pair.2 <= at_ms AND at_ms <= pair.2 + ${bind.uint(newDays * dayMs)}, launched)) AS on_sale
      FROM (${numbered})
    )
    WHERE notEmpty(on_sale) AND notEmpty(products)
    GROUP BY existing ORDER BY existing`
}

/** Of the later orders with products, how many contain one that the person had not bought before. */
export function triedCount(orders: Sql, fromMs: number): Sql {
  return sql`
    SELECT countIf(number > 1) AS orders, countIf(number > 1 AND arrayExists(p -> NOT has(bought_before, p), products)) AS tried
    FROM (
      SELECT at_ms, fits, products, row_number() OVER later AS number,
        arrayDistinct(arrayFlatten(groupArray(products) OVER (PARTITION BY person_id ORDER BY at_ms, order_id
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))) AS bought_before
      FROM (${orders}) WINDOW later AS (PARTITION BY person_id ORDER BY at_ms, order_id)
    )
    WHERE at_ms >= ${bind.uint(fromMs)} AND fits AND notEmpty(products)`
}
