import { z } from 'zod'
import { breakdownParam, commonParams } from '../../core/common-params.js'
import { momentMs, momentSchema } from '../../core/moment.js'
import { ordersOf } from '../../core/orders.js'
import { resolvePeriod } from '../../core/period.js'
import type { BinaryQuery, ReportQuery } from '../../core/query.js'
import { moneySchema, rateSchema } from '../../core/rate.js'
import { defineReport } from '../../core/report.js'
import { sql } from '../../core/sql.js'
import { toRate } from '../../statistics/to-rate.js'
import { enough, tooFewNote } from '../../statistics/too-few.js'
import {
  cartFigures,
  cartValue,
  isMature,
  reasonSchema,
  stepCounts,
  toCartFigures,
  toReasons,
  toRecoveredBy,
} from './abandonment-figures.js'
import { toCartEpisodes } from './cart-episodes.js'
import { type CartHistory, type CartScope, cartHistories } from './cart-moments.js'
import { type CartOutcome, episodeOutcome, states } from './cart-outcome.js'
import { definitions } from './definitions.js'
import { countFurthest } from './furthest-visits.js'
import { type OrdersByPerson, visitOutcome } from './visit-carts.js'

const minuteMs = 60_000
const dayMs = 86_400_000
/** Carts that began so long before the period are seen to have begun there. */
const lookBackMs = 30 * dayMs
const mostSlices = 20

const params = z.strictObject({
  ...commonParams,
  filters: commonParams.filters.meta({
    description: 'Only carts whose first add_to_cart fits all of these, and visits that began with something that fits',
  }),
  breakdown: breakdownParam,
  definition: z.enum(['cart_episode', 'session', 'visit_end', 'visitor']).default('cart_episode').meta({
    description: 'What is counted, and when it is abandoned',
  }),
  unit: z.enum(['person', 'visitor']).default('person').meta({
    description: 'Whose carts are followed: persons over their devices, or single browsers',
  }),
  as_of: momentSchema.optional(),
  idle_minutes: z.number().int().min(1).max(10_080).default(60).meta({ description: 'Idle time W', unit: 'min' }),
  recovery_days: z.number().min(0).max(365).default(7).meta({ description: 'Recovery window R', unit: 'd' }),
})
type Definition = z.output<typeof params>['definition']

const row = z.object({ state: z.enum(states), count: z.number(), share: rateSchema, value: moneySchema })

const totals = cartFigures.extend({
  left_while_loading: rateSchema,
  bounce: rateSchema,
  browse: rateSchema,
  steps: z.object({
    cart: z.number(),
    begin: z.number(),
    shipping: z.number(),
    payment: z.number(),
    purchased: z.number(),
  }),
  recovered_by: z.object({ same_device: z.number(), other_device: z.number(), after_message: z.number() }),
  reasons: z.array(reasonSchema),
  definition: z.string(),
  as_of: z.string(),
  idle_minutes: z.number(),
  recovery_days: z.number(),
  breakdowns: z.array(z.object({ value: z.string(), totals: cartFigures })),
})

interface Times {
  fromMs: number
  untilMs: number
  asOfMs: number
  idleMs: number
}

async function ordersByPerson(query: ReportQuery, scope: CartScope): Promise<OrdersByPerson> {
  const orders = await query<{ person: string; visitor: number; at: number }>(sql`
    SELECT person_id AS person, toUInt32(sipHash64(visitor_id)) AS visitor, at_ms AS at FROM (${ordersOf(scope, scope.site.currency)}) ORDER BY at_ms`)
  const byPerson = new Map<string, { at: number; visitor: number }[]>()
  for (const { person, visitor, at } of orders) {
    const own = byPerson.get(person)
    if (own) own.push({ at, visitor })
    else byPerson.set(person, [{ at, visitor }])
  }
  return byPerson
}

async function cartOutcomes(
  { query, binaryQuery }: { query: ReportQuery; binaryQuery: BinaryQuery },
  scope: CartScope,
  definition: Definition,
  times: Times,
): Promise<CartOutcome[]> {
  const withOrders = definition === 'session' || definition === 'visit_end'
  const orders: OrdersByPerson = withOrders ? await ordersByPerson(query, scope) : new Map()
  const outcomes: CartOutcome[] = []
  for await (const histories of cartHistories(binaryQuery, scope)) {
    for (const history of histories) {
      if (definition === 'cart_episode') outcomes.push(...episodeOutcomes(history, times))
      else {
        const one = visitOutcome(definition, history, orders, times)
        if (one?.fits) outcomes.push(one)
      }
    }
  }
  return outcomes
}

