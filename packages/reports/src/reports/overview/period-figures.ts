import { amountText, decimalUnits, MoneySums } from '../../statistics/money-sums.js'
import { meanInterval, type Total } from '../../statistics/ratio-of-totals.js'
import { toRate } from '../../statistics/to-rate.js'
import type { OrderSums } from './measure-orders.js'
import type { VisitSums } from './measure-visits.js'
import type { Figures } from './overview-schema.js'

/** What was measured of some days: those asked for, or those before. */
export interface Measured {
  people: VisitSums | undefined
  medianS: number | undefined
  orders: OrderSums[]
}

const perOrder = (units: bigint, orders: number, currency: string) => amountText(units / BigInt(orders), currency)

/** The mean value of the orders of one currency; null without one. */
function averageOf({ currency, amount, count, ...rest }: OrderSums) {
  if (count === 0) return undefined
  const interval = meanInterval({ count, ...rest })
  const text = (value: number) => amountText(BigInt(Math.round(value * 10_000)), currency)
  return {
    currency,
    amount: perOrder(decimalUnits(amount), count, currency),
    low: interval && text(interval.low),
    high: interval && text(interval.high),
    orders: count,
  }
}

/** The figures of some days as a whole. */
export function toFigures({ people, medianS, orders }: Measured): Figures {
  const sessions = people?.sessions ?? 0
  const money = new MoneySums()
  for (const { currency, amount, count } of orders) if (count > 0) money.add(currency, amount)
  return {
    visitors: people?.visitors ?? 0,
    persons: people?.persons ?? 0,
    sessions,
    page_views: people?.views ?? 0,
    orders: orders.reduce((sum, one) => sum + one.orders, 0),
    revenue: money.toMoney(),
    average_order_value: orders.flatMap((one) => averageOf(one) ?? []),
    conversion: toRate(people?.buyers ?? 0, people?.persons ?? 0),
    session_conversion: toRate(people?.withOrder ?? 0, sessions),
    bounce: toRate(people?.bounced ?? 0, people?.seen ?? 0),
    pages_per_session: sessions > 0 && people ? people.views / sessions : null,
    median_session_s: sessions > 0 ? (medianS ?? null) : null,
    mean_session_s: sessions > 0 && people ? people.lastedMs / sessions / 1000 : null,
  }
}

/** The totals that can be compared, each with how much it varies and how many persons it comes from. */
export function totalsOf({ people, orders }: Measured): Record<string, Total & { persons: number }> {
  const persons = people?.persons ?? 0
  const customers = orders.reduce((sum, one) => sum + one.customers, 0)
  return {
    visitors: { sum: people?.visitors ?? 0, squares: people?.visitorSquares ?? 0, persons },
    persons: { sum: persons, squares: persons, persons },
    sessions: { sum: people?.sessions ?? 0, squares: people?.sessionSquares ?? 0, persons },
    page_views: { sum: people?.views ?? 0, squares: people?.viewSquares ?? 0, persons },
    orders: {
      sum: orders.reduce((sum, one) => sum + one.orders, 0),
      squares: orders.reduce((sum, one) => sum + one.orderSquares, 0),
      persons: customers,
    },
  }
}
