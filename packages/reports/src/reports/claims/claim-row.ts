import { z } from 'zod'
import { type ClaimName, claimNames, claimTexts } from './claim-texts.js'

export const verdicts = ['consistent', 'lower', 'higher', 'cannot_tell'] as const
export type Verdict = (typeof verdicts)[number]
export const claimUnits = ['share', 'ratio', 'orders_per_1000', 'touches_per_week'] as const

const figure = z.number().nullable()
export const claimRowSchema = z.object({
  claim: z.enum(claimNames),
  says: z.string(),
  claimed: figure.meta({ description: 'The figure of the claim; null where it only says a direction' }),
  unit: z.enum(claimUnits),
  currency: z.string().nullable(),
  own: figure,
  low: figure,
  high: figure,
  n: z.number(),
  verdict: z.enum(verdicts),
  answer: z.string(),
  grade: z.enum(['A', 'B']).meta({ description: 'A observed as it is, B association among those who are alike' }),
  measures: z.string(),
  provenance: z.string(),
  watched_days: figure.meta({ description: 'How long was watched, where the claim is about a time' }),
  expected: figure.meta({ description: 'What would be expected of others who are alike' }),
  report: z.string().meta({ description: 'The report that the estimate comes from' }),
})
export type ClaimRow = z.infer<typeof claimRowSchema>

/** What a report estimates of a claim. */
export interface OwnEstimate {
  own: number | null
  low: number | null
  high: number | null
  n: number
}

export const noEstimate = (n = 0): OwnEstimate => ({ own: null, low: null, high: null, n })

/** The interval holds the claimed figure, lies below it, or above it; it needs `enoughAt` observations to say any of that. */
export function verdictOn({ own, low, high, n }: OwnEstimate, claimed: number, enoughAt: number): Verdict {
  if (own === null || low === null || high === null || n < enoughAt) return 'cannot_tell'
  if (high < claimed) return 'lower'
  return low > claimed ? 'higher' : 'consistent'
}

interface ClaimResult extends OwnEstimate {
  claim: ClaimName
  claimed: number | null
  unit: ClaimRow['unit']
  verdict: Verdict
  report: string
  grade?: ClaimRow['grade']
  currency?: string
  watched_days?: number
  expected?: number | null
  /** A further sentence of the answer. */
  besides?: string
}

const shown = (value: number, unit: ClaimRow['unit']) =>
  unit === 'share' ? `${(value * 100).toFixed(1)}%` : unit === 'ratio' ? `${value.toFixed(2)} times` : value.toFixed(1)

const words: Record<Verdict, string> = {
  consistent: 'consistent with the claim',
  lower: 'lower than the claim',
  higher: 'higher than the claim',
  cannot_tell: 'which does not tell whether the claim holds here',
}

function answerOf({ own, low, high, n, unit, verdict, besides }: ClaimResult): string {
  const rest = besides ? ` ${besides}` : ''
  if (own === null) return `This shop’s data cannot tell (n = ${n}).${rest}`
  const interval = low === null || high === null ? '' : ` (${shown(low, unit)} to ${shown(high, unit)})`
  return `Here ${shown(own, unit)}${interval}, n = ${n}: ${words[verdict]}.${rest}`
}

/** The row of a claim. */
export function toClaimRow(result: ClaimResult): ClaimRow {
  const { claim, claimed, unit, own, low, high, n, verdict, report, grade = 'A' } = result
  const { currency = null, watched_days = null, expected = null } = result
  const { says, provenance, measures } = claimTexts[claim]
  return {
    ...{ claim, says, claimed, unit, currency, own, low, high, n, verdict },
    ...{ answer: answerOf(result), grade, measures, provenance, watched_days, expected, report },
  }
}
