/** The five stages of the customer journey, in order. */
export const stages = ['awareness', 'consideration', 'decision', 'delivery_use', 'loyalty_advocacy'] as const
export type Stage = (typeof stages)[number]

/** One way into a stage: an event by name, optionally only from the n-th order on or from a score up. */
export interface StageRule {
  readonly name: string
  /** Counts only from this distinct order of the person on. */
  readonly fromOrder?: number
  /** Counts only when the event's score is at least this. */
  readonly minScore?: number
}

export type StageRules = Readonly<Record<Stage, readonly StageRule[]>>

const named = (...names: string[]): StageRule[] => names.map((name) => ({ name }))

/**
 * The default rules: a person enters a stage with the first event that matches one of its rules. A site may replace
 * the rules of a stage, and an event may name its stage itself (`stage` on the wire), which wins over the rules.
 */
export const defaultStageRules: StageRules = {
  awareness: named(
    'page_view',
    'ad_impression',
    'ad_click',
    'email_open',
    'email_click',
    'social_engagement',
    'mention',
    'store_visit',
  ),
  consideration: named('select_item', 'view_item', 'add_to_wishlist', 'search', 'read_review', 'compare_items'),
  decision: named(
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
  ),
  delivery_use: named('purchase'),
  loyalty_advocacy: [
    { name: 'purchase', fromOrder: 2 },
    ...named('subscribe', 'tier_up', 'referral_sent', 'share', 'review_submitted'),
    { name: 'nps_answered', minScore: 9 },
  ],
}
