import { newcombeDifference } from '../../statistics/newcombe-difference.js'
import { type Ratio, ratioOfMeans, ratioOfTotals } from '../../statistics/ratio-of-totals.js'
import { enough, enoughToCompare } from '../../statistics/too-few.js'
import type { OrderSums } from './measure-orders.js'
import type { Change, Figures } from './overview-schema.js'
import { type Measured, totalsOf } from './period-figures.js'

const rateFigures = ['conversion', 'session_conversion', 'bounce'] as const

const apartFromZero = ({ low, high }: { low: number; high: number }) => low > 0 || high < 0

function relative(figure: string, ratio: Ratio | null, persons: readonly number[], currency: string | null): Change[] {
  if (!ratio) return []
  const change = { change: ratio.ratio - 1, low: ratio.low - 1, high: ratio.high - 1 }
  const significant = persons.every((n) => n >= enough.rate) ? apartFromZero(change) : null
  return [{ figure, currency, kind: 'relative', ...change, significant }]
}

/** How the figures differ from those before, with 95% intervals; what is 0 on one side has no ratio and is left out. */
export function comparePeriods(now: Measured, before: Measured, figures: { now: Figures; before: Figures }): Change[] {
  const here = totalsOf(now)
  const there = totalsOf(before)
  const counts = Object.entries(here).flatMap(([figure, total]) => {
    const other = there[figure]
    return other ? relative(figure, ratioOfTotals(total, other), [total.persons, other.persons], null) : []
  })
  const amounts = now.orders.flatMap((sums) => {
    const other = before.orders.find(({ currency }) => currency === sums.currency)
    if (!other) return []
    const persons = [sums.customers, other.customers]
    const total = ({ sum, sumSquares }: OrderSums) => ({ sum, squares: sumSquares })
    return [
      ...relative('revenue', ratioOfTotals(total(sums), total(other)), persons, sums.currency),
      ...relative('average_order_value', ratioOfMeans(sums, other), persons, sums.currency),
    ]
  })
  const rates = rateFigures.flatMap((figure): Change[] => {
    const pair = [figures.now[figure], figures.before[figure]] as const
    const difference = newcombeDifference(...pair)
    if (!difference) return []
    const { difference: change, low, high } = difference
    return [
      {
        figure,
        currency: null,
        kind: 'points',
        change,
        low,
        high,
        significant: enoughToCompare(pair) ? apartFromZero(difference) : null,
      },
    ]
  })
  return [...counts, ...amounts, ...rates]
}
