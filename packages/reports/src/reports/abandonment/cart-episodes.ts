import type { CartMoment } from './cart-moments.js'

const longestIdleMs = 30 * 86_400_000

/** One cart from the first thing put into it on. */
export interface CartEpisode {
  startMs: number
  first: CartMoment
  /** Cart events of this cart, without the purchase; and slow pages and messages on the way. */
  moments: CartMoment[]
  bought?: CartMoment
  emptiedMs?: number
}

interface OpenEpisode extends CartEpisode {
  cart: number
  lastMs: number
}

const isClosed = ({ bought, emptiedMs }: CartEpisode) => bought !== undefined || emptiedMs !== undefined

/**
 * Divides one unit's moments, in order of time, into carts. A cart is what carries one `cart_id`; without it, it begins
 * with `add_to_cart` and ends with the purchase, when it is emptied, or after 30 idle days. Something put in after the
 * end begins the next cart. What belongs to no cart (a checkout whose cart began earlier) is left out.
 */
export function toCartEpisodes(moments: readonly CartMoment[]): CartEpisode[] {
  const episodes: OpenEpisode[] = []
  const open = (cart: number, at: number) =>
    episodes.findLast(
      (episode) =>
        !isClosed(episode) &&
        (cart === 0 || episode.cart === 0 || episode.cart === cart) &&
        (episode.cart !== 0 || at - episode.lastMs <= longestIdleMs),
    )
  for (const moment of moments) {
    const { at, name, cart } = moment
    const isTouch = name === 'slow_page' || name.startsWith('email_')
    let episode = open(cart, at)
    if (!episode && name === 'add_to_cart') {
      episode = { startMs: at, first: moment, moments: [], cart, lastMs: at }
      episodes.push(episode)
    }
    if (!episode) continue
    if (!isTouch) {
      episode.lastMs = at
      if (episode.cart === 0) episode.cart = cart
    }
    if (name === 'purchase') episode.bought = moment
    else episode.moments.push(moment)
    if (name === 'cart_emptied') episode.emptiedMs = at
  }
  return episodes
}
