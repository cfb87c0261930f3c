import { bind, type Sql, sql } from '../../core/sql.js'
import { openingNames } from './visits.js'

/**
 * How each navigation of visits (made by `visitsOf`) went: one row each, with `position` in the visit from 1; a visit
 * without any has one row with position 0, which is about the whole visit.
 *
 * - `outcome`: ready, left_while_loading, moved_on, not_measured, or why it is excluded;
 * - `waited_ms`: until it was ready or the visitor left or moved on; null when neither is known;
 * - `bounced`: nothing was done on it and no other page was opened after it;
 * - `landed`: nothing on the site came before it;
 * - `bought`: orders (at, currency, value) of the rest of the visit.
 * @param passive names that count as opening a page, not as doing something
 */
export function pagesOf(visits: Sql, passive: readonly string[] = openingNames): Sql {
  const doing = sql`NOT has(${bind.texts(passive)}, h.2)`
  return sql`
    SELECT visit_id, visitor_id, person_id, visit_ms, fits_arrival, fits_page, slice, happenings, orders, position,
      nav.1 AS start_ms, nav.7 AS path, nav.9 AS page_fits, nav.10 AS page_slice,
      nav.2 AS shown_ms, nav.3 AS hidden, nav.4 AS ready,
      arrayExists(h -> h.1 > shown_ms AND h.1 <= shown_ms + 1800000
        AND NOT (h.2 = 'page_view' AND h.3 = path AND h.1 <= shown_ms + ifNull(hidden, 0)), happenings)
        OR arrayExists(o -> o.1 > shown_ms, orders)
        OR arrayExists(n -> n.1 > start_ms AND n.2 > shown_ms, navigations) OR nav.8 AS stayed,
      multiIf(nav.6 != '', nav.6,
        ready IS NOT NULL AND (hidden IS NULL OR ready <= hidden), 'ready',
        hidden IS NULL OR (ready IS NULL AND NOT nav.5), 'not_measured',
        stayed, 'moved_on', 'left_while_loading') AS outcome,
      if(outcome = 'ready', ready, hidden) AS waited_ms,
      NOT arrayExists(h -> h.1 + 1000 < start_ms, happenings) AS landed,
      arrayFilter(o -> o.1 >= start_ms, orders) AS bought,
      NOT arrayExists(n -> n.1 > start_ms, navigations) AND empty(bought)
        AND NOT arrayExists(h -> h.1 >= start_ms AND ${doing}, happenings)
        AND arrayCount(h -> h.1 >= start_ms AND h.2 = 'page_view', happenings) <= 1
        AND arrayCount(h -> h.1 >= start_ms AND h.2 = 'view_item', happenings) <= 1 AS bounced
    FROM (${visits}) LEFT ARRAY JOIN navigations AS nav, arrayEnumerate(navigations) AS position`
}
