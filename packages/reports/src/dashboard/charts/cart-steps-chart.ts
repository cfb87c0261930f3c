import { isMessageKey, type Translate } from '../translate.js'
import type { View } from '../view.js'
import type { StepsChart } from './chart-spec.js'

export const cartSteps = ['cart', 'begin', 'shipping', 'payment', 'purchased'] as const
export type CartStepCounts = Record<(typeof cartSteps)[number], number>

/** A name of the report in the page's language; one that the dashboard does not know stays as it is. */
export function named(t: Translate, group: 'state' | 'cart_step' | 'reason', name: string): string {
  const key = `${group}.${name}`
  return isMessageKey(key) ? t(key) : name
}

/** One bar a step to the order: carts that came so far, and upon them those that ended at the step before. */
export function cartStepsChart({ t, format }: View, counts: CartStepCounts): StepsChart {
  const share = (count: number) => (counts.cart > 0 ? format.percent(count / counts.cart) : format.count(count))
  return {
    kind: 'steps',
    stayed: t('abandonment.came'),
    lost: t('abandonment.ended_before'),
    steps: cartSteps.map((step, i) => {
      const count = counts[step]
      const before = counts[cartSteps[i - 1] ?? step]
      const name = named(t, 'cart_step', step)
      return {
        name,
        count,
        lost: before - count,
        label: i === 0 || counts.cart < 30 ? format.count(count) : share(count),
        tip: {
          title: name,
          lines: [
            [t('abandonment.came'), format.count(count)],
            [t('abandonment.ended_before'), format.count(before - count)],
          ],
        },
      }
    }),
  }
}
