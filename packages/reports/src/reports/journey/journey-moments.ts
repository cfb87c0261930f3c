import { defaultStageRules, type Site } from '@touchline/events'
import { conditionOf, type Filter } from '../../core/conditions.js'
import { ordersOf } from '../../core/orders.js'
import type { ReportQuery } from '../../core/query.js'
import { eventsOf } from '../../core/source.js'
import { bind, type Sql, sql } from '../../core/sql.js'
import { stageRank } from './stage-rank.js'

/** Whose journeys are looked at, and up to when. */
export interface JourneyScope {
  site: Site
  /** Not included. */
  untilMs: number
  /** Only persons whose first event is of this time. */
  begun?: { fromMs: number; untilMs: number }
  filters?: readonly Filter[]
}

/** All events of a site up to a moment, every order once: name, stage, score, `order_number`, page type and transaction. */
export function journeyMoments({ site, untilMs }: JourneyScope): Sql {
  const columns = sql`visitor_id, person_id, session_id, at_ms`
  const events = eventsOf(
    { site, untilMs, where: sql`name != 'purchase'` },
    sql`session_id, toString(kind) AS kind, toString(name) AS name, toString(stage) AS stage, score, visible_ms,
      toString(page_type) AS page_type, if(navigation_id = '', toString(event_id), navigation_id) AS navigation, transaction_id`,
  )
  return sql`
    SELECT ${columns}, kind, name, stage, score, visible_ms, page_type, navigation, transaction_id, 0 AS order_number FROM (${events})
    UNION ALL
    SELECT ${columns}, 'cart' AS kind, 'purchase' AS name, toString(stage) AS stage, CAST(NULL AS Nullable(Float32)) AS score,
      CAST(NULL AS Nullable(Float64)) AS visible_ms, '' AS page_type, '' AS navigation, order_id AS transaction_id,
      row_number() OVER (PARTITION BY person_id ORDER BY at_ms) AS order_number
    FROM (${ordersOf({ site, untilMs }, site.currency)})`
}

/** The persons of the scope, as a condition on `person_id`. */
export function inScope({ site, untilMs, begun, filters }: JourneyScope): Sql {
  const fits = conditionOf(filters)
  if (!begun && !fits) return sql`true`
  const first = eventsOf({ site, untilMs }, sql`toUInt8(${fits ?? sql`true`}) AS fits`)
  const days = begun
    ? sql`min(first.at_ms) >= ${bind.uint(begun.fromMs)} AND min(first.at_ms) < ${bind.uint(begun.untilMs)}`
    : sql`true`
  return sql`person_id IN (
    SELECT first.person_id FROM (${first}) AS first GROUP BY first.person_id HAVING ${days} AND argMin(fits, first.at_ms) = 1)`
}

/** One person: what took them further, and what ended a long pause. Times in ms since the epoch. */
export interface JourneyHistory {
  lastMs: number
  moments: { at: number /** The event before; equal to `at` for the first. */; before: number; rank: number }[]
}

/** @param idleMs the shortest pause that matters */
export async function journeyHistories(
  query: ReportQuery,
  scope: JourneyScope,
  idleMs: number,
): Promise<JourneyHistory[]> {
  const rows = await query<{ last_ms: number; moments: [number, number, number][] }>(sql`
    SELECT max(moment.at_ms) AS last_ms,
      arraySort(groupArrayIf(tuple(moment.at_ms, rank, before_ms), rank > rank_before OR moment.at_ms >= before_ms + ${bind.uint(idleMs)})) AS moments
    FROM (
      SELECT *, lagInFrame(at_ms, 1, at_ms) OVER (PARTITION BY person_id ORDER BY at_ms, rank
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS before_ms,
        max(rank) OVER (PARTITION BY person_id ORDER BY at_ms, rank ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS rank_before
      FROM (SELECT person_id, at_ms, ${stageRank(defaultStageRules)} AS rank FROM (${journeyMoments(scope)}) WHERE ${inScope(scope)})
    ) AS moment
    GROUP BY person_id`)
  return rows.map(({ last_ms, moments }) => ({
    lastMs: last_ms,
    moments: moments.map(([at, rank, before]) => ({ at, before, rank })),
  }))
}
