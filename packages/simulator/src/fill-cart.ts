import { goToProduct } from './browse.js'
import { type Basket, type Cart, type CartLine, cartItems, cartValue } from './cart.js'
import { type Product, products, toItem } from './catalogue.js'
import { cartPage } from './shop-pages.js'
import type { VisitLog } from './visit-log.js'

/** The fields of an event that concern the whole cart. */
export function cartFields(log: VisitLog, cart: Cart) {
  return {
    cart_id: cart.id,
    currency: cart.currency,
    value: cartValue(cart),
    items: cartItems(cart, log.person.shopLanguage),
  }
}

function itemOf(log: VisitLog, cart: Cart, product: Product, quantity: number) {
  return [toItem(product, log.person.shopLanguage, cart.currency, quantity)]
}

/** `value` is that of the cart after the change, `items` what was added. */
function put(log: VisitLog, cart: Cart, line: CartLine): void {
  cart.lines.push(line)
  log.pause(4)
  log.emit('add_to_cart', { ...cartFields(log, cart), items: itemOf(log, cart, line.product, line.quantity) })
}

/** A product that turns out too much: it goes in, and out again in the cart. */
function putAndRemove(log: VisitLog, cart: Cart): void {
  const product = log.world.random.pick(products)
  if (cart.lines.some((line) => line.product === product)) return
  goToProduct(log, product)
  put(log, cart, { product, quantity: 1 })
  log.open(cartPage)
  log.emit('view_cart', cartFields(log, cart))
  log.pause(10)
  cart.lines.pop()
  log.emit('remove_from_cart', { ...cartFields(log, cart), items: itemOf(log, cart, product, 1) })
}

/** Puts the basket's lines into a new cart; the first line's product is on the open page. */
export function fillCart(log: VisitLog, basket: Basket): Cart {
  const { random } = log.world
  const cart: Cart = { id: random.hex(20), currency: log.person.currency, lines: [] }
  for (const [index, line] of basket.entries()) {
    // Small things are added from where the visitor is, without a look at their own page.
    if (index > 0 && line.product.price >= 12) goToProduct(log, line.product)
    put(log, cart, line)
  }
  if (random.chance(0.04)) {
    const product = random.pick(products)
    goToProduct(log, product)
    log.emit('out_of_stock', { cart_id: cart.id, items: itemOf(log, cart, product, 1) })
  }
  if (random.chance(0.08)) putAndRemove(log, cart)
  if (random.chance(0.7)) {
    log.open(cartPage)
    log.emit('view_cart', cartFields(log, cart))
    log.pause(12)
  }
  return cart
}
