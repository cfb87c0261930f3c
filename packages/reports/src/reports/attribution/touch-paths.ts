import type { Site } from '@touchline/events'
import { conditionOf, conditionOfWhere } from '../../core/conditions.js'
import { isChosen } from '../../core/event-choice.js'
import { ordersOf } from '../../core/orders.js'
import type { Period } from '../../core/period.js'
import { eventsOf } from '../../core/source.js'
import { bind, join, type Sql, sql } from '../../core/sql.js'
import { readTouch, touchEvents, touchesOfUnit, touchName } from '../../core/touches.js'
import type { AttributionParams } from './attribution-params.js'

export interface AttributionScope {
  site: Site
  period: Period
  params: AttributionParams
}

const dayMs = 86_400_000
export const lookbackMs = ({ params }: AttributionScope) => Math.round(params.lookback_days * dayMs)

const both = (pieces: (Sql | undefined)[]): Sql | undefined => {
  const given = pieces.filter((piece) => piece !== undefined)
  return given.length > 0 ? join(given, ' AND ') : undefined
}

/** The keys of all touches by how many there are, of the period and the look-back before it. */
export function keyCounts(scope: AttributionScope): Sql {
  const { site, period, params } = scope
  const touches = touchEvents(
    {
      site,
      fromMs: period.fromMs - lookbackMs(scope),
      untilMs: period.untilMs,
      where: conditionOf(params.filters),
      people: false,
    },
    sql`0`,
    sql`${touchName(params.by)} AS touch_key`,
  )
  return sql`SELECT touch_key AS key, count() AS touches FROM (${touches}) GROUP BY touch_key ORDER BY touches DESC, key`
}

/** Conversions of the period: `who`, `at_ms`, `value` (0 when unknown) and `currency` (empty when the value is unknown). */
function conversionsOf({ site, period, params }: AttributionScope): Sql {
  const { conversion, filters, unit } = params
  const between = { site, fromMs: period.fromMs, untilMs: period.untilMs, people: unit === 'person' }
  const who = unit === 'person' ? sql`person_id` : sql`visitor_id`
  if (conversion.name === 'purchase') {
    return sql`
      SELECT ${who} AS who, at_ms, toFloat64OrZero(value) AS worth, if(value = '', '', toString(currency)) AS paid_in
      FROM (${ordersOf({ ...between, where: both([conditionOf(filters), conditionOfWhere(conversion.where)]) }, site.currency)})`
  }
  const where = both([isChosen(conversion), conditionOf(filters)])
  const events = eventsOf(
    { ...between, where },
    sql`ifNull(toFloat64(value), 0) AS worth, if(currency = '', ${bind.text(site.currency)}, toString(currency)) AS named, value IS NULL AS unknown`,
  )
  return sql`SELECT ${who} AS who, at_ms, worth, if(unknown, '', named) AS paid_in FROM (${events})`
}

/** The touches of a path that count, as the parameters say, as SQL over an array of touches called `path_touches`. */
function counted({ params }: AttributionScope): Sql {
  const { direct, repeats, last_touches } = params
  const { number, isDirect } = readTouch(sql`t`, 0)
  const numbers = sql`arrayMap(t -> ${number}, repeated)`
  const without = {
    count: sql`path_touches`,
    ignore: sql`arrayFilter(t -> NOT ${isDirect}, path_touches)`,
    ignore_at_end: sql`arraySlice(path_touches, 1, toInt64(arrayLastIndex(t -> NOT ${isDirect}, path_touches)))`,
  }[direct]
  const some = direct === 'count' ? without : sql`if(empty(${without} AS named), path_touches, named)`
  const once = {
    each: some,
    neighbours_once: sql`arrayFilter((t, before) -> ${number} != before, ${some} AS repeated, arrayPopBack(arrayPushFront(${numbers}, toUInt16(0))))`,
    once: sql`arrayFilter((t, i) -> indexOf(${numbers}, ${number}) = i, ${some} AS repeated, arrayEnumerate(repeated))`,
  }[repeats]
  return sql`arraySlice(${once}, ${bind.int(-last_touches)})`
}

/**
 * One row a conversion of the period and a path without one: `converted`, `worth`, `paid_in`, `path` (numbers of keys in
 * order of time, empty when a conversion had no touch) and `ages` (ms before the conversion). Touches that led to no
 * conversion within the look-back make a path of their own, which ends where more than the look-back lies between two.
 */
export function touchPaths(scope: AttributionScope, keys: readonly string[]): Sql {
  const { site, period, params } = scope
  const lookback = bind.uint(lookbackMs(scope))
  const person = params.unit === 'person'
  // Keys are numbered from 1; those beyond the list share the number after it.
  const number = sql`transform(${touchName(params.by)}, ${bind.texts([...keys])}, range(1, ${bind.uint(keys.length + 1)}), ${bind.uint(keys.length + 1)})`
  const fromMs = period.fromMs - lookbackMs(scope)
  const touches = touchEvents(
    { site, fromMs, untilMs: period.untilMs, where: conditionOf(params.filters), people: person },
    number,
  )
  const { at, number: numberOf } = readTouch(sql`t`, fromMs)
  const units = sql`
    SELECT who, ${touchesOfUnit(sql`touch > 0`)} AS touches, groupArrayIf(sale, sale.1 > 0) AS sales
    FROM (
      SELECT ${person ? sql`person_key` : sql`visitor_key`} AS who, touch, CAST((0, 0, ''), 'Tuple(UInt64, Float64, String)') AS sale FROM (${touches})
      UNION ALL
      SELECT sipHash64(who), toUInt64(0) AS touch, CAST((at_ms, worth, paid_in), 'Tuple(UInt64, Float64, String)') AS sale FROM (${conversionsOf(scope)})
    )
    GROUP BY who`
  const free = sql`arrayFilter(t -> ${at} >= ${bind.uint(period.fromMs)} AND NOT arrayExists(s -> ${at} <= s.1 AND s.1 <= ${at} + ${lookback}, sales), touches)`
  const lost = sql`arraySplit((t, gap) -> gap > ${lookback}, ${free} AS free, arrayDifference(arrayMap(t -> bitShiftRight(t, 24), free)))`
  return sql`
    SELECT ended.1 AS converted, ended.2 AS worth, ended.3 AS paid_in, ended.5 AS path_touches, ${counted(scope)} AS kept,
      arrayMap(t -> ${numberOf}, kept) AS path, arrayMap(t -> toFloat64(ended.4) - toFloat64(${at}), kept) AS ages
    FROM (
      SELECT arrayJoin(arrayConcat(
        arrayMap(s -> (true, s.2, s.3, s.1, arrayFilter(t -> ${at} <= s.1 AND ${at} + ${lookback} >= s.1, touches)), sales),
        arrayMap(p -> (false, 0., '', toUInt64(0), p), ${lost}))) AS ended
      FROM (${units})
    )
    WHERE converted OR notEmpty(path)`
}
