/**
 * Everything this shop tells Touchline. Page views and page speed are automatic; the calls below are the rest. They may
 * be made before the script has loaded: the stub in the page's head keeps them until then.
 */
import { totals } from './cart.js'
import { currency, findProduct } from './page.js'

const track = (name, fields) => window.touchline('track', name, fields)

/** One product, with GA4's names. */
const itemOf = (itemId, more) => {
  const { item, price } = findProduct(itemId)
  return { ...item, price, ...more }
}

/** `value` is always the whole cart's, so that an abandoned cart is worth what was in it at the end. */
const cartFields = (cart) => ({ cart_id: cart.id, currency, value: totals(cart).value })
export const cartItems = (cart) => cart.lines.map((line) => itemOf(line.item_id, { quantity: line.quantity }))
const wholeCart = (cart) => ({ ...cartFields(cart), items: cartItems(cart) })

// Looking around

const listFields = (list) => ({ item_list_id: list.id, item_list_name: list.name })
const listItem = (list, itemId) => itemOf(itemId, { index: list.products.indexOf(itemId), ...listFields(list) })

export const viewItemList = (list) =>
  track('view_item_list', { ...listFields(list), items: list.products.map((itemId) => listItem(list, itemId)) })
export const selectItem = (list, itemId) =>
  track('select_item', { ...listFields(list), items: [listItem(list, itemId)] })
export const viewItem = (itemId) => track('view_item', { currency, items: [itemOf(itemId)] })
/** Marks when the product's picture can be seen; reported with the page's speed as `product_visible_ms`. */
export async function markProductVisible(picture) {
  await picture.decode()
  requestAnimationFrame(() => performance.mark('touchline-product-visible'))
}
export const search = (term, results) => track('search', { search_term: term, results })

// The cart: `items` of a change are what changed

export const addToCart = (cart, itemId, quantity) =>
  track('add_to_cart', { ...cartFields(cart), items: [itemOf(itemId, { quantity })] })
export const removeFromCart = (cart, itemId, quantity) =>
  track('remove_from_cart', { ...cartFields(cart), items: [itemOf(itemId, { quantity })] })
export const emptyCart = (cart) => track('cart_emptied', cartFields(cart))
export const viewCart = (cart) => track('view_cart', wholeCart(cart))
export const denyCoupon = (cart, coupon, reason) => track('coupon_denied', { ...cartFields(cart), coupon, reason })

// The checkout

export const beginCheckout = (cart) => track('begin_checkout', wholeCart(cart))
export const addShippingInfo = (cart) =>
  track('add_shipping_info', { ...wholeCart(cart), shipping_tier: cart.tier, shipping: totals(cart).shipping })
export const addPaymentInfo = (cart, paymentType) =>
  track('add_payment_info', { ...wholeCart(cart), payment_type: paymentType })
export const failPayment = (cart, paymentType, reason) =>
  track('payment_failed', { ...cartFields(cart), payment_type: paymentType, reason })

/** Sent whenever the thanks page is shown: the transaction_id makes a second one the same order. */
export function purchase(order) {
  const { transaction_id, cart_id, currency, value, tax, shipping, coupon, shipping_tier, payment_type, items } = order
  const all = { transaction_id, cart_id, currency, value, tax, shipping, shipping_tier, payment_type, items }
  track('purchase', coupon ? { ...all, coupon } : all)
}

// After the order

export const trackOrder = (order) => track('order_tracked', { transaction_id: order.transaction_id })
export const submitReview = (itemId, rating) => track('review_submitted', { score: rating, items: [itemOf(itemId)] })
export const answerNps = (order, score) => track('nps_answered', { score, transaction_id: order.transaction_id })

// Who it is

export function signIn(userId) {
  window.touchline('identify', userId)
  track('login', { method: 'email' })
}
export const signOut = () => window.touchline('reset')
/** @param {'granted' | 'denied'} analytics */
export const giveConsent = (analytics) => window.touchline('consent', { analytics })
