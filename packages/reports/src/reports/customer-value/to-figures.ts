import type { z } from 'zod'
import type { Money } from '../../core/rate.js'
import type { RepurchaseGap } from '../../core/repurchase-gap.js'
import { mantelHaenszelRiskRatio } from '../../statistics/mantel-haenszel.js'
import { amountText, decimalUnits, MoneySums } from '../../statistics/money-sums.js'
import { newcombeDifference } from '../../statistics/newcombe-difference.js'
import { type Mean, meanInterval, ratioOfMeans } from '../../statistics/ratio-of-totals.js'
import { toRate } from '../../statistics/to-rate.js'
import { enoughToCompare } from '../../statistics/too-few.js'
import { type SegmentCount, segments } from './customer-segments.js'
import type { CustomerValueTotals, segmentRowSchema } from './customer-value-schema.js'
import type { GroupSums, OrderCount } from './new-and-existing.js'
import type { NoveltyCount } from './product-novelty.js'

const dayMs = 86_400_000

/** All that was read. */
export interface Measured {
  segments: SegmentCount[]
  cuts: { currency: string; cut: string }[]
  counts: OrderCount[]
  values: GroupSums[]
  customers: GroupSums[]
  novelty: NoveltyCount[]
  tried: { orders: number; tried: number }
  gap: RepurchaseGap
  gapDays: number
}

const toMoney = (spent: Record<string, string>): Money => {
  const sums = new MoneySums()
  for (const [currency, amount] of Object.entries(spent)) sums.add(currency, amount)
  return sums.toMoney()
}

/** All segments, also those that nobody is in. */
export function toSegmentRows(found: readonly SegmentCount[]): z.infer<typeof segmentRowSchema>[] {
  const all = found.reduce((sum, { customers }) => sum + customers, 0)
  return segments.map((segment) => {
    const one = found.find((each) => each.segment === segment)
    return {
      segment,
      customers: one?.customers ?? 0,
      share: toRate(one?.customers ?? 0, all),
      orders: one?.orders ?? 0,
      days_since_order: one ? one.since_ms / dayMs : null,
      revenue: toMoney(one?.spent ?? {}),
    }
  })
}

const text = (value: number, currency: string) => amountText(BigInt(Math.round(value * 10_000)), currency)
const total = <Row>(rows: readonly Row[], of: (row: Row) => number) => rows.reduce((sum, row) => sum + of(row), 0)
const currenciesOf = (sums: readonly GroupSums[]) => [...new Set(sums.map(({ currency }) => currency))].sort()

function toOrderValues(values: readonly GroupSums[]): CustomerValueTotals['order_value'] {
  return currenciesOf(values).map((currency) => {
    const [first, later] = [0, 1].map((group) =>
      values.find((one) => one.currency === currency && one.existing === group),
    )
    const mean = (sums: GroupSums | undefined) =>
      sums ? { orders: sums.count, amount: text(sums.sum / sums.count, currency) } : null
    const ratio = first && later ? ratioOfMeans(later, first) : null
    return {
      currency,
      new: mean(first),
      existing: mean(later),
      ratio: ratio?.ratio ?? null,
      low: ratio?.low ?? null,
      high: ratio?.high ?? null,
    }
  })
}

const together = (sums: readonly GroupSums[]): Mean & { customers: number } => ({
  customers: total(sums, ({ customers }) => customers),
  sum: total(sums, ({ sum }) => sum),
  count: total(sums, ({ count }) => count),
  sumSquares: total(sums, ({ sumSquares }) => sumSquares),
  countSquares: total(sums, ({ countSquares }) => countSquares),
  products: total(sums, ({ products }) => products),
})

function toRevenuePerCustomer(sums: readonly GroupSums[]): CustomerValueTotals['revenue_per_customer'] {
  return currenciesOf(sums).flatMap((currency) => {
    const ofCurrency = sums.filter((one) => one.currency === currency)
    const groups = {
      all: ofCurrency,
      new: ofCurrency.filter(({ existing }) => existing === 0),
      existing: ofCurrency.filter(({ existing }) => existing === 1),
    }
    return (['all', 'new', 'existing'] as const).flatMap((group) => {
      const mean = together(groups[group])
      if (mean.customers === 0) return []
      const interval = meanInterval(mean)
      return {
        currency,
        group,
        customers: mean.customers,
        amount: text(mean.sum / mean.customers, currency),
        low: interval && text(interval.low, currency),
        high: interval && text(interval.high, currency),
      }
    })
  })
}

function toNewProduct(novelty: readonly NoveltyCount[]): CustomerValueTotals['new_product'] {
  const [fresh, existing] = [0, 1].map((group) => {
    const found = novelty.find((one) => one.existing === group)
    return toRate(found?.with_new ?? 0, found?.orders ?? 0)
  }) as [ReturnType<typeof toRate>, ReturnType<typeof toRate>]
  const canCompare = enoughToCompare([fresh, existing])
  return {
    new: fresh,
    existing,
    difference: canCompare ? newcombeDifference(existing, fresh) : null,
    ratio: canCompare
      ? mantelHaenszelRiskRatio([
          {
            exposedYes: existing.numerator,
            exposedNo: existing.denominator - existing.numerator,
            otherYes: fresh.numerator,
            otherNo: fresh.denominator - fresh.numerator,
          },
        ])
      : null,
  }
}

export function toTotals(measured: Measured): CustomerValueTotals {
  const { segments: found, cuts, counts, gap, gapDays, tried } = measured
  const count = (existing: 0 | 1) => counts.find((one) => one.existing === existing)
  const days = (ms: number) => (ms > 0 ? ms / dayMs : null)
  return {
    customers: total(found, ({ customers }) => customers),
    orders: total(found, ({ orders }) => orders),
    recent_days: gapDays,
    gone_days: 2 * gapDays,
    big_spenders: cuts.map(({ currency, cut }) => ({ currency, amount: amountText(decimalUnits(cut), currency) })),
    repurchase_gap: {
      gaps: gap.gaps,
      median_days: days(gap.medianMs),
      low_days: days(gap.lowMs),
      high_days: days(gap.highMs),
    },
    new_orders: count(0)?.orders ?? 0,
    existing_orders: count(1)?.orders ?? 0,
    new_customers: count(0)?.customers ?? 0,
    existing_customers: count(1)?.customers ?? 0,
    order_value: toOrderValues(measured.values),
    revenue_per_customer: toRevenuePerCustomer(measured.customers),
    new_product: toNewProduct(measured.novelty),
    tried_another: toRate(tried.tried, tried.orders),
  }
}
