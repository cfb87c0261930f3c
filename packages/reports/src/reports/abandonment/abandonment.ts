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
import { cartFigures, listedCartSchema, reasonSchema, valueBandSchema } from './abandonment-figures.js'
import { toCartEpisodes } from './cart-episodes.js'
import { type CartHistory, type CartScope, cartHistories } from './cart-moments.js'
import { type CartOutcome, episodeOutcome, states } from './cart-outcome.js'
import { CartTally } from './cart-tally.js'
import { definitions } from './definitions.js'
import { countFurthest } from './furthest-visits.js'
import { ListedCarts } from './listed-carts.js'
import { ValueBands } from './value-bands.js'
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
  list: z
    .strictObject({
      state: z.enum(['abandoned', ...states.slice(states.indexOf('cart'))]).default('abandoned'),
      reason: z.string().max(64).optional(),
      offset: z.number().int().min(0).max(100_000).default(0),
      limit: z.number().int().min(1).max(1000).default(100),
    })
    .optional()
    .meta({ description: 'Also lists carts of one state, the newest first; abandoned = all that were left' }),
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
  value_bands: z.array(valueBandSchema),
  breakdowns: z.array(z.object({ value: z.string(), totals: cartFigures })),
  listed: z.number().optional().meta({ description: 'How many carts the list has on all its pages' }),
  list: z.array(listedCartSchema).optional(),
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

/** Hands every cart of the period to `take`. */
async function eachCart(
  { query, binaryQuery }: { query: ReportQuery; binaryQuery: BinaryQuery },
  scope: CartScope,
  definition: Definition,
  times: Times,
  take: (cart: CartOutcome) => void,
): Promise<void> {
  const withOrders = definition === 'session' || definition === 'visit_end'
  const orders: OrdersByPerson = withOrders ? await ordersByPerson(query, scope) : new Map()
  for await (const histories of cartHistories(binaryQuery, scope)) {
    for (const history of histories) {
      if (definition === 'cart_episode') for (const cart of episodeOutcomes(history, times)) take(cart)
      else {
        const one = visitOutcome(definition, history, orders, times)
        if (one?.fits) take(one)
      }
    }
  }
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
  lists: ['breakdowns', 'value_bands', 'list'],
  definitions,
  async run({ query, binaryQuery, site, now }, given) {
    const { definition, unit, as_of, idle_minutes, recovery_days, filters, breakdown, list, ...rest } = given
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
    const tally = new CartTally(asOfMs, recoveryMs)
    const bands = new ValueBands()
    const slices = new Map<string, CartOutcome[]>()
    const listed = list && new ListedCarts(list)
    const take = (cart: CartOutcome) => {
      tally.add(cart)
      bands.add(cart)
      listed?.add(cart)
      if (breakdown) addTo(slices, cart)
    }
    const [visits] = await Promise.all([
      countFurthest(query, visitScope, bySession ? 'visit' : countedUnit),
      eachCart({ query, binaryQuery }, scope, definition, times, take),
    ])
    const { leftWhileLoading, bounced, browsed, gotToCart, withoutCart } = visits
    const seen = leftWhileLoading + bounced + browsed + gotToCart
    const all = leftWhileLoading + bounced + browsed + tally.all
    const withoutCarts: Partial<Record<string, number>> = {
      left_while_loading: leftWhileLoading,
      bounce: bounced,
      browse: browsed,
    }
    const { mature, unvalued } = tally
    const notes = [
      `Definition ${definition}: a cart is left after ${idle_minutes} idle minutes, recovered when bought within ${recovery_days} days; as of ${new Date(asOfMs).toISOString()}.`,
    ]
    if (mature < enough.rate) notes.push(tooFewNote('carts', mature, enough.rate))
    if (unvalued > 0) notes.push(`${unvalued} of ${mature} carts gave no value and are missing in the amounts.`)
    if (withoutCart > 0)
      notes.push(
        `${withoutCart} came to a checkout or a purchase without an add_to_cart in these days: they are in no figure about carts.`,
      )
    return {
      rows: states.map((state) => {
        const some = tally.byState[state]
        const count = withoutCarts[state] ?? some.count
        return { state, count, share: toRate(count, all), value: some.toMoney() }
      }),
      totals: {
        ...tally.figures(),
        left_while_loading: toRate(leftWhileLoading, seen),
        bounce: toRate(bounced, seen - leftWhileLoading),
        browse: toRate(browsed, seen - leftWhileLoading - bounced),
        steps: tally.steps,
        recovered_by: tally.recoveredBy,
        reasons: tally.reasons(),
        definition,
        as_of: new Date(asOfMs).toISOString(),
        idle_minutes,
        recovery_days,
        value_bands: bands.toBands(),
        breakdowns: toBreakdowns(slices, () => new CartTally(asOfMs, recoveryMs)),
        listed: listed?.total,
        list: listed?.toList(),
      },
      notes,
      sample: { seen, carts: tally.all, mature: mature },
    }
  },
})

function addTo(slices: Map<string, CartOutcome[]>, cart: CartOutcome): void {
  const some = slices.get(cart.slice)
  if (some) some.push(cart)
  else slices.set(cart.slice, [cart])
}

const toBreakdowns = (slices: ReadonlyMap<string, readonly CartOutcome[]>, newTally: () => CartTally) =>
  [...slices]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, mostSlices)
    .map(([value, some]) => {
      const tally = newTally()
      for (const cart of some) tally.add(cart)
      return { value, totals: tally.figures() }
    })