const episodeOutcomes = (history: CartHistory, { fromMs, untilMs, asOfMs, idleMs }: Times): CartOutcome[] =>
  toCartEpisodes(history.moments)
    .filter(({ startMs, first }) => startMs >= fromMs && startMs < untilMs && first.fits)
    .map((episode) => episodeOutcome(episode, history, asOfMs, idleMs))

export const abandonment = defineReport({
  name: 'abandonment',
  title: 'Abandonment',
  question: 'How many carts are left, where, why and worth how much, and how many come back?',
  params,
  row,
  totals,
  lists: ['breakdowns'],
  definitions,
  async run({ query, binaryQuery, site, now }, given) {
    const { definition, unit, as_of, idle_minutes, recovery_days, filters, breakdown, ...rest } = given
    const asOfMs = momentMs(as_of, given.timezone ?? site.timezone, now)
    const period = resolvePeriod(rest, site, asOfMs)
    const idleMs = idle_minutes * minuteMs
    const recoveryMs = recovery_days * dayMs
    const times = { fromMs: period.fromMs, untilMs: Math.min(period.untilMs, asOfMs + 1), asOfMs, idleMs }
    const bySession = definition === 'session' || definition === 'visit_end'
    const countedUnit = definition === 'visitor' ? 'visitor' : unit
    const scope: CartScope = {
      site,
      fromMs: times.fromMs - lookBackMs,
      untilMs: asOfMs + 1,
      unit: bySession ? 'session' : countedUnit,
      idleMs,
      filters,
      breakdown,
      whole: definition !== 'cart_episode',
    }
    const visitScope = { site, fromMs: times.fromMs, untilMs: Math.max(times.untilMs, times.fromMs), filters }
    const [carts, visits] = await Promise.all([
      cartOutcomes({ query, binaryQuery }, scope, definition, times),
      countFurthest(query, visitScope, bySession ? 'visit' : countedUnit),
    ])
    const { leftWhileLoading, bounced, browsed, gotToCart, withoutCart } = visits
    const seen = leftWhileLoading + bounced + browsed + gotToCart
    const all = leftWhileLoading + bounced + browsed + carts.length
    const figures = toCartFigures(carts, asOfMs, recoveryMs)
    const withoutCarts: Partial<Record<string, number>> = {
      left_while_loading: leftWhileLoading,
      bounce: bounced,
      browse: browsed,
    }
    const mature = carts.filter(isMature)
    const unvalued = mature.filter(({ value }) => value === undefined).length
    const notes = [
      `Definition ${definition}: a cart is left after ${idle_minutes} idle minutes, recovered when bought within ${recovery_days} days; as of ${new Date(asOfMs).toISOString()}.`,
    ]
    if (mature.length < enough.rate) notes.push(tooFewNote('carts', mature.length, enough.rate))
    if (unvalued > 0) notes.push(`${unvalued} of ${mature.length} carts gave no value and are missing in the amounts.`)
    if (withoutCart > 0)
      notes.push(
        `${withoutCart} came to a checkout or a purchase without an add_to_cart in these days: they are in no figure about carts.`,
      )
    return {
      rows: states.map((state) => {
        const some = carts.filter((cart) => cart.state === state)
        const count = withoutCarts[state] ?? some.length
        return { state, count, share: toRate(count, all), value: cartValue(some) }
      }),
      totals: {
        ...figures,
        left_while_loading: toRate(leftWhileLoading, seen),
        bounce: toRate(bounced, seen - leftWhileLoading),
        browse: toRate(browsed, seen - leftWhileLoading - bounced),
        steps: stepCounts(carts),
        recovered_by: toRecoveredBy(carts, asOfMs, recoveryMs),
        reasons: toReasons(carts),
        definition,
        as_of: new Date(asOfMs).toISOString(),
        idle_minutes,
        recovery_days,
        breakdowns: breakdown ? toBreakdowns(carts, asOfMs, recoveryMs) : [],
      },
      notes,
      sample: { seen, carts: carts.length, mature: mature.length },
    }
  },
})

function toBreakdowns(carts: readonly CartOutcome[], asOfMs: number, recoveryMs: number) {
  const slices = new Map<string, CartOutcome[]>()
  for (const cart of carts) {
    const some = slices.get(cart.slice)
    if (some) some.push(cart)
    else slices.set(cart.slice, [cart])
  }
  return [...slices]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, mostSlices)
    .map(([value, some]) => ({ value, totals: toCartFigures(some, asOfMs, recoveryMs) }))
}
