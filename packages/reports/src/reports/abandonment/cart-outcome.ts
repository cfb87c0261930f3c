import type { CartEpisode } from './cart-episodes.js'
import type { CartHistory, CartMoment } from './cart-moments.js'

/** How far a cart came; each includes those before it. */
export const progress = ['cart', 'begin', 'shipping', 'payment', 'purchased'] as const
export type Progress = (typeof progress)[number]

export const states = [
  'left_while_loading',
  'bounce',
  'browse',
  'cart',
  'checkout@begin',
  'checkout@shipping',
  'checkout@payment',
  'payment_failed',
  'purchased',
  'emptied',
  'pending',
] as const
export type State = (typeof states)[number]

/** What became of one cart as of a moment. */
export interface CartOutcome {
  state: State
  owner: string
  startMs: number
  furthest: Progress
  /** Last activity before the first idle time without a purchase; absent when there was none. */
  abandonedMs?: number
  /** The same of the checkout. */
  checkoutAbandonedMs?: number
  boughtMs?: number
  paymentFailed: boolean
  /** In 1/10,000 of the major unit. */
  value?: bigint
  currency: string
  slice: string
  /** Visitors of the last event before it was left, and of the purchase. */
  leftOn: number
  boughtOn?: number
  afterMessage: boolean
  reason: string
}

/** In the rates: not pending, and not emptied before it was ever abandoned. */
export const isMature = ({ state, abandonedMs }: Pick<CartOutcome, 'state' | 'abandonedMs'>): boolean =>
  state !== 'pending' && (state !== 'emptied' || abandonedMs !== undefined)

const reached: Readonly<Record<string, Progress>> = {
  begin_checkout: 'begin',
  add_shipping_info: 'shipping',
  add_payment_info: 'payment',
  payment_failed: 'payment',
}
const stateOf: Readonly<Record<Progress, State>> = {
  cart: 'cart',
  begin: 'checkout@begin',
  shipping: 'checkout@shipping',
  payment: 'checkout@payment',
  purchased: 'purchased',
}

/** Where the first idle time between `sinceMs` and `endMs` began. */
function firstIdle(history: CartHistory, sinceMs: number, endMs: number, idleMs: number): number | undefined {
  const found = history.idle.find(({ from, to }) => from >= sinceMs && to <= endMs)
  if (found) return found.from
  const last = Math.max(history.lastMs, sinceMs)
  return last < endMs && endMs - last >= idleMs ? last : undefined
}

const troubles: ReadonlySet<string> = new Set(['payment_failed', 'out_of_stock', 'coupon_denied'])

/** The last trouble before a cart was left: see the definition of `reasons`. */
export function reasonOf(moments: readonly CartMoment[]): string {
  let reason = 'none_seen'
  let wasShippingShown = false
  for (const { name, hasShipping } of moments) {
    if (troubles.has(name)) reason = name
    else if (name === 'slow_page') reason = 'slow_step'
    else if (hasShipping && !wasShippingShown) reason = 'shipping_cost'
    else if (name === 'add_payment_info' && reason === 'shipping_cost') reason = 'none_seen'
    wasShippingShown ||= hasShipping
  }
  return reason
}

/** What the moments of a cart tell, whatever it is that counts as abandoning it. */
export function describeCart(
  { first, moments, bought }: CartEpisode,
  abandonedMs: number | undefined,
  idleMs: number,
): Pick<
  CartOutcome,
  'furthest' | 'paymentFailed' | 'value' | 'currency' | 'slice' | 'leftOn' | 'boughtOn' | 'afterMessage' | 'reason'
> {
  const untilMs = abandonedMs ?? Number.POSITIVE_INFINITY
  // A slow page is reported when it is hidden, so after the last thing that was done on it.
  const before = moments.filter(({ at, name }) => at <= (name === 'slow_page' ? untilMs + idleMs : untilMs))
  // What is left after emptying is not what the cart was worth.
  const valued =
    before.findLast(({ name, value }) => value !== undefined && name !== 'cart_emptied') ??
    (abandonedMs === undefined ? bought : undefined)
  const steps = moments.map(({ name }) => progress.indexOf(reached[name] ?? 'cart'))
  const message = moments.some(
    ({ at, name }) => name.startsWith('email_') && at > untilMs && (!bought || at <= bought.at),
  )
  return {
    furthest: bought ? 'purchased' : (progress[Math.max(0, ...steps)] as Progress),
    paymentFailed: moments.some(({ name }) => name === 'payment_failed'),
    value: valued?.value,
    currency: valued?.currency ?? '',
    slice: first.slice,
    leftOn: before.at(-1)?.visitor ?? first.visitor,
    boughtOn: bought?.visitor,
    afterMessage: message,
    reason: reasonOf(before),
  }
}

export const abandonedState = (furthest: Progress, paymentFailed: boolean): State =>
  paymentFailed && furthest !== 'purchased' ? 'payment_failed' : stateOf[furthest]

/** What became of a cart as of `asOfMs`, when idling for `idleMs` without a purchase abandons it. */
export function episodeOutcome(
  episode: CartEpisode,
  history: CartHistory,
  asOfMs: number,
  idleMs: number,
): CartOutcome {
  const { startMs, moments, bought, emptiedMs } = episode
  const endMs = bought?.at ?? emptiedMs ?? asOfMs
  const abandonedMs = firstIdle(history, startMs, endMs, idleMs)
  const checkoutMs = moments.find(({ name }) => reached[name] !== undefined)?.at
  const facts = describeCart(episode, abandonedMs, idleMs)
  const state = ((): State => {
    if (bought) return 'purchased'
    if (emptiedMs !== undefined) return 'emptied'
    return abandonedMs === undefined ? 'pending' : abandonedState(facts.furthest, facts.paymentFailed)
  })()
  return {
    ...facts,
    state,
    owner: history.owner,
    startMs,
    abandonedMs,
    checkoutAbandonedMs: checkoutMs === undefined ? undefined : firstIdle(history, checkoutMs, endMs, idleMs),
    boughtMs: bought?.at,
  }
}
