import type { Site } from '@touchline/events'
import { conditionOf, conditionOfWhere, type Where } from '../../core/conditions.js'
import { propertyText } from '../../core/dimensions.js'
import type { Period } from '../../core/period.js'
import { eventsOf, withUnit } from '../../core/source.js'
import { bind, join, type Sql, sql } from '../../core/sql.js'
import type { PathPoint, PathsParams } from './paths-params.js'

const path = propertyText('path')
/** A path without its last slash, so that /about and /about/ are one page. */
const pagePath = sql`multiIf(${path} = '', '(none)', length(${path}) > 1 AND endsWith(${path}, '/'), substring(${path}, 1, length(${path}) - 1), ${path})`

const withoutSlash = (value: string) => (value.length > 1 && value.endsWith('/') ? value.slice(0, -1) : value)

/** A condition on a path means it with and without its last slash. */
function bothSpellings(where: Where): Where[] {
  const { property, operator, value } = where
  if (property !== 'path' || value === undefined) return [where]
  const spellings = (Array.isArray(value) ? value : [value]).flatMap((one) => {
    const plain = withoutSlash(String(one))
    return plain === '/' ? ['/'] : [plain, `${plain}/`]
  })
  if (operator === 'eq' || operator === 'in') return [{ property, operator: 'in', value: spellings }]
  if (operator === 'neq') return spellings.map((spelling) => ({ property, operator, value: spelling }))
  return [where]
}

/** True of the events that begin (or end) a path. */
function isPoint(point: PathPoint, by: PathsParams['by']): Sql {
  if (typeof point === 'string') {
    return by === 'path'
      ? sql`name = 'page_view' AND lowerUTF8(${pagePath}) = lowerUTF8(${bind.text(withoutSlash(point))})`
      : sql`name = ${bind.text(point)}`
  }
  const named = point.name === undefined ? undefined : sql`name = ${bind.text(point.name)}`
  const pieces = [named, conditionOfWhere(point.where?.flatMap(bothSpellings))].filter((piece) => piece !== undefined)
  return pieces.length > 0 ? sql`(${join(pieces, ' AND ')})` : sql`true`
}

/** What a row of `pathSteps` counts. */
export const counted = { step: 0, position: 1, node: 2 } as const

/**
 * How many units took each step: `kind`, `position` (from 1, away from the start or end), `source`, `target` and `count`,
 * the most frequent of each position. Further rows say how many units have any step at a position (position 0: that have
 * a path at all), and how many have a node on a path. A step to nowhere has an empty target.
 *
 * Repeats of a step right after itself are one step.
 */
export function pathSteps(site: Site, period: Period, params: PathsParams): Sql {
  const { by, depth, unit, occurrence, through, limit, filters } = params
  const point = params.start ?? params.end
  const anchor = point === undefined ? sql`false` : isPoint(point, by)
  const wanted = [
    sql`kind != 'page_load'`,
    by === 'path' ? sql`(name = 'page_view' OR (${anchor}))` : undefined,
    conditionOf(filters),
  ].filter((piece) => piece !== undefined)
  const isStep = join(wanted, ' AND ')
  // Sessions are cut where a visitor leaves a gap between any events, so none may be left out before.
  const late = unit === 'session'
  const node = by === 'path' ? sql`if(name = 'page_view', ${pagePath}, toString(name))` : sql`toString(name)`
  const events = withUnit(
    eventsOf(
      {
        site,
        fromMs: period.fromMs,
        untilMs: period.untilMs,
        where: late ? undefined : isStep,
        people: unit === 'person',
      },
      sql`session_id, ${late ? sql`(${isStep})` : sql`true`} AS passes,
        (at_ms, toUInt128(event_id), ${node}, toUInt8(${anchor})) AS step`,
    ),
    unit,
  )
  const starts =
    point === undefined
      ? sql`[toUInt32(1)]`
      : occurrence === 'first'
        ? sql`arraySlice(arrayFilter((i, is) -> is, arrayEnumerate(nodes), kept.4), 1, 1)`
        : sql`arrayFilter((i, is) -> is, arrayEnumerate(nodes), kept.4)`
  const followed =
    through.length === 0
      ? starts
      : sql`arrayFilter(i -> arraySlice(nodes, i + 1, ${bind.uint(through.length)}) = ${bind.texts(by === 'path' ? through.map(withoutSlash) : [...through])}, ${starts})`
  const ordered = params.end === undefined ? sql`sorted` : sql`arrayReverse(sorted)`
  const steps = bind.uint(depth)
  const stepKind = bind.uint(counted.step)
  return sql`
    SELECT made.1 AS kind, made.2 AS position, made.3 AS source, made.4 AS target, count() AS count
    FROM (
      SELECT arrayJoin(arrayDistinct(arrayConcat(
        arrayFlatten(arrayMap(way -> arrayConcat(
          arrayMap((a, b, i) -> (${stepKind}, i, a, b), way, arrayPushBack(arrayPopFront(way), ''), arrayEnumerate(way)),
          arrayMap(i -> (${bind.uint(counted.position)}, i, '', ''), range(length(way) + 1)),
          arrayMap(a -> (${bind.uint(counted.node)}, 0, a, ''), way)), ways))))) AS made
      FROM (
        SELECT ${ordered} AS taken,
          arrayFilter((e, previous) -> e.3 != previous.3 OR (e.4 AND NOT previous.4), taken, arrayPushFront(arrayPopBack(taken), CAST((0, 0, '', 0), 'Tuple(UInt64, UInt128, String, UInt8)'))) AS kept,
          kept.3 AS nodes, arrayMap(i -> arraySlice(nodes, i, ${steps} + 1), ${followed}) AS ways
        FROM (
          SELECT unit_id, arraySort(groupArray(step)) AS sorted FROM (${events}) WHERE passes
          GROUP BY unit_id ${point === undefined ? sql`` : sql`HAVING max(step.4)`}
        )
      )
    )
    WHERE made.1 != ${stepKind} OR made.2 <= ${steps}
    GROUP BY made
    ORDER BY kind, position, count DESC, source, target
    LIMIT ${bind.uint(limit)} BY kind, position`
}
