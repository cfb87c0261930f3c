import { z } from 'zod'
import { rateSchema } from '../../core/rate.js'
import { eValue } from '../../statistics/e-value.js'
import { compares, mantelHaenszelDifference, mantelHaenszelRiskRatio } from '../../statistics/mantel-haenszel.js'
import type { TwoByTwo } from '../../statistics/odds-ratios.js'
import { toRate } from '../../statistics/to-rate.js'
import { enoughForRate, enoughToCompare } from '../../statistics/too-few.js'
import type { StratumCount } from './service-scope.js'

/** What somebody may have met. */
export const troubles = ['support_contact', 'return_requested', 'late_delivery', 'payment_failure'] as const
export type Trouble = (typeof troubles)[number]

const figure = z.number().nullable()

export const serviceRowSchema = z.object({
  trouble: z.enum(troubles),
  cases: z.number(),
  waiting: z.number(),
  matched: z.number(),
  others: z.number(),
  strata: z.number(),
  returned: rateSchema,
  others_returned: rateSchema,
  expected: figure,
  difference: figure,
  low: figure,
  high: figure,
  ratio: figure,
  ratio_low: figure,
  ratio_high: figure,
  e_value: figure,
  conclusion: z.enum(['fewer', 'more', 'no_difference', 'too_few']),
})
export type ServiceRow = z.infer<typeof serviceRowSchema>

function toTables(counts: readonly StratumCount[]): TwoByTwo[] {
  const strata = new Map<string, TwoByTwo>()
  for (const { stratum, exposed, n, returned } of counts) {
    const table = strata.get(stratum) ?? { exposedYes: 0, exposedNo: 0, otherYes: 0, otherNo: 0 }
    if (exposed) {
      table.exposedYes += returned
      table.exposedNo += n - returned
    } else {
      table.otherYes += returned
      table.otherNo += n - returned
    }
    strata.set(stratum, table)
  }
  return [...strata.values()]
}

const casesOf = (tables: readonly TwoByTwo[]) => {
  const yes = tables.reduce((sum, { exposedYes }) => sum + exposedYes, 0)
  return toRate(yes, yes + tables.reduce((sum, { exposedNo }) => sum + exposedNo, 0))
}
const othersOf = (tables: readonly TwoByTwo[]) => {
  const yes = tables.reduce((sum, { otherYes }) => sum + otherYes, 0)
  return toRate(yes, yes + tables.reduce((sum, { otherNo }) => sum + otherNo, 0))
}

/** Those with one kind of trouble against others who are alike. */
export function compareStrata(trouble: Trouble, counts: readonly StratumCount[]): ServiceRow {
  const tables = toTables(counts)
  const matched = tables.filter(compares)
  const [returned, others] = [casesOf(matched), othersOf(matched)]
  const isEnough = enoughToCompare([returned, others]) && enoughForRate(returned) && enoughForRate(others)
  const difference = isEnough ? mantelHaenszelDifference(matched) : null
  const ratio = isEnough ? mantelHaenszelRiskRatio(matched) : null
  return {
    trouble,
    cases: casesOf(tables).denominator,
    waiting: counts.reduce((sum, { exposed, waiting }) => sum + (exposed ? waiting : 0), 0),
    matched: returned.denominator,
    others: others.denominator,
    strata: matched.length,
    returned,
    others_returned: othersOf(tables),
    expected:
      difference && returned.rate !== null ? Math.min(Math.max(returned.rate - difference.difference, 0), 1) : null,
    difference: difference?.difference ?? null,
    low: difference?.low ?? null,
    high: difference?.high ?? null,
    ratio: ratio?.ratio ?? null,
    ratio_low: ratio?.low ?? null,
    ratio_high: ratio?.high ?? null,
    // A ratio of shares is what the E-value is about, however frequent the outcome.
    e_value: ratio && eValue(ratio, 0).interval,
    conclusion: !difference ? 'too_few' : difference.high < 0 ? 'fewer' : difference.low > 0 ? 'more' : 'no_difference',
  }
}
