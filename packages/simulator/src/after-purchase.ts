import { goToProduct } from './browse.js'
import { type Cart, drawBasket } from './cart.js'
import { arrivalBy } from './channels.js'
import { checkOut } from './checkout.js'
import { deliver } from './delivery.js'
import { fillCart } from './fill-cart.js'
import { emitOutside } from './outside-event.js'
import { nextDevice, type Person } from './person.js'
import { planted } from './planted.js'
import { accountPage } from './shop-pages.js'
import type { ShopWorld } from './shop-world.js'
import { retryAfterMs, VisitLog } from './visit-log.js'

const minuteMs = 60_000
const dayMs = 86_400_000
/** The order that brings a customer into a tier. */
const tiers: Readonly<Record<number, string>> = { 2: 'silver', 4: 'gold' }

/** Ends the visit that the order was placed in, and lets its consequences come on their days. */
export function afterPurchase(log: VisitLog, cart: Cart, order: string): void {
  const { world, person } = log
  const { random } = world
  if (!world.subscribers.has(person) && random.chance(0.12)) {
    log.emit('subscribe', { properties: { list: 'letter' } })
    world.subscribers.add(person)
  }
  log.close()
  const tier = tiers[person.orders]
  if (tier) emitOutside(world, person, log.device, log.at + minuteMs, 'tier_up', { properties: { tier } })
  const troubled = deliver(log, cart, order)

  const looks = random.poisson(0.8)
  for (let look = 0; look < looks; look++) {
    const delayMs = retryAfterMs(random) + random.exponential(1.5 * dayMs)
    world.schedule(log.at + delayMs, (at) => trackOrder(world, person, order, at))
  }
  const { afterTrouble, otherwise } = planted.repeatShare
  const { meanDays } = planted.repeatPurchase
  if (!random.chance(troubled ? afterTrouble : otherwise)) return
  world.schedule(log.at + random.exponential(meanDays * dayMs), (at) => buyAgain(world, person, at))
}

/** Lands on the customer's account; whoever does not wait for it tries again some hours later. */
function openAccount(world: ShopWorld, person: Person, at: number, again: (at: number) => void): VisitLog | undefined {
  const { random } = world
  const log = new VisitLog(world, person, nextDevice(random, person), at)
  if (log.land(accountPage, arrivalBy(random, 'direct')) === undefined) {
    world.schedule(at + retryAfterMs(random), again)
    return undefined
  }
  log.signIn()
  log.pause(6)
  return log
}

function trackOrder(world: ShopWorld, person: Person, order: string, at: number): void {
  const log = openAccount(world, person, at, (then) => trackOrder(world, person, order, then))
  if (!log) return
  log.emit('order_tracked', { properties: { transaction_id: order } })
  log.pause(15)
  log.close()
}

/** A further order, with a new cart. */
function buyAgain(world: ShopWorld, person: Person, at: number): void {
  const log = openAccount(world, person, at, (then) => buyAgain(world, person, then))
  if (!log) return
  const basket = drawBasket(world.random)
  goToProduct(log, basket[0].product)
  const cart = fillCart(log, basket)
  const order = checkOut(log, cart, 'purchase', world.random.chance(world.funnel.paymentFailed.purchase))
  if (order) afterPurchase(log, cart, order)
}
