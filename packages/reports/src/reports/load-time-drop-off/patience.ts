import { z } from 'zod'
import {
  kaplanMeier,
  type Observation,
  survivalAt,
  survivalInterval,
  survivalQuantile,
} from '../../statistics/kaplan-meier.js'
import { countedQuantile } from '../../statistics/quantile.js'
import { wilsonInterval } from '../../statistics/wilson-interval.js'
import { isMeasured } from './bars.js'
import type { WaitCount } from './counted-navigations.js'
import type { Outcome } from './navigations.js'

export const patienceSchema = z.object({
  t_s: z.number(),
  left: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  at_risk: z.number(),
  bound_low: z.number(),
  bound_high: z.number(),
})
/** The share that has left by `t_s` seconds, if no page were ready before. */
export type PatiencePoint = z.infer<typeof patienceSchema>

const waits = (counts: readonly WaitCount[], event: Outcome): Observation[] =>
  counts
    .filter(isMeasured)
    .map(({ outcome, waited_ms, navigations }) => ({ time: waited_ms, event: outcome === event, count: navigations }))

/**
 * The patience curve 1 - S(t), censored when the page was ready or the visitor moved on. It ends where nobody was still
 * waiting.
 * @param vanished navigations of which nothing is known: at most all left at once, at least none
 */
export function toPatience(
  counts: readonly WaitCount[],
  seconds: readonly number[],
  vanished: number,
): PatiencePoint[] {
  const observations = waits(counts, 'left_while_loading')
  const curve = kaplanMeier(observations)
  const known = curve.observations
  return seconds.flatMap((t_s) => {
    const survival = survivalAt(curve, t_s * 1000)
    if (survival === null) return []
    const left = 1 - survival
    const atRisk = observations.reduce((sum, { time, count = 1 }) => (time >= t_s * 1000 ? sum + count : sum), 0)
    const interval = survivalInterval(curve, t_s * 1000)
    // Before anybody has left Greenwood's variance is 0: those still waiting bound the share instead.
    const ends = interval
      ? { low: 1 - interval.high, high: 1 - interval.low }
      : { low: left === 0 ? 0 : null, high: left === 0 ? (wilsonInterval(0, atRisk)?.high ?? null) : null }
    return [
      {
        t_s,
        left,
        ...ends,
        at_risk: atRisk,
        bound_low: (left * known) / (known + vanished),
        bound_high: (left * known + vanished) / (known + vanished),
      },
    ]
  })
}

const quantilesSchema = z.object({
  n: z.number(),
  p50_ms: z.number().nullable(),
  p75_ms: z.number().nullable(),
  p95_ms: z.number().nullable(),
})
export const percentilesSchema = z.object({ corrected: quantilesSchema, reporters_only: quantilesSchema })

const tenths = (ms: number | null) => (ms === null ? null : Math.round(ms * 10) / 10)

/** Load times in ms: of all navigations, corrected for those who left first, and of those alone that became ready. */
export function toPercentiles(counts: readonly WaitCount[]): z.infer<typeof percentilesSchema> {
  const curve = kaplanMeier(waits(counts, 'ready'))
  const reporters = counts
    .filter(({ outcome }) => outcome === 'ready')
    .map(({ waited_ms, navigations }) => ({ value: waited_ms, count: navigations }))
    .sort((a, b) => a.value - b.value)
  return {
    corrected: {
      n: curve.observations,
      p50_ms: survivalQuantile(curve, 0.5),
      p75_ms: survivalQuantile(curve, 0.75),
      p95_ms: survivalQuantile(curve, 0.95),
    },
    reporters_only: {
      n: reporters.reduce((sum, { count }) => sum + count, 0),
      p50_ms: tenths(countedQuantile(reporters, 0.5)),
      p75_ms: tenths(countedQuantile(reporters, 0.75)),
      p95_ms: tenths(countedQuantile(reporters, 0.95)),
    },
  }
}

export const markersSchema = z.array(
  z.object({
    t_s: z.number(),
    left: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    not_ready: z.number().nullable(),
  }),
)

/** The times that everybody quotes: who has left by then if no page were ready, and how many pages are not ready yet. */
export function toMarkers(
  patience: readonly PatiencePoint[],
  counts: readonly WaitCount[],
): z.infer<typeof markersSchema> {
  const loads = kaplanMeier(waits(counts, 'ready'))
  return [3, 10].map((t_s) => {
    const { left = null, low = null, high = null } = patience.find((point) => point.t_s === t_s) ?? {}
    return { t_s, left, low, high, not_ready: survivalAt(loads, t_s * 1000) }
  })
}
