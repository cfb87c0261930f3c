import type { abandonment } from '../../../reports/abandonment/abandonment.js'
import type { StepsChart } from '../../charts/chart-spec.js'
import type { PartsOf } from '../../report-page/answered.js'
import type { text } from './messages.js'

export const cartSteps = ['cart', 'begin', 'shipping', 'payment', 'purchased'] as const

/** One bar a step to the order: carts that came so far, and upon them those that ended at the step before. */
export function cartStepsChart({ view, answer, t }: PartsOf<typeof abandonment, typeof text>): StepsChart {
  const { format } = view
  const counts = answer.totals.steps
  const share = (count: number) => (counts.cart > 0 ? format.percent(count / counts.cart) : format.count(count))
  return {
    kind: 'steps',
    stayed: t('came'),
    lost: t('ended_before'),
    steps: cartSteps.map((step, i) => {
      const count = counts[step]
      const before = counts[cartSteps[i - 1] ?? step]
      const name = t(`cart_step.${step}`)
      return {
        name,
        count,
        lost: before - count,
        label: i === 0 || counts.cart < 30 ? format.count(count) : share(count),
        tip: {
          title: name,
          lines: [
            [t('came'), format.count(count)],
            [t('ended_before'), format.count(before - count)],
          ],
        },
      }
    }),
  }
}
