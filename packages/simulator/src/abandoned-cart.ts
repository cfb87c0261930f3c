import { afterPurchase } from './after-purchase.js'
import type { Cart } from './cart.js'
import { type Arrival, arrivalBy } from './channels.js'
import { checkOut } from './checkout.js'
import { cartFields } from './fill-cart.js'
import { emitOutside } from './outside-event.js'
import { otherDevice, type Person, type PersonalDevice } from './person.js'
import { planted } from './planted.js'
import type { Random } from './random.js'
import { cartPage } from './shop-pages.js'
import type { ShopWorld } from './shop-world.js'
import { retryAfterMs, VisitLog } from './visit-log.js'

const minuteMs = 60_000
const dayMs = 1440 * minuteMs
/** A cart bought sooner was not abandoned. */
const leastDelayMs = 70 * minuteMs
/** Share of the carts never bought whose owner looks at them once more. */
const secondLook = 0.15

/** A cart that will be bought on a later day. */
export interface Recovery {
  delayMs: number
  otherDevice: boolean
  reminded: boolean
}

export function drawRecovery(random: Random): Recovery | undefined {
  if (!random.chance(planted.recovery.share)) return undefined
  return {
    delayMs: leastDelayMs + random.exponential(planted.recovery.meanDays * dayMs - leastDelayMs),
    otherDevice: random.chance(0.3),
    reminded: random.chance(0.5),
  }
}

interface CartReturn {
  person: Person
  device: PersonalDevice
  cart: Cart
  arrival: Arrival
  buys: boolean
}

/** Lets the cart of an ended visit rest, and its owner come back to it or not. */
export function abandonCart(log: VisitLog, cart: Cart, recovery: Recovery | undefined): void {
  const { world, person, at } = log
  const { random } = world
  if (!recovery) {
    if (!random.chance(secondLook)) return
    const arrival = arrivalBy(random, 'direct')
    const delayMs = leastDelayMs + random.exponential(3 * dayMs)
    world.schedule(at + delayMs, (then) => {
      returnToCart(world, { person, device: log.device, cart, arrival, buys: false }, then)
    })
    return
  }
  const device = recovery.otherDevice ? otherDevice(random, person, log.device) : log.device
  const arrival = arrivalBy(random, recovery.reminded ? 'cart_reminder' : 'direct')
  world.schedule(at + recovery.delayMs, (then) => {
    if (recovery.reminded) {
      emitOutside(world, person, device, then, 'email_open', { channel: arrival.channel })
      emitOutside(world, person, device, then + minuteMs - 1000, 'email_click', { channel: arrival.channel })
    }
    returnToCart(world, { person, device, cart, arrival, buys: true }, then + minuteMs)
  })
}

/** A visit that lands on the cart. Who means to buy and does not wait for the page tries again some hours later. */
function returnToCart(world: ShopWorld, visit: CartReturn, at: number): void {
  const { person, device, cart, arrival, buys } = visit
  const { random, funnel } = world
  const log = new VisitLog(world, person, device, at)
  if (log.land(cartPage, arrival) === undefined) {
    if (buys) world.schedule(at + retryAfterMs(random), (then) => returnToCart(world, visit, then))
    return
  }
  log.signIn()
  log.emit('view_cart', cartFields(log, cart))
  log.pause(15)
  const order = buys && checkOut(log, cart, 'purchase', random.chance(funnel.paymentFailed.purchase))
  if (order) afterPurchase(log, cart, order)
  else log.close()
}
