import { z } from 'zod'
import { moneySchema, type Rate, rateSchema } from '../../core/rate.js'
import { MoneySums } from '../../statistics/money-sums.js'
import { toRate } from '../../statistics/to-rate.js'
import { type CartOutcome, type Progress, progress } from './cart-outcome.js'

/** The rates of some carts; those of visits are beside them in the report's totals. */
export const cartFigures = z.object({
  carts: z.number(),
  gross: rateSchema,
  net: rateSchema,
  recovered: rateSchema,
  checkout_gross: rateSchema,
  checkout_net: rateSchema,
  payment_failure: rateSchema,
  value: z.object({ gross: moneySchema, recovered: moneySchema, net: moneySchema, pending: moneySchema }),
})
export type CartFigures = z.infer<typeof cartFigures>

export const reasonSchema = z.object({ reason: z.string(), carts: z.number(), share: rateSchema, value: moneySchema })

/** Value of carts by currency; a cart of unknown value adds nothing. */
export function cartValue(carts: readonly CartOutcome[]) {
  const sums = new MoneySums()
  for (const { value, currency } of carts) if (value !== undefined) sums.addUnits(currency, value)
  return sums.toMoney()
}

/** In the rates: not pending, and not emptied before it was ever abandoned. */
export const isMature = ({ state, abandonedMs }: CartOutcome): boolean =>
  state !== 'pending' && (state !== 'emptied' || abandonedMs !== undefined)

const cameTo = (step: Progress) => (cart: CartOutcome) => progress.indexOf(cart.furthest) >= progress.indexOf(step)

export const stepCounts = (carts: readonly CartOutcome[]) =>
  Object.fromEntries(progress.map((step) => [step, carts.filter(isMature).filter(cameTo(step)).length])) as Record<
    Progress,
    number
  >

/** Bought within R of being left; of those who were left at least R ago, or never left and bought at least R ago. */
function recovery(asOfMs: number, recoveryMs: number) {
  const wasBought = (leftMs: number | undefined, { boughtMs }: CartOutcome) =>
    boughtMs !== undefined && (leftMs === undefined || boughtMs - leftMs <= recoveryMs)
  const isOldEnough = (leftMs: number | undefined, { boughtMs }: CartOutcome) =>
    asOfMs - (leftMs ?? boughtMs ?? asOfMs) >= recoveryMs
  return { wasBought, isOldEnough }
}

/** The carts that were left at least R ago, and those of them that were bought within R. */
function oldAbandoned(carts: readonly CartOutcome[], asOfMs: number, recoveryMs: number) {
  const { wasBought, isOldEnough } = recovery(asOfMs, recoveryMs)
  const left = carts.filter(
    (cart) => isMature(cart) && cart.abandonedMs !== undefined && isOldEnough(cart.abandonedMs, cart),
  )
  return { left, recovered: left.filter((cart) => wasBought(cart.abandonedMs, cart)) }
}

export function toCartFigures(carts: readonly CartOutcome[], asOfMs: number, recoveryMs: number): CartFigures {
  const { wasBought, isOldEnough } = recovery(asOfMs, recoveryMs)
  const count = (some: readonly CartOutcome[], among: readonly CartOutcome[]): Rate => toRate(some.length, among.length)
  const mature = carts.filter(isMature)
  const abandoned = mature.filter(({ abandonedMs }) => abandonedMs !== undefined)
  const old = mature.filter((cart) => isOldEnough(cart.abandonedMs, cart))
  const lost = old.filter((cart) => !wasBought(cart.abandonedMs, cart))
  const { left, recovered } = oldAbandoned(carts, asOfMs, recoveryMs)
  const checkouts = mature.filter(cameTo('begin'))
  const oldCheckouts = checkouts.filter((cart) => isOldEnough(cart.checkoutAbandonedMs, cart))
  const payments = mature.filter(cameTo('payment'))
  return {
    carts: mature.length,
    gross: count(abandoned, mature),
    net: count(lost, old),
    recovered: count(recovered, left),
    checkout_gross: count(
      checkouts.filter(({ checkoutAbandonedMs }) => checkoutAbandonedMs !== undefined),
      checkouts,
    ),
    checkout_net: count(
      oldCheckouts.filter((cart) => !wasBought(cart.checkoutAbandonedMs, cart)),
      oldCheckouts,
    ),
    payment_failure: count(
      payments.filter(({ paymentFailed }) => paymentFailed),
      payments,
    ),
    value: {
      gross: cartValue(abandoned),
      recovered: cartValue(recovered),
      net: cartValue(lost),
      pending: cartValue(carts.filter(({ state }) => state === 'pending')),
    },
  }
}

/** How the recovered carts came back. */
export function toRecoveredBy(carts: readonly CartOutcome[], asOfMs: number, recoveryMs: number) {
  const recovered = oldAbandoned(carts, asOfMs, recoveryMs).recovered
  const same = recovered.filter(({ leftOn, boughtOn }) => leftOn === boughtOn).length
  return {
    same_device: same,
    other_device: recovered.length - same,
    after_message: recovered.filter(({ afterMessage }) => afterMessage).length,
  }
}

/** The last trouble before each abandoned cart was left, the most frequent first. */
export function toReasons(carts: readonly CartOutcome[]) {
  const abandoned = carts.filter((cart) => isMature(cart) && cart.abandonedMs !== undefined)
  return [...new Set(abandoned.map(({ reason }) => reason))]
    .map((reason) => {
      const some = abandoned.filter((cart) => cart.reason === reason)
      return { reason, carts: some.length, share: toRate(some.length, abandoned.length), value: cartValue(some) }
    })
    .sort((a, b) => b.carts - a.carts || (a.reason < b.reason ? -1 : 1))
}
