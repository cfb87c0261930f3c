import type { z } from 'zod'
import type { Money } from '../../core/rate.js'
import type { RepurchaseGap } from '../../core/repurchase-gap.js'
import { mantelHaenszelRiskRatio } from '../../statistics/mantel-haenszel.js'
import { amountText, MoneySums } from '../../statistics/money-sums.js'
import { newcombeDifference } from '../../statistics/newcombe-difference.js'
import { type Mean, meanInterval, ratioOfMeans } from '../../statistics/ratio-of-totals.js'
import { toRate } from '../../statistics/to-rate.js'
import { enoughToCompare } from '../../statistics/too-few.js'
import { type SegmentCount, segments } from './customer-segments.js'
import type { CustomerValueTotals, segmentRowSchema } from './customer-value-schema.js'
import type { GroupSums } from './new-and-existing.js'
import type { NoveltyCount } from './product-novelty.js'

const dayMs = 86_400_000

/** All that was read. */
export interface Measured {
  segments: SegmentCount[]
  sums: GroupSums[]
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
const currenciesOf = (sums: readonly GroupSums[]) =>
  [...new Set(sums.map(({ currency }) => currency))].filter((currency) => currency !== '').sort()

function toOrderValues(sums: readonly GroupSums[]): CustomerValueTotals['order_value'] {
  return currenciesOf(sums).map((currency) => {
    const of = (group: GroupSums['group']) =>
      sums.find((one) => one.currency === currency && one.group === group && one.count > 0)
    const [first, later] = [of('first_orders'), of('later_orders')]
    const mean = (group: GroupSums | undefined) =>
      group ? { orders: group.count, amount: text(group.sum / group.count, currency) } : null
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

const together = (sums: readonly GroupSums[]): Mean => ({
  sum: total(sums, ({ sum }) => sum),
  count: total(sums, ({ count }) => count),
  sumSquares: total(sums, ({ sumSquares }) => sumSquares),
  countSquares: total(sums, ({ countSquares }) => countSquares),
  products: total(sums, ({ products }) => products),
})

function toRevenuePerCustomer(sums: readonly GroupSums[]): CustomerValueTotals['revenue_per_customer'] {
  return currenciesOf(sums).flatMap((currency) => {
    const of = (group: GroupSums['group']) => sums.filter((one) => one.currency === currency && one.group === group)
    const [fresh, known] = [of('new_customers'), of('existing_customers')]
    const groups = { all: [...fresh, ...known], new: fresh, existing: known }
    return (['all', 'new', 'existing'] as const).flatMap((group) => {
      const mean = together(groups[group])
      if (mean.count === 0) return []
      const interval = meanInterval(mean)
      return {
        currency,
        group,
        customers: mean.count,
        amount: text(mean.sum / mean.count, currency),
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
  const { segments: found, sums, gap, gapDays, tried } = measured
  const of = (group: GroupSums['group']) => sums.find((one) => one.currency === '' && one.group === group)
  const days = (ms: number) => (ms > 0 ? ms / dayMs : null)
  return {
    customers: total(found, ({ customers }) => customers),
    orders: total(found, ({ orders }) => orders),
    recent_days: gapDays,
    gone_days: 2 * gapDays,
    big_spenders: toMoney(Object.assign({}, ...found.map(({ cuts }) => cuts))),
    repurchase_gap: {
      gaps: gap.gaps,
      median_days: days(gap.medianMs),
      low_days: days(gap.lowMs),
      high_days: days(gap.highMs),
    },
    new_orders: of('first_orders')?.orders ?? 0,
    existing_orders: of('later_orders')?.orders ?? 0,
    new_customers: of('new_customers')?.persons ?? 0,
    existing_customers: of('existing_customers')?.persons ?? 0,
    order_value: toOrderValues(sums),
    revenue_per_customer: toRevenuePerCustomer(sums),
    new_product: toNewProduct(measured.novelty),
    tried_another: toRate(tried.tried, tried.orders),
  }
}
