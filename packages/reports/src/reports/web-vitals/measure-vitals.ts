import type { Site } from '@touchline/events'
import { breakdownText, conditionOf, type Filter } from '../../core/conditions.js'
import type { ReportQuery } from '../../core/query.js'
import { eventsOf } from '../../core/source.js'
import { bind, join, type Sql, sql } from '../../core/sql.js'
import { type VitalName, vitalOf } from './vitals.js'

/** Values of a breakdown shown apart. */
const mostSlices = 20
const mostTargets = 5

export interface VitalsScope {
  site: Site
  fromMs: number
  untilMs: number
  filters?: readonly Filter[]
  breakdown?: string
  metrics: readonly VitalName[]
}

/** Of one vital: how many loads have it, its 50th, 75th and 95th percentile, how many are good, how many poor. */
export type VitalSums = [n: number, quantiles: (number | null)[], good: number, poor: number]

/** The loads of one group: all, one value of the breakdown, or one interval. */
export interface VitalGroup {
  kind: 'all' | 'slice' | 'bucket'
  /** The value of the breakdown. */
  slice: string
  /** The value is none of those shown apart. */
  isOther: 0 | 1
  bucketMs: number
  loads: number
  vitals: VitalSums[]
}

const loadEvents = ({ site, fromMs, untilMs, filters }: VitalsScope, columns: Sql) => {
  const fits = conditionOf(filters)
  const isLoad = sql`kind = 'page_load'`
  return eventsOf({ site, fromMs, untilMs, people: false, where: fits ? sql`${isLoad} AND ${fits}` : isLoad }, columns)
}

const navigation = sql`if(navigation_id = '', toString(event_id), navigation_id) AS navigation`

/** One row a navigation: its highest revision. A vital of name X is column `x`; the thresholds compare as Float32 does. */
function navigations(scope: VitalsScope): Sql {
  const columns = join(
    scope.metrics.map((name) => vitalOf(name).column),
    ', ',
  )
  const slice = scope.breakdown ? breakdownText(scope.breakdown) : sql`''`
  const events = loadEvents(scope, sql`${navigation}, revision, (${columns}, toString(${slice})) AS facts`)
  return sql`
    SELECT argMax(facts, (revision, loads.at_ms)) AS latest, min(loads.at_ms) AS shown_ms FROM (${events}) AS loads
    GROUP BY visitor_id, navigation`
}

const place = (i: number) => sql`tupleElement(latest, ${bind.uint(i + 1)})`

const sums = (name: VitalName, i: number) => {
  const { good, poor } = vitalOf(name)
  return sql`tuple(count(${place(i)}), quantilesExactInclusive(0.5, 0.75, 0.95)(${place(i)}),
    countIf(ifNull(${place(i)} <= toFloat32(${bind.float(good)}), false)), countIf(ifNull(${place(i)} > toFloat32(${bind.float(poor)}), false)))`
}

/** All that is counted of page loads, in one pass over them. */
export function measureVitals(
  query: ReportQuery,
  scope: VitalsScope,
  startsMs: readonly number[],
): Promise<VitalGroup[]> {
  const { metrics, breakdown } = scope
  const shown = breakdown
    ? sql`SELECT toString(${sql`slice`}) FROM (${loadEvents(scope, sql`${breakdownText(breakdown)} AS slice`)})
        GROUP BY slice ORDER BY count() DESC, slice LIMIT ${bind.uint(mostSlices)}`
    : sql`SELECT ''`
  const sets = breakdown ? sql`(), (slice, isOther), (bucketMs)` : sql`(), (bucketMs)`
  const grouped = breakdown ? sql`grouping(slice) = 0, 'slice',` : sql``
  return query<VitalGroup>(sql`
    SELECT multiIf(${grouped} grouping(bucketMs) = 0, 'bucket', 'all') AS kind, ${breakdown ? sql`slice, isOther` : sql`'' AS slice, 0 AS isOther`}, bucketMs,
      count() AS loads, array(${join(metrics.map(sums), ', ')}) AS vitals
    FROM (
      SELECT latest, roundDown(shown_ms, ${bind.uints(startsMs)}) AS bucketMs, ${place(metrics.length)} AS own,
        own NOT IN (${shown}) AS isOther, if(isOther, '', own) AS slice
      FROM (${navigations(scope)})
    )
    GROUP BY GROUPING SETS (${sets})
    ORDER BY kind, loads DESC, slice, bucketMs`)
}

/** An element that was behind values that are not good. */
export interface VitalTarget {
  metric: VitalName
  target: string
  loads: number
}

/** The elements behind most values that are not good, for each vital of which the browser names them. */
export async function slowestTargets(query: ReportQuery, scope: VitalsScope): Promise<VitalTarget[]> {
  const found = scope.metrics.flatMap((name) => {
    const { column, target, good } = vitalOf(name)
    if (!target) return []
    const events = loadEvents(
      scope,
      sql`${navigation}, toString(${target}) AS target, ifNull(${column} > toFloat32(${bind.float(good)}), false) AS is_bad`,
    )
    return query<VitalTarget>(sql`
      SELECT ${bind.text(name)} AS metric, target, uniqExact(visitor_id, navigation) AS loads FROM (${events})
      WHERE is_bad AND target != '' GROUP BY target ORDER BY loads DESC, target LIMIT ${bind.uint(mostTargets)}`)
  })
  return (await Promise.all(found)).flat()
}
