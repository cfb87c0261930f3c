import type { Site } from '@touchline/events'
import { breakdownText, conditionOf, conditionOfWhere, type Filter } from '../../core/conditions.js'
import type { Period } from '../../core/period.js'
import { eventsOf, withUnit } from '../../core/source.js'
import { bind, identifier, join, type Sql, sql } from '../../core/sql.js'
import { type FunnelParams, type FunnelStep, windowMsOf } from './funnel-params.js'
import { maskBits } from './unit-events.js'

/** What of a site's events a funnel reads. */
export interface FunnelScope {
  site: Site
  period: Period
  filters: readonly Filter[] | undefined
  params: FunnelParams
}

/** True of the events that a step or an exclusion means. */
function matching({ name, where }: Pick<FunnelStep, 'name' | 'where'>): Sql {
  const named =
    name == null
      ? undefined
      : typeof name === 'string'
        ? sql`name = ${bind.text(name)}`
        : sql`name IN ${bind.texts(name)}`
  const pieces = [named, conditionOfWhere(where)].filter((piece) => piece !== undefined)
  return pieces.length > 0 ? join(pieces, ' AND ') : sql`true`
}

/** One bit for each step and exclusion that an event matches. */
function maskOf(params: FunnelParams): Sql {
  const bits = [
    ...params.steps.map((step, i) => ({ condition: matching(step), bit: i })),
    ...(params.exclude ?? []).map((exclusion, i) => ({ condition: matching(exclusion), bit: params.steps.length + i })),
  ]
  const sum = join(
    bits.map(({ condition, bit }) => sql`(${condition}) * ${bind.uint(2 ** bit)}`),
    ' + ',
  )
  return sql`toUInt32(${sum})`
}

/** Parts the values of several breakdown properties in one text; a value that has it loses it. */
export const valueSeparator = '\u001f'

/** The values of the breakdown's properties as one text, empty when all are. */
function breakdownValue({ breakdown }: FunnelParams): Sql {
  if (!breakdown) return sql`''`
  const [first, ...more] = breakdown.properties.map(breakdownText)
  if (first && more.length === 0) return first
  const separator = bind.text(valueSeparator)
  const clean = [first, ...more].map((text) => sql`replaceAll(${text ?? sql`''`}, ${separator}, '')`)
  return sql`arrayStringConcat([${join(clean, ', ')}], ${separator})`
}

/** Events of the scope with `unit_id` and the columns asked for; events without the held property are left out. */
function unitEvents(
  { site, period, filters, params }: FunnelScope,
  columns: Sql,
  relevant: Sql | undefined,
  copies = !tellsCopies(params),
): Sql {
  const unit = params.unit ?? 'person'
  const pieces = [conditionOf(filters), relevant].filter((piece) => piece !== undefined)
  const wanted = pieces.length > 0 ? join(pieces, ' AND ') : undefined
  // Sessions are cut where a visitor leaves a gap between any events, so none may be left out before.
  const early = unit === 'session' ? undefined : wanted
  const late = (unit === 'session' && wanted) || sql`true`
  const held = params.hold ? breakdownText(params.hold) : sql`''`
  const source = withUnit(
    eventsOf(
      {
        site,
        fromMs: period.fromMs,
        untilMs: period.untilMs,
        where: early,
        people: needsPeople(params),
        copies,
        keys: true,
      },
      sql`toUInt128(event_id) AS arrival, session_id, ${held} AS held, (${late}) AS passes, ${columns}`,
    ),
    unit,
  )
  if (!params.hold) {
    const key = { person: sql`person_key`, visitor: sql`visitor_key`, session: sql`sipHash64(unit_id)` }[unit]
    return sql`SELECT *, ${key} AS unit_key FROM (${source}) WHERE passes`
  }
  const id = params.unit ? sql`concat(unit_id, '/', held)` : sql`held`
  return sql`
    SELECT * REPLACE (${id} AS unit_id), sipHash64(unit_id) AS unit_key FROM (${source}) WHERE passes AND held != ''`
}

/** True when no event can be two of the steps, because their names differ. */
function areApart({ steps }: FunnelParams): boolean {
  const names = steps.flatMap(({ name }) => name ?? [])
  return steps.every(({ name }) => name != null) && new Set(names).size === names.length
}

/** Whether an event that is stored twice would change the answer: it would as another event, and as another step. */
const tellsCopies = (params: FunnelParams): boolean =>
  !areApart(params) || params.order === 'strict' || params.exclude !== undefined

/** Takes away the bits of steps that must be the first of their name ever and are not. */
function withFirstEver({ site, period, params }: FunnelScope, events: Sql): Sql {
  const steps = params.steps.map((step, i) => ({ step, i })).filter(({ step }) => step.first_ever)
  if (steps.length === 0) return events
  const who = params.unit === 'visitor' ? sql`visitor_id` : sql`person_id`
  const conditions = steps.map(({ step }) => matching({ name: step.name }))
  const flags = join(
    conditions.map((condition, k) => sql`(${condition}) AS ${flagName(k)}`),
    ', ',
  )
  const ever = eventsOf({ site, untilMs: period.untilMs, where: join(conditions, ' OR ') }, flags)
  const firsts = join(
    steps.map((_, k) => sql`minIf(at_ms, ${flagName(k)})`),
    ', ',
  )
  const lost = join(
    steps.map(({ i }, k) => sql`if(at_ms = first_at[${bind.uint(k + 1)}], 0, bitAnd(mask, ${bind.uint(2 ** i)}))`),
    ' + ',
  )
  return sql`
    SELECT * REPLACE (toUInt32(mask - (${lost})) AS mask) FROM (${events}) AS e
    LEFT JOIN (SELECT ${who} AS first_who, [${firsts}] AS first_at FROM (${ever}) GROUP BY first_who) AS f
      ON f.first_who = e.${who}`
}

