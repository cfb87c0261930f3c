import { z } from 'zod'
import type { LogisticFit } from '../../statistics/logistic-regression.js'
import { amountText } from '../../statistics/money-sums.js'
import { z95 } from '../../statistics/normal-quantile.js'
import { enough, tooFewNote } from '../../statistics/too-few.js'
import { crudeSlope, fitConversion } from './conversion-slope.js'
import type { StratumCount } from './counted-navigations.js'
import { effectStrata, readyConversions } from './effect-strata.js'
import {
  eValueSchema,
  evidenceSchema,
  gradeSchema,
  homogeneitySchema,
  toEvidence,
  type WithinVisitors,
} from './evidence.js'
import { type Estimate, whatIf } from './what-if.js'

/** The gains that are asked about. */
const fasterByMs = [100, 250]

const slopeSchema = z
  .object({ per_second: z.number(), low: z.number(), high: z.number(), odds_ratio: z.number() })
  .nullable()

export const effectsSchema = z.object({
  what_if: z.array(
    z.object({
      faster_by_ms: z.number(),
      per_1000: z.array(z.object({ currency: z.string(), amount: z.string(), low: z.string(), high: z.string() })),
      orders_per_1000: z.object({ amount: z.number(), low: z.number(), high: z.number() }).nullable(),
      grade: gradeSchema,
    }),
  ),
  slope: z.object({
    /** Navigations that became ready and were followed by an order. */
    conversions: z.number(),
    strata: z.number(),
    stratified: slopeSchema,
    crude: slopeSchema,
  }),
  evidence: evidenceSchema,
  homogeneity: homogeneitySchema,
  e_value: eValueSchema,
})
export type Effects = z.infer<typeof effectsSchema>

function toSlope(fit: LogisticFit | null) {
  if (!fit) return null
  const [slope, error] = [fit.coefficients[0] as number, Math.sqrt(fit.covariance[0]?.[0] as number)]
  return { per_second: slope, low: slope - z95 * error, high: slope + z95 * error, odds_ratio: Math.exp(slope) }
}

const money = (currency: string, { amount, low, high }: Estimate) => {
  const text = (value: number) => amountText(BigInt(Math.round(value * 10_000)), currency)
  return { currency, amount: text(amount), low: text(low), high: text(high) }
}

/** What load time goes together with, how much of it may be cause, and what faster pages might change. */
export function toEffects(counts: readonly StratumCount[], within: WithinVisitors): Effects {
  const strata = effectStrata(counts)
  const conversions = readyConversions(strata.flatMap((stratum) => stratum.counts))
  // From fewer conversions a slope is noise, whatever its interval says.
  const isEnough = conversions >= enough.slope
  const model = isEnough ? fitConversion(strata) : null
  const gains = model ? whatIf(model, strata, fasterByMs) : undefined
  return {
    what_if: fasterByMs.map((faster_by_ms, i) => ({
      faster_by_ms,
      per_1000: gains ? [...(gains[i]?.revenue ?? [])].map(([currency, estimate]) => money(currency, estimate)) : [],
      orders_per_1000: gains?.[i]?.orders ?? null,
      grade: 'B' as const,
    })),
    slope: {
      conversions,
      strata: strata.length,
      stratified: toSlope(model?.fit ?? null),
      crude: isEnough ? toSlope(crudeSlope(strata.flatMap((stratum) => stratum.counts))) : null,
    },
    ...toEvidence(strata, within),
  }
}

const rounded = (value: number) => Math.round(value * 100) / 100

/** Sentences that belong to the figures: how good the evidence is, and what it does not show. */
export function effectNotes({ slope, e_value }: Effects): string[] {
  const { conversions, stratified } = slope
  if (!stratified)
    return conversions === 0
      ? ['Without orders nothing can be said about what faster pages would change.']
      : [`What faster pages would change: ${tooFewNote('page loads followed by an order', conversions, enough.slope)}`]
  const notes = [
    'Evidence grade B: page loads are compared within device, connection and page type. That is an association, which a hidden cause of both slow pages and few orders could make or hide.',
  ]
  if (e_value)
    notes.push(
      `To explain the difference away, a hidden cause would have to go together with slow pages and with buying by a risk ratio of ${rounded(e_value.estimate)} each (${rounded(e_value.interval)} for the end of the interval).`,
    )
  if (stratified.low <= 0 && stratified.high >= 0)
    notes.push('Within the interval lies that load time makes no difference to buying.')
  notes.push('Grade E is not available: it needs visitors assigned to fast and slow pages by lot.')
  return notes
}
