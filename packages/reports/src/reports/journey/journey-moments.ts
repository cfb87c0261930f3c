import { defaultStageRules, type Site } from '@touchline/events'
import { conditionOf, type Filter } from '../../core/conditions.js'
import { ordersOf } from '../../core/orders.js'
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

/** False: everybody is in the scope, so that nobody needs to be known. */
export const isLimited = ({ begun, filters }: JourneyScope): boolean =>
  begun !== undefined || conditionOf(filters) !== undefined

/** The persons of the scope, as a condition on `person_key`. */
export function inScope(scope: JourneyScope): Sql {
  if (!isLimited(scope)) return sql`true`
  const { site, untilMs, begun, filters } = scope
  const fits = conditionOf(filters)
  const first = eventsOf({ site, untilMs, keys: true, copies: true }, sql`toUInt8(${fits ?? sql`true`}) AS fits`)
  const days = begun
    ? sql`min(first.at_ms) >= ${bind.uint(begun.fromMs)} AND min(first.at_ms) < ${bind.uint(begun.untilMs)}`
    : sql`true`
  return sql`person_key IN (
    SELECT first.person_key FROM (${first}) AS first GROUP BY first.person_key HAVING ${days} AND argMin(fits, first.at_ms) = 1)`
}

/** The orders of the scope's persons, with `person_key` and `order_number`: which of the person's orders it is, from 1. */
export const numberedOrders = (scope: JourneyScope): Sql => sql`
  SELECT sipHash64(person_id) AS person_key, at_ms, order_id, 'purchase' AS name, stage, CAST(NULL AS Nullable(Float32)) AS score,
    row_number() OVER (PARTITION BY person_id ORDER BY at_ms) AS order_number
  FROM (${ordersOf({ site: scope.site, untilMs: scope.untilMs }, scope.site.currency)})
  WHERE ${inScope(scope)}`

/** Everything that persons of the scope did, every order once: `person_key`, `at_ms`, and `rank`, the stage it enters. */
export function rankedMoments(scope: JourneyScope): Sql {
  const { site, untilMs } = scope
  const rank = stageRank(defaultStageRules)
  const events = eventsOf(
    { site, untilMs, where: sql`name != 'purchase'`, keys: true, copies: true },
    sql`0 AS order_number, ${rank} AS rank`,
  )
  return sql`
    SELECT person_key, at_ms, rank FROM (${events}) WHERE ${inScope(scope)}
    UNION ALL
    SELECT person_key, at_ms, ${rank} AS rank FROM (${numberedOrders(scope)})`
}
