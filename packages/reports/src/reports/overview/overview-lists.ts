import type { Money } from '../../core/rate.js'
import { MoneySums } from '../../statistics/money-sums.js'
import { toRate } from '../../statistics/to-rate.js'
import type { IntervalOrders } from './measure-orders.js'
import type { VisitSums } from './measure-visits.js'
import type { OverviewTotals } from './overview-schema.js'

/** Sums pairs of currency and decimal text. */
export function moneyOf(pairs: readonly (readonly [string, string])[]): Money {
  const money = new MoneySums()
  for (const [currency, amount] of pairs) money.add(currency, amount)
  return money.toMoney()
}

/** Of one interval. */
export interface Trend {
  bucket_ms: number
  views: number
  visitors: number
}

/** The row of the interval that begins at `startMs`. */
export function toTrendRow(
  label: string,
  startMs: number,
  trend: Trend[],
  visits: VisitSums[],
  orders: IntervalOrders[],
) {
  const seen = trend.find(({ bucket_ms }) => Number(bucket_ms) === startMs)
  const visit = visits.find(({ kind, key }) => kind === 'bucket' && Number(key) === startMs)
  const sold = orders.filter(({ bucketMs }) => Number(bucketMs) === startMs)
  return {
    from: label,
    visitors: seen?.visitors ?? 0,
    sessions: visit?.sessions ?? 0,
    page_views: seen?.views ?? 0,
    orders: sold.reduce((sum, one) => sum + one.orders, 0),
    revenue: moneyOf(sold.map(({ currency, amount }) => [currency, amount])),
    session_conversion: toRate(visit?.withOrder ?? 0, visit?.sessions ?? 0),
  }
}

const paidOf = ({ paidIn, paid }: VisitSums) =>
  moneyOf(paidIn.map((currency, i) => [currency, paid[i] ?? '0'] as const))

/** Where most visits came from, began and ended. `seen` is how many visits had a page view. */
export function topVisits(
  visits: readonly VisitSums[],
  seen: number,
): Pick<OverviewTotals, 'channels' | 'entry_pages' | 'exit_pages'> {
  const of = (which: VisitSums['kind']) => visits.filter(({ kind }) => kind === which)
  const figures = (sums: VisitSums) => ({
    sessions: sums.sessions,
    orders: sums.orders,
    revenue: paidOf(sums),
    conversion: toRate(sums.withOrder, sums.sessions),
    bounce: toRate(sums.bounced, sums.seen),
  })
  return {
    channels: of('channel').flatMap((sums) => (sums.sessions > 0 ? [{ channel: sums.key, ...figures(sums) }] : [])),
    entry_pages: of('entry').flatMap((sums) => (sums.seen > 0 ? [{ path: sums.key, ...figures(sums) }] : [])),
    exit_pages: of('exit').flatMap((sums) =>
      sums.seen > 0 ? [{ path: sums.key, sessions: sums.seen, share: toRate(sums.seen, seen) }] : [],
    ),
  }
}
