import { containedTax, shippingCost, toMajor, toMinor } from './money.js'
import { currency, findProduct } from './page.js'
import { forget, newId, read, write } from './stored.js'

const maxQuantity = 20
/** Shares of the subtotal; null is a coupon of the past. */
const coupons = { HYGGE10: 0.1, TET25: null }

/** `{id, lines: [{item_id, quantity}], coupon, tier}`; products no longer sold are left out. */
export function loadCart() {
  const cart = read('cart', { id: newId('C-', 12), lines: [] })
  return { ...cart, lines: cart.lines.filter((line) => findProduct(line.item_id)) }
}

const save = (cart) => write('cart', cart)
export const endCart = () => forget('cart')

export const countItems = (cart) => cart.lines.reduce((sum, line) => sum + line.quantity, 0)

/** Sets a quantity and returns how much it changed. 0 removes the line. */
export function setQuantity(cart, itemId, wanted) {
  const quantity = Math.min(Math.max(Math.trunc(wanted) || 0, 0), maxQuantity)
  const line = cart.lines.find((candidate) => candidate.item_id === itemId)
  const before = line?.quantity ?? 0
  if (line) line.quantity = quantity
  else cart.lines.push({ item_id: itemId, quantity })
  cart.lines = cart.lines.filter((candidate) => candidate.quantity > 0)
  save(cart)
  return quantity - before
}

export function addItem(cart, itemId, quantity) {
  const line = cart.lines.find((candidate) => candidate.item_id === itemId)
  return setQuantity(cart, itemId, (line?.quantity ?? 0) + quantity)
}

export function clearCart(cart) {
  cart.lines = []
  delete cart.coupon
  save(cart)
}

/** Applies a coupon. Returns why not when it is refused. */
export function applyCoupon(cart, code) {
  const share = Object.hasOwn(coupons, code) ? coupons[code] : undefined
  if (share === undefined) return 'unknown_code'
  if (share === null) return 'expired'
  cart.coupon = code
  save(cart)
  return undefined
}

export function chooseTier(cart, tier) {
  cart.tier = tier
  save(cart)
}

/** The amounts of a cart in major units. `value` is what the items cost after the coupon, shipping left out. */
export function totals(cart, tier = cart.tier ?? 'standard') {
  const subtotal = cart.lines.reduce(
    (sum, line) => sum + toMinor(findProduct(line.item_id).price, currency) * line.quantity,
    0,
  )
  const discount = Math.round(subtotal * (coupons[cart.coupon] ?? 0))
  const value = subtotal - discount
  const shipping = value > 0 ? shippingCost(tier, value, currency) : 0
  const total = value + shipping
  const amounts = { subtotal, discount, value, shipping, total, tax: containedTax(total, currency) }
  return Object.fromEntries(Object.entries(amounts).map(([name, minor]) => [name, toMajor(minor, currency)]))
}
