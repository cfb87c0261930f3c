import { describe, expect, it } from 'vitest'
import { toCartEpisodes } from './cart-episodes.js'
import type { CartHistory, CartMoment } from './cart-moments.js'
import { episodeOutcome, reasonOf } from './cart-outcome.js'

const hour = 3_600_000
const day = 24 * hour

/** Moments from `hours name[/cart]`. */
function moments(...texts: string[]): CartMoment[] {
  return texts.map((text) => {
    const [, hours = '', name = '', cart = ''] = /^([\d.]+) ([a-z_]+)(?:\/(\w+))?$/.exec(text) ?? []
    const at = Number(hours) * hour
    return {
      at,
      name,
      visitor: 1,
      cart: cart === '' ? 0 : cart.charCodeAt(0),
      currency: 'EUR',
      hasShipping: false,
      fits: true,
      slice: '',
    }
  })
}
const shape = (...texts: string[]) =>
  toCartEpisodes(moments(...texts)).map(({ startMs, bought, emptiedMs }) => [
    startMs / hour,
    bought ? 'bought' : emptiedMs === undefined ? 'open' : 'emptied',
  ])

describe('toCartEpisodes', () => {
  it('begins the next cart after a purchase and after emptying', () => {
    expect(shape('1 add_to_cart', '2 purchase', '3 add_to_cart', '4 cart_emptied', '5 add_to_cart')).toEqual([
      [1, 'bought'],
      [3, 'emptied'],
      [5, 'open'],
    ])
  })

  it('ends a cart without an id after 30 idle days, one with an id never', () => {
    expect(shape('1 add_to_cart', '722 add_to_cart')).toEqual([
      [1, 'open'],
      [722, 'open'],
    ])
    expect(shape('1 add_to_cart', '721 add_to_cart')).toEqual([[1, 'open']])
    expect(shape('1 add_to_cart/a', '722 purchase/a')).toEqual([[1, 'bought']])
  })

  it('keeps two carts apart by their ids', () => {
    expect(shape('1 add_to_cart/a', '2 add_to_cart/b', '3 purchase/a')).toEqual([
      [1, 'bought'],
      [2, 'open'],
    ])
  })

  it('gives what names no cart to the latest open one, and an id to a cart that had none', () => {
    expect(shape('1 add_to_cart/a', '2 begin_checkout', '3 purchase')).toEqual([[1, 'bought']])
    expect(shape('1 add_to_cart', '2 begin_checkout/a', '3 add_to_cart/b', '4 purchase/a')).toEqual([
      [1, 'bought'],
      [3, 'open'],
    ])
  })

  it('leaves out a checkout that no cart came before', () => {
    expect(toCartEpisodes(moments('1 begin_checkout', '2 purchase'))).toEqual([])
  })
})

describe('episodeOutcome', () => {
  const outcome = (asOf: number, ...texts: string[]) => {
    const all = moments(...texts)
    const times = all.map(({ at }) => at)
    const idle = times.slice(1).map((to, i) => ({ from: times[i] as number, to }))
    const long = idle.filter(({ from, to }) => to - from >= hour)
    const history: CartHistory = { owner: 'p', lastMs: times.at(-1) ?? 0, idle: long, moments: all }
    const [episode] = toCartEpisodes(all)
    if (!episode) throw new Error('no cart')
    return episodeOutcome(episode, history, asOf * hour, hour)
  }

  it('is pending until the idle time has passed', () => {
    expect(outcome(1.9, '1 add_to_cart')).toMatchObject({ state: 'pending', abandonedMs: undefined })
    expect(outcome(2, '1 add_to_cart')).toMatchObject({ state: 'cart', abandonedMs: hour })
  })

  it('is not left by one who buys in time, and once left stays so', () => {
    expect(outcome(99, '1 add_to_cart', '1.9 purchase')).toMatchObject({ state: 'purchased', abandonedMs: undefined })
    expect(outcome(99, '1 add_to_cart', '2 purchase')).toMatchObject({
      state: 'purchased',
      abandonedMs: hour,
      boughtMs: 2 * hour,
    })
  })

  it('is left from the last thing done before, and the checkout for itself', () => {
    const found = outcome(99, '1 add_to_cart', '1.5 view_cart', '4 begin_checkout', '4.5 purchase')
    expect(found).toMatchObject({ abandonedMs: 1.5 * hour, checkoutAbandonedMs: undefined, furthest: 'purchased' })
  })

  it('knows the message before the purchase', () => {
    expect(outcome(99, '1 add_to_cart', '5 email_click', '5.1 purchase').afterMessage).toBe(true)
    expect(outcome(99, '1 add_to_cart', '1.1 email_click', '1.2 purchase').afterMessage).toBe(false)
  })

  it('says emptied of a cart that was emptied', () => {
    expect(outcome(99, '1 add_to_cart', '1.5 cart_emptied')).toMatchObject({ state: 'emptied', abandonedMs: undefined })
    expect(outcome(day, '1 add_to_cart', '3 cart_emptied')).toMatchObject({ state: 'emptied', abandonedMs: hour })
  })
})

describe('reasonOf', () => {
  const shown = (...texts: string[]) =>
    moments(...texts).map((moment) => ({ ...moment, hasShipping: moment.name === 'add_shipping_info' }))

  it('is the last trouble', () => {
    expect(reasonOf(moments('1 add_to_cart'))).toBe('none_seen')
    expect(reasonOf(moments('1 add_to_cart', '2 coupon_denied', '3 out_of_stock', '4 begin_checkout'))).toBe(
      'out_of_stock',
    )
    expect(reasonOf(moments('1 add_to_cart', '2 slow_page'))).toBe('slow_step')
  })

  it('is the shipping cost only when payment was not reached after it', () => {
    expect(reasonOf(shown('1 add_to_cart', '2 add_shipping_info'))).toBe('shipping_cost')
    expect(reasonOf(shown('1 add_to_cart', '2 add_shipping_info', '3 add_payment_info'))).toBe('none_seen')
    expect(reasonOf(shown('1 add_to_cart', '2 add_shipping_info', '3 add_payment_info', '4 payment_failed'))).toBe(
      'payment_failed',
    )
  })
})