/** A held value alone, visitors and their sessions are counted without knowing who is one person. */
function needsPeople({ unit, hold, steps }: FunnelParams): boolean {
  if (unit !== 'visitor' && steps.some((step) => step.first_ever)) return true
  return (unit ?? (hold ? 'visitor' : 'person')) === 'person'
}

const numbered = (name: string) => {
  const names = Array.from({ length: 20 }, (_, i) => `${name}_${i}`)
  return (i: number) => identifier(names[i] ?? '', names)
}
const flagName = numbered('first_flag')
const stepName = numbered('did_step')

/** Steps that can follow step 1 at once, as bits. */
function nextBits({ steps }: FunnelParams): number {
  let bits = 0
  for (let i = 1; i < steps.length; i++) {
    bits += 2 ** i
    if (!steps[i]?.optional) break
  }
  return bits
}

/**
 * One row a unit that did step 1 (in any order: any step), as readUnits reads them: unit, touch, path, and with a
 * breakdown the values of the path. What is not needed is left empty; an empty path is one that ends at step 1. An event
 * of a path is its milliseconds since the period began above its mask, in one number: that is what makes it fast.
 */
export function unitPaths(scope: FunnelScope): Sql {
  const { params, period } = scope
  const { breakdown, order } = params
  const touch = breakdown?.attribution === 'first_touch' || breakdown?.attribution === 'last_touch'
  // Strict order is broken by any event, and a touch may be any event.
  const relevant = order === 'strict' || touch ? undefined : sql`mask != 0`
  const columns = sql`${maskOf(params)} AS mask, ${breakdownValue(params)} AS value_text`
  const events = withFirstEver(scope, unitEvents(scope, columns, relevant))

  const collect = (column: Sql) =>
    order === 'strict' ? sql`groupArray(${column})` : sql`groupArrayIf(${column}, mask != 0)`
  const packed = sql`bitShiftLeft(at_ms - ${bind.uint(period.fromMs)}, ${bind.uint(maskBits)}) + mask`
  const endsAtOnce = sql`bitAnd(groupBitOr(mask), ${bind.uint(nextBits(params))}) = 0`
  const short = order !== 'any' && !params.exclude && !params.trend && (!breakdown || touch)
  const path = short ? sql`if(${endsAtOnce}, [], ${collect(packed)})` : collect(packed)
  // Empty values are those of an event that has none of the properties: nothing but separators.
  const touched = sql`(value_text, (at_ms, arrival), replaceAll(value_text, ${bind.text(valueSeparator)}, '') != '')`
  const touchValue =
    breakdown?.attribution === 'first_touch'
      ? sql`argMinIf${touched}`
      : breakdown?.attribution === 'last_touch'
        ? sql`argMaxIf${touched}`
        : sql`''`
  const startBits = order === 'any' ? 2 ** params.steps.length - 1 : 1
  const values = touch ? sql`CAST([], 'Array(String)')` : collect(sql`toString(value_text)`)
  return sql`
    SELECT ${params.people ? sql`any(unit_id)` : sql`''`} AS unit, toString(${touchValue}) AS touch, ${path} AS path
      ${breakdown ? sql`, ${values} AS path_values` : sql``}
    FROM (${events})
    GROUP BY unit_key
    HAVING bitAnd(groupBitOr(mask), ${bind.uint(startBits)}) != 0`
}

/**
 * Whether ClickHouse's own windowFunnel answers exactly what the search for the best try counts: in sequential order,
 * with steps that no event can be two of, nothing optional or excluded. It too lets any start win, and takes events of
 * one instant in the order of the steps.
 */
export function canCountInPlace({ params }: FunnelScope): boolean {
  const { steps, order, exclude, trend, breakdown, time_to_convert, people, counts_only } = params
  const isPlain = order === 'sequential' && !exclude && steps.every((step) => !step.optional && !step.first_ever)
  return counts_only && isPlain && areApart(params) && !trend && !breakdown && !time_to_convert && !people
}

/** How many units came how far, for what `canCountInPlace` takes: `depth` from 1, `units`. */
export function unitDepths(scope: FunnelScope): Sql {
  const { params, period } = scope
  const ms =
    params.direction === 'backward'
      ? sql`${bind.uint(period.untilMs)} - at_ms`
      : sql`at_ms - ${bind.uint(period.fromMs)}`
  const longestMs = period.untilMs - period.fromMs
  // In 32 bits the funnel's state is a third smaller.
  const time = longestMs < 2 ** 32 ? sql`toUInt32(${ms})` : sql`toUInt64(${ms})`
  const windowMs = Math.min(Math.floor(windowMsOf(params)), longestMs)
  const steps = params.steps.map(matching)
  const events = unitEvents(
    scope,
    sql`name, ${join(
      steps.map((step, i) => sql`(${step}) AS ${stepName(i)}`),
      ', ',
    )}`,
    sql`(${join(steps, ' OR ')})`,
  )
  return sql`
    SELECT depth, count() AS units FROM (
      SELECT windowFunnel(${bind.uint(windowMs)})(${time}, ${join(
        steps.map((_, i) => stepName(i)),
        ', ',
      )}) AS depth
      FROM (${events}) GROUP BY unit_key
    )
    WHERE depth > 0 GROUP BY depth`
}

/** How many units had any event in the scope. */
export function unitCount(scope: FunnelScope): Sql {
  return sql`SELECT uniqExact(unit_key) AS units FROM (${unitEvents(scope, sql`name`, undefined, true)})`
}
