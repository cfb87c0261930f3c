import { z } from 'zod'
import { type Money, moneySchema, rateSchema } from '../../core/rate.js'
import { amountText, decimalUnits, MoneySums } from '../../statistics/money-sums.js'
import { newcombeDifference } from '../../statistics/newcombe-difference.js'
import { toRate } from '../../statistics/to-rate.js'
import { enoughToCompare } from '../../statistics/too-few.js'
import type { TouchCost } from './touch-costs.js'
import { effectDays, laterStages, type Touchpoint, type TouchTallies } from './touch-tallies.js'

export const effectSchema = z.object({
  days: z.number(),
  after: rateSchema,
  others: rateSchema,
  difference: z.object({ difference: z.number(), low: z.number(), high: z.number() }).nullable(),
})

export const touchpointRowSchema = z.object({
  channel: z.string(),
  touchpoint: z.string().nullable().meta({ description: 'Null: all touches of the channel' }),
  touches: z.number(),
  persons: z.number(),
  reach: rateSchema.meta({ description: 'Of all persons with a touch' }),
  influence: z.object(Object.fromEntries(laterStages.map((stage) => [stage, rateSchema]))),
  orders: z.number(),
  revenue: moneySchema,
  cost: moneySchema,
  cost_per_order: moneySchema,
  effects: z.array(effectSchema),
})
export type TouchpointRow = z.infer<typeof touchpointRowSchema>

const byCode = ([codes, counts]: [number[], number[]]) => new Map(codes.map((code, i) => [code, counts[i] as number]))

/** A reader of the tallies by code. */
function readerOf(tallies: TouchTallies) {
  const maps = {
    touches: byCode(tallies.touches),
    reach: byCode(tallies.reach),
    orders: byCode(tallies.orders),
    influence: tallies.influence.map(byCode),
    seen: tallies.seen.map(byCode),
    won: tallies.won.map(byCode),
    any_seen: tallies.any_seen.map(byCode),
    any_won: tallies.any_won.map(byCode),
  }
  const worths = new Map<number, Money>()
  tallies.worths[0].forEach((key, i) => {
    const [code, currency = ''] = key.split(' ')
    const units = BigInt(Math.round((tallies.worths[1][i] as number) * 10_000))
    const ofCode = worths.get(Number(code)) ?? []
    worths.set(Number(code), [...ofCode, { currency, amount: amountText(units, currency) }])
  })
  return { ...maps, worths }
}

/** What an order cost, in each currency in which something was spent. */
function perOrder(cost: Money, orders: number): Money {
  if (orders === 0) return []
  return cost.map(({ currency, amount }) => ({
    currency,
    amount: amountText(BigInt(Math.round(Number(decimalUnits(amount)) / orders)), currency),
  }))
}

/** False of what was seen in the look-back only, and came before nothing. */
const counts = ({ persons, orders, cost, influence }: TouchpointRow) =>
  persons > 0 || orders > 0 || cost.length > 0 || Object.values(influence).some(({ numerator }) => numerator > 0)

/** A row a channel and, below it, one a kind of touch; the channels that reached most come first. */
export function touchpointRows(
  tallies: TouchTallies,
  shown: readonly Touchpoint[],
  channels: readonly string[],
  costs: readonly TouchCost[],
): TouchpointRow[] {
  const reader = readerOf(tallies)
  const rowOf = (code: number, channel: string, touchpoint: string | null): TouchpointRow => {
    const at = (map: Map<number, number> | undefined) => map?.get(code) ?? 0
    const spent = new MoneySums()
    for (const cost of costs) {
      if (cost.channel === channel && (touchpoint === null || cost.touchpoint === touchpoint))
        spent.add(cost.currency, cost.cost)
    }
    const [orders, cost] = [at(reader.orders), spent.toMoney()]
    return {
      channel,
      touchpoint,
      touches: at(reader.touches),
      persons: at(reader.reach),
      reach: toRate(at(reader.reach), tallies.touched),
      influence: Object.fromEntries(
        laterStages.map((stage, i) => [stage, toRate(at(reader.influence[i]), tallies.entered[i] ?? 0)]),
      ),
      orders,
      revenue: (reader.worths.get(code) ?? []).sort((a, b) => (a.currency < b.currency ? -1 : 1)),
      cost,
      cost_per_order: perOrder(cost, orders),
      effects: effectDays.map((days, i) => {
        const after = toRate(at(reader.won[i]), at(reader.seen[i]))
        const others = toRate(
          (tallies.all_won[i] ?? 0) - at(reader.any_won[i]),
          (tallies.all_seen[i] ?? 0) - at(reader.any_seen[i]),
        )
        return {
          days,
          after,
          others,
          difference: enoughToCompare([after, others]) ? newcombeDifference(after, others) : null,
        }
      }),
    }
  }
  return channels
    .map((channel, i) => ({
      whole: rowOf(shown.length + 1 + i, channel, null),
      kinds: shown
        .map((touchpoint, k) => ({ ...touchpoint, code: k + 1 }))
        .filter((touchpoint) => touchpoint.channel === channel)
        .map(({ code, touchpoint }) => rowOf(code, channel, touchpoint)),
    }))
    .sort((a, b) => b.whole.persons - a.whole.persons || (a.whole.channel < b.whole.channel ? -1 : 1))
    .flatMap(({ whole, kinds }) => [whole, ...kinds.sort((a, b) => b.persons - a.persons)])
    .filter(counts)
}
