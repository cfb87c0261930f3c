import { z } from 'zod'
import { moneySchema, rateSchema } from '../../core/rate.js'
import { MoneySums } from '../../statistics/money-sums.js'
import { toRate } from '../../statistics/to-rate.js'
import type { BarCount } from './counted-navigations.js'
import type { Outcome } from './navigations.js'

export const barSchema = z.object({
  from_ms: z.number(),
  to_ms: z.number().nullable(),
  n: z.number(),
  left: z.number(),
  bounce: rateSchema,
  conversion: rateSchema,
  revenue: moneySchema,
})
export type Bar = z.infer<typeof barSchema>

const measured: ReadonlySet<Outcome> = new Set<Outcome>(['ready', 'left_while_loading', 'moved_on'])
export const isMeasured = ({ outcome }: { outcome: Outcome }) => measured.has(outcome)

/** The number of navigations in the counts for which something holds. */
export function countOf<Count extends { navigations: number }>(
  counts: readonly Count[],
  holds: (count: Count) => boolean = () => true,
): number {
  return counts.reduce((sum, count) => (holds(count) ? sum + count.navigations : sum), 0)
}

/** What happened to navigations: `conversion` is of all measured ones, so those who left are in its denominator. */
export function toShares(counts: readonly Pick<BarCount, 'outcome' | 'navigations' | 'bounced' | 'converted'>[]) {
  const inside = counts.filter(isMeasured)
  const n = countOf(inside)
  const left = countOf(inside, ({ outcome }) => outcome === 'left_while_loading')
  const ready = inside.filter(({ outcome }) => outcome === 'ready')
  return {
    n,
    left,
    left_share: toRate(left, n),
    bounce: toRate(
      countOf(ready, ({ bounced }) => bounced),
      countOf(ready),
    ),
    conversion: toRate(
      countOf(inside, ({ converted }) => converted),
      n,
    ),
  }
}

export function revenueOf(counts: readonly Pick<BarCount, 'paid'>[]) {
  const revenue = new MoneySums()
  for (const { paid } of counts) for (const [currency, units] of paid) revenue.addUnits(currency, units)
  return revenue.toMoney()
}

/** The bars of the load time: navigations by how long they waited, until ready or until the visitor left or moved on. */
export function toBars(counts: readonly BarCount[], edges: readonly number[]): Bar[] {
  return edges.map((from_ms, i) => {
    const inside = counts.filter(({ bar }) => bar === i)
    const { n, left, bounce, conversion } = toShares(inside)
    return { from_ms, to_ms: edges[i + 1] ?? null, n, left, bounce, conversion, revenue: revenueOf(inside) }
  })
}
