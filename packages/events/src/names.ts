/** The events of the contract. Names are GA4's recommended ones wherever GA4 has one. */
export const touchpointNames = [
  'page_view',
  'view_item_list',
  'select_item',
  'view_item',
  'search',
  'add_to_wishlist',
  'read_review',
  'compare_items',
  'view_promotion',
  'select_promotion',
  'ad_impression',
  'ad_click',
  'email_open',
  'email_click',
  'social_engagement',
  'mention',
  'store_visit',
  'support_contact',
  'order_tracked',
  'delivery_confirmed',
  'return_requested',
  'login',
  'sign_up',
  'subscribe',
  'subscription_cancelled',
  'tier_up',
  'tier_down',
  'referral_sent',
  'share',
  'review_submitted',
  'nps_answered',
] as const

export const pageLoadNames = ['page_load', 'page_leave'] as const

export const cartNames = [
  'add_to_cart',
  'remove_from_cart',
  'view_cart',
  'cart_emptied',
  'begin_checkout',
  'add_shipping_info',
  'add_payment_info',
  'coupon_denied',
  'out_of_stock',
  'payment_failed',
  'purchase',
  'refund',
] as const

/**
 * Events that may happen away from the shop's pages (in a mailbox, a store, on another site, at the shop's own server):
 * they tell of a person, but not that somebody was on the site.
 */
export const awayNames = [
  'ad_impression',
  'ad_click',
  'email_open',
  'email_click',
  'social_engagement',
  'mention',
  'store_visit',
  'support_contact',
  'delivery_confirmed',
  'return_requested',
  'subscription_cancelled',
  'tier_up',
  'tier_down',
  'referral_sent',
  'share',
  'review_submitted',
  'nps_answered',
  'refund',
] as const satisfies readonly (TouchpointName | CartName)[]

export type TouchpointName = (typeof touchpointNames)[number]
export type PageLoadName = (typeof pageLoadNames)[number]
export type CartName = (typeof cartNames)[number]

export const eventKinds = ['touchpoint', 'page_load', 'cart', 'identify'] as const
export type EventKind = (typeof eventKinds)[number]

const cart: ReadonlySet<string> = new Set(cartNames)
const pageLoad: ReadonlySet<string> = new Set(pageLoadNames)

/** The kind an event's name implies; a custom name is a touchpoint. */
export function kindOf(name: string): EventKind {
  if (cart.has(name)) return 'cart'
  if (pageLoad.has(name)) return 'page_load'
  return name === 'identify' ? 'identify' : 'touchpoint'
}
