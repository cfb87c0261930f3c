import { z95 } from './normal-quantile.js'
import type { Interval } from './wilson-interval.js'

/** One observed time until an event, or until the observation ended without it. */
export interface Observation {
  time: number
  /** False: the observation ended at `time` before the event (right-censored). */
  event: boolean
  /** Observation began only then (left-truncated); absent = from the start. */
  entry?: number
  /** How many such observations there are; default 1. */
  count?: number
}

export interface SurvivalPoint {
  time: number
  atRisk: number
  events: number
  /** Share still without the event just after `time`. */
  survival: number
  /** Sum of d / (n (n - d)) of Greenwood's formula. */
  greenwood: number
}

/** A Kaplan-Meier estimate: a point for each time with an event. */
export interface SurvivalCurve {
  points: SurvivalPoint[]
  observations: number
  /** The latest observed time; the curve says nothing beyond it. */
  lastTime: number
}

/**
 * The product-limit estimate of the share still without the event. At equal times events come before censorings.
 * Source: E. L. Kaplan and P. Meier, JASA 53 (1958) 457-481; left truncation as in J. P. Klein and M. L. Moeschberger,
 * Survival Analysis, section 4.6: an observation is at risk after its entry and up to its time.
 */
export function kaplanMeier(observations: readonly Observation[]): SurvivalCurve {
  const changes = new Map<number, { leave: number; events: number }>()
  const entries: { time: number; count: number }[] = []
  let atRisk = 0
  let total = 0
  for (const { time, event, entry, count = 1 } of observations) {
    const change = changes.get(time) ?? { leave: 0, events: 0 }
    change.leave += count
    if (event) change.events += count
    changes.set(time, change)
    total += count
    if (entry === undefined) atRisk += count
    else entries.push({ time: entry, count })
  }
  entries.sort((a, b) => a.time - b.time)
  const times = [...changes].sort(([a], [b]) => a - b)
  const points: SurvivalPoint[] = []
  let [survival, greenwood, entered] = [1, 0, 0]
  for (const [time, { leave, events }] of times) {
    for (let next = entries[entered]; next && next.time < time; next = entries[++entered]) atRisk += next.count
    if (events > 0 && atRisk > 0) {
      survival *= 1 - events / atRisk
      greenwood += events / (atRisk * (atRisk - events))
      points.push({ time, atRisk, events, survival, greenwood })
    }
    atRisk -= leave
  }
  return { points, observations: total, lastTime: times.at(-1)?.[0] ?? 0 }
}

/** The last point at or before `time`; undefined before the first event. */
function pointAt({ points }: SurvivalCurve, time: number): SurvivalPoint | undefined {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((points[middle] as SurvivalPoint).time <= time) low = middle + 1
    else high = middle
  }
  return points[low - 1]
}

/** S(time), or null beyond the last observation when the curve has not come down to 0. */
export function survivalAt(curve: SurvivalCurve, time: number): number | null {
  const survival = pointAt(curve, time)?.survival ?? 1
  return curve.observations === 0 || (time > curve.lastTime && survival > 0) ? null : survival
}

/**
 * The 95% interval of S(time) from Greenwood's variance on the log-log scale, which stays between 0 and 1.
 * Source: J. D. Kalbfleisch and R. L. Prentice, The Statistical Analysis of Failure Time Data, section 1.4.
 * @returns null where it does not exist: before the first event, at S = 0 and beyond the last observation
 */
export function survivalInterval(curve: SurvivalCurve, time: number): Interval | null {
  const point = pointAt(curve, time)
  if (!point || point.survival <= 0 || survivalAt(curve, time) === null) return null
  const reach = (z95 * Math.sqrt(point.greenwood)) / Math.abs(Math.log(point.survival))
  return { low: point.survival ** Math.exp(reach), high: point.survival ** Math.exp(-reach) }
}

/** The earliest time by which a share `p` had the event; null when the curve does not get there. */
export function survivalQuantile({ points }: SurvivalCurve, p: number): number | null {
  // Products of fractions miss round shares by a few units in the last place.
  return points.find(({ survival }) => 1 - survival >= p - 1e-12)?.time ?? null
}
