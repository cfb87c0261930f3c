import type { ReportQuery } from '../../core/query.js'
import { eventsOf } from '../../core/source.js'
import { bind, type Sql, sql } from '../../core/sql.js'
import type { Facets } from './facets.js'
import { navigationsOf, type Outcome, outcomeCodes } from './navigations.js'
import { isArrival, pageKey } from './visit-items.js'
import type { VisitScope } from './visits.js'

/** Equal navigations, counted. */
interface Counted {
  outcome: Outcome
  navigations: number
}
/** Orders by currency, exact sums in 1/10,000 of the major unit. */
export type Paid = ReadonlyMap<string, bigint>

/** By value of the breakdown and bar of the load time. */
export interface BarCount extends Counted {
  /** Index into the facets' slices; -1 for all others. */
  slice: number
  /** Index into the edges; -1 when not measured. */
  bar: number
  bounced: boolean
  converted: boolean
  paid: Paid
}
/** By value of the breakdown and time waited, to 10 ms below 5 s, 50 ms below 20 s, else half a second. */
export interface WaitCount extends Counted {
  slice: number
  waited_ms: number
}
/** By stratum, release and tenth of a second waited. */
export interface StratumCount extends Counted {
  stratum: number
  release: number
  waited_s: number
  bounced: boolean
  converted: boolean
  paid: Paid
  /** Sums of the orders' squared values, in major units. */
  paidSquares: ReadonlyMap<string, number>
}
/** By the place in the shop. */
export interface PlaceCount extends Counted {
  place: number
  waited_s: number
  bounced: boolean
  converted: boolean
}

export interface CountedNavigations {
  bars: BarCount[]
  waits: WaitCount[]
  strata: StratumCount[]
  places: PlaceCount[]
}

/** Which counting, what in it (slice, slice, release and stratum, place), how long waited, and what became of it. */
type Key = [part: 1 | 2 | 3 | 4, what: number, waited: number, shown: number, bounced: 0 | 1, converted: 0 | 1]

interface Row {
  key: Key
  n: number
  paid: [number[], string[]]
  squares: [number[], number[]]
}

const outcomeOf = Object.fromEntries(Object.entries(outcomeCodes).map(([name, code]) => [code, name as Outcome]))
const keys = (facets: readonly { key: string }[]) =>
  sql`arrayMap(key -> toUInt64(key), ${bind.texts(facets.map(({ key }) => key))})`
const letters = (code: number) => String.fromCharCode(code & 255, (code >> 8) & 255, (code >> 16) & 255)

/** The pages on which each of the steps happened in the period. */
function stepPages({ site, fromMs, untilMs }: VisitScope, steps: readonly string[]): Sql {
  const names = bind.texts([...steps])
  const events = eventsOf(
    { site, fromMs, untilMs, people: false, copies: true, where: sql`has(${names}, name)` },
    sql`${pageKey} AS step_page, toUInt8(indexOf(${names}, name)) AS step`,
  )
  return sql`SELECT step_page, groupUniqArray(step) AS steps FROM (${events}) GROUP BY step_page`
}

/** Navigations with the places in the shop that each belongs to: 0 the landing, then the steps' pages. */
export function placedNavigations(scope: VisitScope, steps: readonly string[], passive: readonly string[]): Sql {
  const navigations = navigationsOf(scope, passive, scope.breakdown !== undefined && isArrival(scope.breakdown))
  return sql`
    SELECT visitor_key, place, if(place = 0 AND position = 1 AND NOT landed, 4, outcome) AS shown, waited, bounced, converted, bought, slice, stratum, version
    FROM (${navigations}) AS navigations
    LEFT ANY JOIN (${stepPages(scope, steps)}) AS step_pages ON step_pages.step_page = navigations.page
    ARRAY JOIN arrayConcat(if(position <= 1 AND visit_ms >= ${bind.uint(scope.fromMs)}, [toUInt8(0)], []), if(position > 0, steps, [])) AS place`
}

/**
 * Counts the navigations of a period in the engine, in four ways at once.
 * @param steps names of events whose pages are places of their own
 * @param at index of the place that all but `places` is about: 0 = landing, n = the n-th step
 * @param edges where the bars begin, in ms
 */
