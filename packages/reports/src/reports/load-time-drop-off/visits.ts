import type { Site } from '@touchline/events'
import type { Filter } from '../../core/conditions.js'
import { type Sql, sql } from '../../core/sql.js'

/** What a page sends by being opened; everything else a visitor does. */
export const openingNames = ['page_view', 'view_item', 'view_item_list', 'view_promotion', 'view_cart']

/** How the time at which a page is ready is measured, as SQL over columns of `events`. */
export const readiness = {
  readiness: sql`coalesce(product_visible_ms, fcp_ms)`,
  product_visible_ms: sql`product_visible_ms`,
  fcp_ms: sql`fcp_ms`,
  lcp_ms: sql`lcp_ms`,
  dom_ready_ms: sql`dom_ready_ms`,
  load_ms: sql`load_ms`,
  ttfb_ms: sql`ttfb_ms`,
} as const
export type Readiness = keyof typeof readiness
export const readinessNames = Object.keys(readiness) as [Readiness, ...Readiness[]]

export interface VisitScope {
  site: Site
  fromMs: number
  untilMs: number
  filters?: readonly Filter[]
  /** A dimension; its value becomes `slice`. */
  breakdown?: string
  metric?: Readiness
  /** A query of the `visitor_key` of those that alone matter. */
  visitors?: Sql
}
