/** How visitors are told apart. `adaptive` keeps nothing on the device until consent is granted. */
export type Mode = 'adaptive' | 'cookieless' | 'first_party'

/**
 * What is recorded by itself. `query` and `hash` make a change of only the query or the fragment a page view;
 * `datalayer` hears GA4's events, `tools` those of Matomo, Plausible and Umami.
 */
export type Automatic =
  | 'views'
  | 'vitals'
  | 'query'
  | 'hash'
  | 'datalayer'
  | 'clicks'
  | 'forms'
  | 'errors'
  | 'rage'
  | 'tools'
  | 'targets'

export interface Options {
  /** The site's id, as in `touchline site add`. */
  site: string
  /** Address of the collector, without `/v1/events`. Default: where the script came from, or the page's own origin. */
  endpoint?: string
  /** Default `adaptive`. */
  mode?: Mode
  /** home, list, product, cart, checkout, … of the page that is loading. */
  pageType?: string
  /** Version of the shop that served the page. */
  release?: string
  /** What is recorded by itself, as a list or separated by commas. Default `views,vitals`. */
  auto?: string | readonly Automatic[]
  /** `required`: nothing at all is sent before consent is granted. */
  consent?: 'required'
  /** `storage`: unsent events may wait in localStorage even while no consent is given. */
  retry?: 'storage'
  /** The shop's other domains, as a list or separated by commas: links to them carry visitor and session along. */
  domains?: string | readonly string[]
}

/** A value of a custom property. */
export type Scalar = string | number | boolean | null

/** One product; GA4's names. Prices in major units of the event's currency. */
export interface Item {
  item_id?: string
  item_name?: string
  item_brand?: string
  item_category?: string
  item_category2?: string
  item_category3?: string
  item_category4?: string
  item_category5?: string
  item_variant?: string
  price?: number
  quantity?: number
  discount?: number
  coupon?: string
  index?: number
  item_list_id?: string
  item_list_name?: string
}

/** Where a touchpoint came from. The collector derives it from the page address when absent. */
export interface Channel {
  source?: string
  medium?: string
  campaign?: string
  content?: string
  term?: string
  click_id?: string
}

export type Stage = 'awareness' | 'consideration' | 'decision' | 'delivery_use' | 'loyalty_advocacy'

interface SharedFields {
  channel?: Channel
  items?: readonly Item[]
  /** Overrides the stage rule for this event. */
  stage?: Stage
  /** Type of the page for this event, where it differs from the one given at the start. */
  page_type?: string
}

/** Fields of a touchpoint; every other key becomes a custom property. */
export interface TouchpointFields extends SharedFields {
  score?: number
  /** Milliseconds. */
  visible_ms?: number
  [property: string]: Scalar | Channel | readonly Item[] | undefined
}

/** Fields of a cart event; every other key becomes a custom property. Money in major units of `currency`. */
export interface CartFields extends SharedFields {
  cart_id?: string
  /** ISO 4217, such as EUR. */
  currency?: string
  value?: number
  transaction_id?: string
  shipping?: number
  tax?: number
  coupon?: string
  shipping_tier?: string
  payment_type?: string
  reason?: string
  [property: string]: Scalar | Channel | readonly Item[] | undefined
}

export type CartName =
  | 'add_to_cart'
  | 'remove_from_cart'
  | 'view_cart'
  | 'cart_emptied'
  | 'begin_checkout'
  | 'add_shipping_info'
  | 'add_payment_info'
  | 'coupon_denied'
  | 'out_of_stock'
  | 'payment_failed'
  | 'purchase'
  | 'refund'

export type TouchpointName =
  | 'page_view'
  | 'view_item_list'
  | 'select_item'
  | 'view_item'
  | 'search'
  | 'add_to_wishlist'
  | 'read_review'
  | 'compare_items'
  | 'view_promotion'
  | 'select_promotion'
  | 'ad_impression'
  | 'ad_click'
  | 'email_open'
  | 'email_click'
  | 'social_engagement'
  | 'mention'
  | 'store_visit'
  | 'support_contact'
  | 'order_tracked'
  | 'delivery_confirmed'
  | 'return_requested'
  | 'login'
  | 'sign_up'
  | 'subscribe'
  | 'subscription_cancelled'
  | 'tier_up'
  | 'tier_down'
  | 'referral_sent'
  | 'share'
  | 'review_submitted'
  | 'nps_answered'

/** Any other snake_case name is a custom touchpoint. */
export type CustomName = string & Record<never, never>

export interface Consent {
  analytics: 'granted' | 'denied'
}

export interface Track {
  (name: CartName, fields?: CartFields): void
  (name: TouchpointName | CustomName, fields?: TouchpointFields): void
}
export type Init = (options: Options) => void
export type Identify = (userId: string, traits?: Record<string, Scalar>) => void
export type GiveConsent = (choice: Consent) => void
export type Reset = () => void

/** What `window.touchline` is once the script has loaded: `touchline('track', …)` and `touchline.track(…)` are one. */
export interface Touchline {
  (method: 'init', options: Options): void
  (method: 'track', name: CartName, fields?: CartFields): void
  (method: 'track', name: TouchpointName | CustomName, fields?: TouchpointFields): void
  (method: 'identify', userId: string, traits?: Record<string, Scalar>): void
  (method: 'consent', choice: Consent): void
  (method: 'reset'): void
  init: Init
  track: Track
  identify: Identify
  consent: GiveConsent
  reset: Reset
}