export async function countNavigations(
  query: ReportQuery,
  scope: VisitScope,
  { steps, at, edges, facets }: { steps: readonly string[]; at: number; edges: readonly number[]; facets: Facets },
): Promise<CountedNavigations> {
  const passive = at > 0 ? [steps[at - 1] as string] : []
  // Four countings in one: a navigation has a key in each, of numbers in the order of `Key`.
  const bar = sql`toInt32(arrayCount(edge -> edge <= waited, ${bind.floats([...edges])})) - 1`
  const fine = sql`toInt32(multiIf(waited < 5000, round(waited / 10) * 10, waited < 20000, round(waited / 50) * 50, round(waited / 500) * 500))`
  const tenth = sql`toInt32(least(round(waited / 100), 1200))`
  const indexIn = (facet: readonly { key: string }[], column: Sql) =>
    sql`(toInt32(indexOf(${keys(facet)}, ${column})) - 1)`
  const rows = await query<Row>(sql`
    SELECT key, count() AS n, sumMap(bought.1, bought.2) AS sums, sumMap(bought.1, arrayMap(units -> pow(units / 10000, 2), bought.2)) AS squares,
      (sums.1, arrayMap(units -> toString(units), sums.2)) AS paid
    FROM (
      SELECT bought, arrayJoin(arrayConcat(
        if(place = ${bind.uint(at)}, [
          (1, ${indexIn(facets.slices, sql`slice`)}, if(shown <= 3, ${bar}, -1), shown, bounced, converted),
          (2, ${indexIn(facets.slices, sql`slice`)}, if(shown <= 3, ${fine}, -1), shown, 0, 0),
          (3, ${indexIn(facets.releases, sql`toUInt64(version)`)} * 1000 + 1001 + ${indexIn(facets.strata, sql`stratum`)}, if(shown <= 3, ${tenth}, -1), shown, bounced, converted)
        ], []),
        [(4, toInt32(place), if(shown <= 3, ${tenth}, -1), shown, bounced, converted)])) AS key
      FROM (${placedNavigations(scope, steps, passive)})
    )
    GROUP BY key`)
  const counted: CountedNavigations = { bars: [], waits: [], strata: [], places: [] }
  for (const row of rows) {
    const [part, what, waited, shown, bounced, converted] = row.key
    const common = {
      outcome: outcomeOf[shown] as Outcome,
      navigations: row.n,
      bounced: bounced === 1,
      converted: converted === 1,
    }
    if (part === 1) counted.bars.push({ ...common, slice: what, bar: waited, paid: paidOf(row) })
    else if (part === 4) counted.places.push({ ...common, place: what, waited_s: waited / 10 })
    else if (waited >= 0 && part === 2) counted.waits.push({ ...common, slice: what, waited_ms: waited })
    else if (waited >= 0) {
      // An index of -1 stands for all that are not among the most frequent.
      const [release, stratum] = [Math.floor(what / 1000) - 1, (what % 1000) - 1]
      counted.strata.push({
        ...common,
        stratum,
        release,
        waited_s: waited / 10,
        paid: paidOf(row),
        paidSquares: new Map(row.squares[0].map((code, i) => [letters(code), row.squares[1][i] as number])),
      })
    }
  }
  return counted
}

const paidOf = ({ paid: [codes, units] }: Row): Paid =>
  new Map(codes.map((code, i) => [letters(code), BigInt(units[i] as string)]))

/** Page loads by bots, which no other figure contains. */
export async function countBots(query: ReportQuery, { site, fromMs, untilMs }: VisitScope): Promise<number> {
  const [row] = await query<{ bots: number }>(sql`
    SELECT uniqExact(if(navigation_id = '', toString(event_id), navigation_id)) AS bots FROM events
    WHERE site_id = ${bind.text(site.site_id)} AND kind = 'page_load' AND bot != ''
      AND occurred_at >= ${bind.time(fromMs)} AND occurred_at < ${bind.time(untilMs)}`)
  return row?.bots ?? 0
}
