import { abandonCart, drawRecovery } from './abandoned-cart.js'
import { afterPurchase } from './after-purchase.js'
import { goToProduct, lookAround, selectProduct, viewList, viewMore, viewProduct, viewPromotion } from './browse.js'
import { type Basket, drawBasket } from './cart.js'
import { type Arrival, drawArrival } from './channels.js'
import { type CheckoutStep, checkOut } from './checkout.js'
import { fillCart } from './fill-cart.js'
import { conversionLogit, logistic } from './navigation-model.js'
import { nextDevice, type Person } from './person.js'
import { planted } from './planted.js'
import { homePage, listPage, productPage } from './shop-pages.js'
import type { ShopWorld } from './shop-world.js'
import { VisitLog } from './visit-log.js'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Share of the visits that led to nothing after which the visitor comes back, some days later. */
const comesBack = { afterLeaving: 0.15, afterLooking: 0.2 }

/**
 * A visit by the planted model: a landing page that is waited for or not, and then a purchase with the probability that
 * the page's time gives.
 * @param arrival how the visit comes about; drawn when absent
 */
export function visitShop(world: ShopWorld, person: Person, at: number, arrival?: Arrival): void {
  const { random } = world
  const device = nextDevice(random, person)
  const page = random.weighted(planted.landingPage)
  // Drawn before anything is seen, because a visitor who lands on a product buys that one, if any.
  const basket = drawBasket(random)
  const { product } = basket[0]
  const landing = { home: homePage, list: listPage(product.category), product: productPage(product) }[page]
  const log = new VisitLog(world, person, device, at)
  const loadSeconds = log.land(landing, arrival ?? drawArrival(random, person.country, !person.seen))
  person.seen = true
  if (loadSeconds === undefined) {
    comeBack(log, comesBack.afterLeaving)
    return
  }

  const logit = conversionLogit({ device: device.device, connection: device.connection, page }, loadSeconds)
  const furthest = random.chance(logistic(logit)) ? 'purchase' : world.funnel.drawFurthest(random, page)
  if (page === 'home') viewPromotion(log)
  if (page === 'list') viewList(log, product.category.slug)
  if (furthest === 'none') lookAround(log)
  else if (page === 'home') goToProduct(log, product)
  else if (page === 'list') selectProduct(log, product)
  else viewProduct(log, product)

  if (furthest !== 'none' && furthest !== 'view') {
    fillAndGoOn(log, basket, furthest)
    return
  }
  if (furthest === 'view') viewMore(log)
  log.close()
  comeBack(log, comesBack.afterLooking)
}

/** Fills a cart, and goes on to the checkout when the visit comes that far. */
function fillAndGoOn(log: VisitLog, basket: Basket, furthest: 'cart' | CheckoutStep): void {
  const { random, funnel } = log.world
  const recovery = furthest === 'purchase' ? undefined : drawRecovery(random)
  const cart = fillCart(log, basket)
  // Only an account lets the cart be found again on another device.
  if (recovery?.otherDevice) log.signUp()
  if (furthest === 'cart' && !recovery && random.chance(0.05)) {
    log.emit('cart_emptied', { cart_id: cart.id, currency: cart.currency, value: 0 })
    log.close()
    return
  }
  if (furthest !== 'cart') {
    const failed = furthest === 'purchase' || furthest === 'payment' ? funnel.paymentFailed[furthest] : 0
    const order = checkOut(log, cart, furthest, random.chance(failed))
    if (order) {
      afterPurchase(log, cart, order)
      return
    }
  }
  log.close()
  abandonCart(log, cart, recovery)
}

function comeBack({ world, person, at }: VisitLog, share: number): void {
  if (!world.random.chance(share)) return
  // Beyond the time after which a visit counts as ended.
  const delay = 2 * hourMs + world.random.exponential(3 * dayMs)
  world.schedule(at + delay, (then) => visitShop(world, person, then))
}
