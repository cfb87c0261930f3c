import type { ReportContext } from '../../core/report.js'
import { bestTry } from './best-try.js'
import { FunnelBreakdown } from './funnel-breakdown.js'
import { type FunnelParams, windowMsOf } from './funnel-params.js'
import { canCountInPlace, type FunnelScope, unitCount, unitDepths, unitPaths } from './funnel-source.js'
import { FunnelTally } from './funnel-tally.js'
import { FunnelTrend } from './funnel-trend.js'
import { ListedPeople } from './listed-people.js'
import { onlyStepOne, readUnits, type UnitRow } from './read-units.js'
import type { FunnelShape, Try, UnitEvents } from './unit-events.js'

/** What one pass over the units of a scope found. */
export interface FunnelMeasure {
  /** Units with any event; null when only counts were asked for. */
  units: number | null
  tally: FunnelTally
  breakdown?: FunnelBreakdown
  trend?: FunnelTrend
  /** Seconds between the two steps of `time_to_convert`. */
  durations: number[]
  people?: ListedPeople
}

export function shapeOfFunnel(params: FunnelParams): FunnelShape {
  const last = params.steps.length - 1
  return {
    steps: params.steps.length,
    optional: params.steps.map((step) => step.optional ?? false),
    order: params.order,
    windowMs: windowMsOf(params),
    exclusions: (params.exclude ?? []).map(({ from_step, to_step }) => ({ from: from_step, to: to_step ?? last })),
  }
}

/** Reads the units of a scope and finds the best try of each. */
export async function measureFunnel(
  { query, binaryQuery }: Pick<ReportContext, 'query' | 'binaryQuery'>,
  scope: FunnelScope,
): Promise<FunnelMeasure> {
  const { params } = scope
  const shape = shapeOfFunnel(params)
  const newTally = () => new FunnelTally(params.steps, !params.counts_only, params.order === 'any')
  const sign = params.direction === 'backward' ? -1 : 1
  const measure: FunnelMeasure = {
    units: null,
    tally: newTally(),
    breakdown: params.breakdown && new FunnelBreakdown(params.breakdown, shape, newTally),
    trend: params.trend && new FunnelTrend(trendRequest(params.trend, shape), shape, scope.period, sign),
    durations: [],
    people: params.people && new ListedPeople(params.people, params.steps),
  }
  if (canCountInPlace(scope)) {
    const rows = await query<{ depth: number; units: number }>(unitDepths(scope))
    for (const { depth, units } of rows) measure.tally.addMany(depth, units)
    return measure
  }
  const add = (unit: UnitRow) => {
    const best = bestTry(unit, shape)
    if (best) {
      measure.tally.add(best, unit)
      addDuration(measure.durations, params, best, unit)
      measure.people?.add(unit.unit, best)
    }
    measure.breakdown?.add(unit, best)
    measure.trend?.add(unit)
  }
  // Those who did nothing after step 1 need not be searched one by one.
  const isCountedAlike = !params.breakdown && !params.trend && measure.tally.goal > 0
  let short = 0
  for await (const units of readUnits(
    binaryQuery(unitPaths(scope)),
    scope.period.fromMs,
    params.breakdown !== undefined,
  )) {
    for (const unit of units) {
      if (unit === onlyStepOne && isCountedAlike) short++
      else add(sign > 0 ? unit : mirrored(unit))
    }
  }
  measure.tally.addMany(1, short)
  // After the paths, so that events which arrive meanwhile cannot make more units enter than there are.
  if (!params.counts_only) measure.units = (await query<{ units: number }>(unitCount(scope)))[0]?.units ?? 0
  return measure
}

function trendRequest(trend: NonNullable<FunnelParams['trend']>, { steps }: FunnelShape) {
  if (typeof trend === 'string') return { interval: trend, from_step: 0, to_step: steps - 1 }
  return { interval: trend.interval, from_step: trend.from_step ?? 0, to_step: trend.to_step ?? steps - 1 }
}

/** The unit with time running backwards. */
function mirrored(unit: UnitRow): UnitRow {
  return {
    ...unit,
    times: Array.from(unit.times, (ms) => -ms).reverse(),
    masks: Array.from(unit.masks).reverse(),
    values: [...unit.values].reverse(),
  }
}

function addDuration(durations: number[], params: FunnelParams, best: Try, { times }: UnitEvents): void {
  if (!params.time_to_convert) return
  const from = best.events[params.time_to_convert.from_step] ?? -1
  const to = best.events[params.time_to_convert.to_step ?? params.steps.length - 1] ?? -1
  if (from >= 0 && to >= 0) durations.push(((times[to] as number) - (times[from] as number)) / 1000)
}
