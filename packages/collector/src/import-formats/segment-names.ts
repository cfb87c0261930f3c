import { kindOf } from '@touchline/events'
import { type Fields, idOf } from './foreign-values.js'
import { snakeName } from './snake-name.js'

// Segment's e-commerce and e-mail events, version 2, as snake_case: their case varies between senders.
const names: Readonly<Record<string, string>> = {
  products_searched: 'search',
  product_list_viewed: 'view_item_list',
  product_list_filtered: 'view_item_list',
  product_clicked: 'select_item',
  product_viewed: 'view_item',
  product_added: 'add_to_cart',
  product_removed: 'remove_from_cart',
  wishlist_product_added_to_cart: 'add_to_cart',
  cart_viewed: 'view_cart',
  checkout_started: 'begin_checkout',
  payment_info_entered: 'add_payment_info',
  coupon_denied: 'coupon_denied',
  order_completed: 'purchase',
  order_refunded: 'refund',
  product_added_to_wishlist: 'add_to_wishlist',
  product_shared: 'share',
  cart_shared: 'share',
  product_reviewed: 'review_submitted',
  promotion_viewed: 'view_promotion',
  promotion_clicked: 'select_promotion',
  email_opened: 'email_open',
  email_link_clicked: 'email_click',
  signed_up: 'sign_up',
  signed_in: 'login',
}

const withProducts: ReadonlySet<string> = new Set([
  ...['view_item_list', 'select_item', 'view_item', 'add_to_wishlist', 'share', 'review_submitted'],
])

/** The name of the contract for a tracked event. One that Segment's specification does not have keeps its own. */
export function segmentName(event: unknown, properties: Fields): string | undefined {
  const name = snakeName(event)
  if (name === 'checkout_step_completed') return checkoutStep(properties) ?? name
  return name && Object.hasOwn(names, name) ? names[name] : name
}

/** A completed step tells only by what it carries which step it was. */
function checkoutStep(properties: Fields): string | undefined {
  if (idOf(properties.shipping_method)) return 'add_shipping_info'
  return idOf(properties.payment_method) ? 'add_payment_info' : undefined
}

/** True of events whose properties are those of products, carts and orders. */
export const isCommerce = (name: string): boolean => withProducts.has(name) || kindOf(name) === 'cart'
