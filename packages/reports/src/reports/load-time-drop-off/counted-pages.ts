import type { ReportQuery } from '../../core/query.js'
import { eventsOf } from '../../core/source.js'
import { bind, sql } from '../../core/sql.js'
import type { CountedPages } from './observed-pages.js'
import { pagesOf } from './pages.js'
import { arrivalBreakdown, openingNames, type VisitScope, visitsOf } from './visits.js'

/**
 * The navigations of a period, equal ones counted: landing pages, or the pages on which an event of the name `at`
 * happened. For landing pages, visits of which a single page view is all that is known have the outcome `vanished`.
 */
export function countPages(query: ReportQuery, scope: VisitScope, at: string): Promise<CountedPages[]> {
  const landing = at === 'landing'
  const pages = pagesOf(visitsOf(scope), landing ? openingNames : [...openingNames, at])
  const { site, fromMs, untilMs } = scope
  const stepPaths = sql`SELECT DISTINCT path FROM (${eventsOf({ site, fromMs, untilMs, where: sql`name = ${bind.text(at)}` }, sql`path`)})`
  const which = landing
    ? sql`(position = 1 AND page_fits) OR (position = 0 AND fits_page AND notEmpty(happenings))`
    : sql`position > 0 AND page_fits AND path IN (${stepPaths})`
  const shownOutcome = landing
    ? sql`multiIf(position = 0, if(bounced AND arrayExists(h -> h.2 = 'page_view', happenings), 'vanished', 'not_measured'),
        NOT landed, 'not_measured', outcome)`
    : sql`outcome`
  const slice = arrivalBreakdown(scope.breakdown) ? sql`slice` : sql`if(position = 0, slice, page_slice)`
  return query<CountedPages>(sql`
    SELECT shown_slice AS slice, shown_outcome AS outcome, waited AS waited_ms, bounced, converted, count() AS navigations,
      arrayMap(o -> (o.2, o.3), arrayFlatten(groupArrayIf(bought, notEmpty(bought)))) AS paid
    FROM (
      SELECT ${slice} AS shown_slice, ${shownOutcome} AS shown_outcome, round(waited_ms) AS waited,
        toUInt8(bounced) AS bounced, toUInt8(notEmpty(bought)) AS converted, bought
      FROM (${pages}) WHERE fits_arrival AND (${which})
    )
    GROUP BY shown_slice, shown_outcome, waited, bounced, converted`)
}

/** Page loads by bots, which no other figure contains. */
export async function countBots(query: ReportQuery, { site, fromMs, untilMs }: VisitScope): Promise<number> {
  const [row] = await query<{ bots: number }>(sql`
    SELECT uniqExact(if(navigation_id = '', toString(event_id), navigation_id)) AS bots FROM events FINAL
    WHERE site_id = ${bind.text(site.site_id)} AND kind = 'page_load' AND bot != ''
      AND occurred_at >= ${bind.time(fromMs)} AND occurred_at < ${bind.time(untilMs)}`)
  return row?.bots ?? 0
}
