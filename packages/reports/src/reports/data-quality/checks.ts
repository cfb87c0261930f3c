import { z } from 'zod'
import { type Rate, rateSchema } from '../../core/rate.js'
import { enough } from '../../statistics/too-few.js'

export const verdicts = ['good', 'look', 'act', 'too_few', 'unknown'] as const

/** What can go wrong, from which share on it is worth a look or has to be mended, and how. */
interface Check {
  look: number
  act: number
  advice: string
}

export const checks = {
  rejected: {
    look: 0.005,
    act: 0.02,
    advice: 'See the reasons, mend what sends these events, then send them again with: touchline dead-letters replay.',
  },
  bots: {
    look: 0.2,
    act: 0.5,
    advice: 'No report counts bots. If these are people, such as your own tests in a driven browser, see the reasons.',
  },
  opted_out: {
    look: 0.1,
    act: 0.3,
    advice: 'These events belong to no visitor and are in no report: by so much do all counts fall short.',
  },
  daily_visitors: {
    look: 0.5,
    act: 0.9,
    advice:
      'These visitors are new every day: returns, and funnels longer than a day, are undercounted. Ask for consent, or look at visits instead of persons.',
  },
  repeated_receipts: {
    look: 0.1,
    act: 0.3,
    advice: 'The receipt page is loaded again and again. Touchline counts such an order once; other tools may not.',
  },
  doubled_views: {
    look: 0.01,
    act: 0.05,
    advice: 'Two page views of one page in one second: the script is probably on the page twice. Take one out.',
  },
  orders_without_id: {
    look: 0.01,
    act: 0.05,
    advice: 'Send transaction_id with purchase: without it, a receipt that is loaded twice counts as two orders.',
  },
  orders_without_value: {
    look: 0.01,
    act: 0.05,
    advice: 'Send value and currency with purchase: without them, revenue falls short.',
  },
  corrected_clocks: {
    look: 0.05,
    act: 0.2,
    advice:
      'Clocks of these browsers were more than a minute off; their times were corrected by the collector’s clock.',
  },
  late_events: {
    look: 0.05,
    act: 0.2,
    advice:
      'These events came more than an hour late: the figures of the last days still grow. Was a network or the collector away?',
  },
  lost_orders: {
    look: 0.05,
    act: 0.15,
    advice:
      'Browsers did not report these orders of your server: blockers, or a receipt page without the script. Earlier steps are lost as often.',
  },
  unconfirmed_orders: {
    look: 0.05,
    act: 0.2,
    advice:
      'Your server did not confirm these orders: see whether its webhook sends all of them, and look for tests and fraud.',
  },
} as const satisfies Record<string, Check>
export type CheckName = keyof typeof checks
export const checkNames = Object.keys(checks) as [CheckName, ...CheckName[]]

export const checkRowSchema = z.object({
  check: z.enum(checkNames),
  share: rateSchema,
  verdict: z.enum(verdicts),
  advice: z.string(),
})
export type CheckRow = z.infer<typeof checkRowSchema>

/** Only what is sure to be above a threshold is called so: the lower end of the interval counts. */
function verdictOf({ look, act }: Check, { denominator, low }: Rate): (typeof verdicts)[number] {
  if (low === null) return 'unknown'
  if (denominator < enough.rate) return 'too_few'
  if (low > act) return 'act'
  return low > look ? 'look' : 'good'
}

/** The row of a check. */
export function toCheckRow(name: CheckName, share: Rate): CheckRow {
  const verdict = verdictOf(checks[name], share)
  return { check: name, share, verdict, advice: verdict === 'look' || verdict === 'act' ? checks[name].advice : '' }
}
