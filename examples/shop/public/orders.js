import { endCart, totals } from './cart.js'
import { currency } from './page.js'
import { newId, read, write } from './stored.js'
import { cartItems } from './tracking.js'

/** Orders placed in this browser, newest first. */
export const listOrders = () => read('orders', [])
export const findOrder = (transactionId) => listOrders().find((order) => order.transaction_id === transactionId)

/** Turns the cart into an order; the next product starts a new cart. */
export function placeOrder(cart, paymentType) {
  const order = {
    transaction_id: newId('NN-', 8),
    placed_at: Date.now(),
    cart_id: cart.id,
    currency,
    ...totals(cart),
    coupon: cart.coupon,
    shipping_tier: cart.tier ?? 'standard',
    payment_type: paymentType,
    items: cartItems(cart),
  }
  write('orders', [order, ...listOrders()].slice(0, 50))
  endCart()
  return order
}
