import { z } from 'zod'
import { eValue } from '../../statistics/e-value.js'
import {
  breslowDay,
  crudeOddsRatio,
  type MantelHaenszelSums,
  mantelHaenszelRatio,
  mantelHaenszelSums,
  type OddsRatio,
  type TwoByTwo,
} from '../../statistics/odds-ratios.js'
import type { StratumCount } from './counted-navigations.js'
import type { EffectStratum } from './effect-strata.js'

/** How good the evidence is, from A (they go together) to E (visitors were assigned by lot). */
export const gradeSchema = z.enum(['A', 'B', 'C', 'D', 'E'])

/** From this many seconds on a page counts as slow in the odds ratios. */
export const slowFromS = 3

const ratioSchema = z.object({
  grade: gradeSchema,
  /** Null when there is nothing to compare. */
  odds_ratio: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Navigations, or visitors for grade C, that are compared. */
  n: z.number(),
})
export const evidenceSchema = z.array(ratioSchema)
export const homogeneitySchema = z.object({ chi_square: z.number(), degrees: z.number(), p: z.number() }).nullable()
export const eValueSchema = z.object({ estimate: z.number(), interval: z.number() }).nullable()

/** Purchases of the slow and of the fast among ready navigations. */
function tableOf(counts: readonly StratumCount[]): TwoByTwo {
  const table = { exposedYes: 0, exposedNo: 0, otherYes: 0, otherNo: 0 }
  for (const { outcome, waited_s, converted, navigations } of counts) {
    if (outcome !== 'ready') continue
    if (waited_s >= slowFromS) table[converted ? 'exposedYes' : 'exposedNo'] += navigations
    else table[converted ? 'otherYes' : 'otherNo'] += navigations
  }
  return table
}

const size = ({ exposedYes, exposedNo, otherYes, otherNo }: TwoByTwo) => exposedYes + exposedNo + otherYes + otherNo

const toRatio = (grade: 'A' | 'B' | 'C', ratio: OddsRatio | null, n: number) => ({
  grade,
  odds_ratio: ratio?.ratio ?? null,
  low: ratio?.low ?? null,
  high: ratio?.high ?? null,
  n,
})

/** What was compared within visitors. */
export interface WithinVisitors extends MantelHaenszelSums {
  visitors: number
}

/**
 * The odds to buy after a slow load against a fast one: of all together (A), within strata (B) and within visitors who
 * met both (C); whether the strata agree; and how strong a hidden cause would have to be to explain B away.
 */
export function toEvidence(strata: readonly EffectStratum[], within: WithinVisitors) {
  const tables = strata.map(({ counts }) => tableOf(counts))
  const all = tableOf(strata.flatMap(({ counts }) => counts))
  const n = size(all)
  const stratified = mantelHaenszelRatio(mantelHaenszelSums(tables))
  return {
    evidence: [
      toRatio('A', crudeOddsRatio(all), n),
      toRatio('B', stratified, n),
      toRatio('C', mantelHaenszelRatio(within), within.visitors),
    ],
    homogeneity: breslowDay(tables),
    e_value: stratified && eValue(stratified, (all.exposedYes + all.otherYes) / n),
  }
}
