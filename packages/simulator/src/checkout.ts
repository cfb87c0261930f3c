import { type Cart, cartValue } from './cart.js'
import { cartFields } from './fill-cart.js'
import { fromEur, roundMoney } from './money.js'
import { taxRate } from './person.js'
import type { Random } from './random.js'
import { checkoutPage, thanksPage } from './shop-pages.js'
import type { VisitLog } from './visit-log.js'

const steps = ['begin', 'shipping', 'payment', 'purchase'] as const
export type CheckoutStep = (typeof steps)[number]

const freeShippingFromEur = 60
const failures = ['card_declined', 'insufficient_funds', 'authentication_failed', 'timeout'] as const

const payments = {
  VN: { cod: 0.42, momo: 0.25, zalopay: 0.13, card: 0.2 },
  elsewhere: { card: 0.5, paypal: 0.25, klarna: 0.17, mobilepay: 0.08 },
}

function drawPayment(random: Random, log: VisitLog): string {
  const weights = log.person.country === 'VN' ? payments.VN : payments.elsewhere
  return random.weighted(weights as Record<string, number>)
}

function shippingOf(random: Random, cart: Cart): { shipping: number; shipping_tier: string } {
  if (random.chance(0.15)) return { shipping: fromEur(9.9, cart.currency), shipping_tier: 'express' }
  const free = cartValue(cart) >= fromEur(freeShippingFromEur, cart.currency)
  return { shipping: free ? 0 : fromEur(4.9, cart.currency), shipping_tier: 'standard' }
}

/** A code is tried and refused; more often so by those who then give up. */
function tryCoupon(log: VisitLog, cart: Cart, willBuy: boolean): void {
  if (!log.world.random.chance(willBuy ? 0.04 : 0.12)) return
  log.emit('coupon_denied', { ...cartFields(log, cart), coupon: 'SPRING10', reason: 'expired' })
  log.pause(8)
}

/**
 * Goes through the checkout up to a step.
 * @param paymentFailed the first payment fails; with `purchase` as last step a second one succeeds
 * @returns the order's id after a purchase
 */
export function checkOut(log: VisitLog, cart: Cart, last: CheckoutStep, paymentFailed: boolean): string | undefined {
  const { random } = log.world
  const reaches = (step: CheckoutStep) => steps.indexOf(step) <= steps.indexOf(last)
  log.open(checkoutPage)
  log.emit('begin_checkout', cartFields(log, cart))
  log.signIn()
  tryCoupon(log, cart, last === 'purchase')
  log.pause(35)
  if (!reaches('shipping')) return undefined
  const delivery = shippingOf(random, cart)
  log.emit('add_shipping_info', { ...cartFields(log, cart), ...delivery })
  log.pause(30)
  if (!reaches('payment')) return undefined
  const pay = () => {
    const payment_type = drawPayment(random, log)
    log.emit('add_payment_info', { ...cartFields(log, cart), payment_type })
    log.pause(15)
    return payment_type
  }
  let payment_type = pay()
  if (paymentFailed) {
    const reason = random.pick(failures)
    log.emit('payment_failed', { ...cartFields(log, cart), payment_type, reason })
    log.pause(20)
  }
  if (!reaches('purchase')) return undefined
  if (paymentFailed) payment_type = pay()

  if (random.chance(0.6)) log.signUp()
  log.open(thanksPage)
  const transaction = `T-${random.hex(10).toUpperCase()}`
  const value = cartValue(cart)
  const rate = taxRate[log.person.country]
  log.emit('purchase', {
    ...cartFields(log, cart),
    transaction_id: transaction,
    tax: roundMoney((value * rate) / (1 + rate), cart.currency),
    shipping: delivery.shipping,
    shipping_tier: delivery.shipping_tier,
    payment_type,
  })
  log.person.orders += 1
  log.pause(10)
  return transaction
}
