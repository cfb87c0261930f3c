import { importLineSchema } from '@touchline/events'
import { describe, expect, it } from 'vitest'
import { firefox } from '../test-support/make-batch.js'
import type { Fields } from './foreign-values.js'
import { mapSegment } from './segment.js'

const base = {
  messageId: 'ajs-1',
  anonymousId: 'a1',
  timestamp: '2026-03-01T10:03:00.000Z',
  context: { ip: '203.0.113.7', library: { name: 'analytics.js' } },
}
const track = (event: string, properties: Fields = {}, more: Fields = {}): Fields => ({
  ...base,
  type: 'track',
  event,
  properties,
  ...more,
})
const lineOf = (call: Fields) => {
  const made = mapSegment(call)
  if (!('line' in made)) throw new Error(made.reason)
  expect(importLineSchema.safeParse(made.line).error).toBeUndefined()
  return made.line
}

describe('mapSegment: names', () => {
  it.each([
    ['Products Searched', 'search'],
    ['Product List Viewed', 'view_item_list'],
    ['Product Clicked', 'select_item'],
    ['Product Viewed', 'view_item'],
    ['Product Added', 'add_to_cart'],
    ['Product Removed', 'remove_from_cart'],
    ['Cart Viewed', 'view_cart'],
    ['Checkout Started', 'begin_checkout'],
    ['Payment Info Entered', 'add_payment_info'],
    ['Coupon Denied', 'coupon_denied'],
    ['Order Completed', 'purchase'],
    ['Order Refunded', 'refund'],
    ['Product Added to Wishlist', 'add_to_wishlist'],
    ['Product Shared', 'share'],
    ['Product Reviewed', 'review_submitted'],
    ['Promotion Viewed', 'view_promotion'],
    ['Promotion Clicked', 'select_promotion'],
    ['product_added', 'add_to_cart'],
    ['order completed', 'purchase'],
    ['Order Cancelled', 'order_cancelled'],
    ['sizeGuideOpened', 'size_guide_opened'],
    ['Đặt hàng thử', 'dat_hang_thu'],
    ['3D View Opened', 'event_3d_view_opened'],
    ['constructor', 'constructor'],
  ])('%s is %s', (event, name) => {
    expect(lineOf(track(event)).name).toBe(name)
  })

  it.each([
    [{ step: 1, shipping_method: 'express' }, 'add_shipping_info'],
    [{ step: 2, payment_method: 'card' }, 'add_payment_info'],
    [{ step: 3 }, 'checkout_step_completed'],
  ])('Checkout Step Completed with %o is %s', (properties, name) => {
    expect(lineOf(track('Checkout Step Completed', properties)).name).toBe(name)
  })
})

describe('mapSegment', () => {
  it.each<[string, Fields, Record<string, unknown>]>([
    [
      'who and when',
      track('Product Viewed', {}, { userId: 'u1' }),
      { event_id: 'ajs-1', occurred_at: '2026-03-01T10:03:00.000Z', visitor_id: 'a1', user_id: 'u1' },
    ],
    [
      'a product',
      track('Product Added', {
        cart_id: 'C1',
        product_id: 'p1',
        sku: 'S1',
        name: 'Chair',
        brand: 'Acme',
        category: 'Home',
        variant: 'red',
        price: '19.5',
        quantity: 2,
        position: 3,
        currency: 'eur',
        gift: true,
      }),
      {
        cart_id: 'C1',
        currency: 'EUR',
        value: 39,
        items: [
          {
            item_id: 'p1',
            item_name: 'Chair',
            item_brand: 'Acme',
            item_category: 'Home',
            item_variant: 'red',
            price: 19.5,
            quantity: 2,
            index: 3,
          },
        ],
        properties: { gift: true },
      },
    ],
    [
      'an order',
      track('Order Completed', {
        order_id: 'O1',
        checkout_id: 'K1',
        total: 30,
        revenue: 25,
        shipping: 3,
        tax: 2,
        discount: 2.5,
        coupon: 'hasbros',
        currency: 'USD',
        products: [
          { product_id: 'p1', name: 'Chair', price: 19, quantity: 1 },
          { sku: 'S2', price: 3, quantity: 2 },
        ],
      }),
      {
        name: 'purchase',
        transaction_id: 'O1',
        value: 25,
        shipping: 3,
        tax: 2,
        coupon: 'hasbros',
        currency: 'USD',
        items: [
          { item_id: 'p1', item_name: 'Chair', price: 19, quantity: 1 },
          { item_id: 'S2', price: 3, quantity: 2 },
        ],
        properties: { checkout_id: 'K1', discount: 2.5 },
      },
    ],
    ['what the customer pays, when nothing is said of revenue', track('Order Completed', { total: 30 }), { value: 30 }],
    ['the value of a cart', track('Cart Viewed', { cart_id: 'C1', value: 12 }), { value: 12, cart_id: 'C1' }],
    ['a checkout step', track('Checkout Step Completed', { shipping_method: 'express' }), { shipping_tier: 'express' }],
    [
      'a coupon that is denied',
      track('Coupon Denied', { coupon: 'X', reason: 'expired' }),
      { coupon: 'X', reason: 'expired' },
    ],
    [
      'a review',
      track('Product Reviewed', { product_id: 'p1', rating: '5', review_body: 'good' }),
      { score: 5, items: [{ item_id: 'p1' }], properties: { review_body: 'good' } },
    ],
    ['a search', track('Products Searched', { query: 'chair' }), { properties: { search_term: 'chair' } }],
    [
      'a promotion',
      track('Promotion Clicked', { promotion_id: 'P1', creative: 'top', name: 'Tết', position: 'home' }),
      { properties: { promotion_id: 'P1', creative_name: 'top', promotion_name: 'Tết', creative_slot: 'home' } },
    ],
    [
      'names that objects have of their own',
      track('constructor', { name: 'x', toString: 'y' }),
      { name: 'constructor', properties: { name: 'x', toString: 'y' } },
    ],
    [
      'an event of the shop’s own, nested properties and lists included',
      track('Quiz Done', { value: 3, result: { style: 'oak' }, tags: ['a', 'b'], none: null }),
      { name: 'quiz_done', properties: { value: 3, 'result.style': 'oak', tags: 'a,b' } },
    ],
    [
      'page, campaign, device, language and country of the context',
      track(
        'Product Viewed',
        {},
        {
          context: {
            page: { url: 'https://shop.example/p/1', path: '/p/1', title: 'Chair', referrer: 'https://x.example/' },
            campaign: { name: 'tet', source: 'newsletter', medium: 'email', term: 't', content: 'c' },
            userAgent: firefox,
            locale: 'vi-VN',
            location: { country: 'Vietnam' },
          },
        },
      ),
      {
        page: { url: 'https://shop.example/p/1', path: '/p/1', title: 'Chair', referrer: 'https://x.example/' },
        channel: { campaign: 'tet', source: 'newsletter', medium: 'email', term: 't', content: 'c' },
        browser: 'Firefox',
        os: 'Linux',
        device: 'desktop',
        language: 'vi-VN',
        country: 'VN',
      },
    ],
    [
      'a page',
      {
        ...base,
        type: 'page',
        name: 'Home',
        properties: { url: 'https://shop.example/', path: '/', title: 'Shop', referrer: '', section: 'top' },
      },
      {
        name: 'page_view',
        page: { url: 'https://shop.example/', path: '/', title: 'Shop', page_type: 'Home' },
        properties: { section: 'top' },
      },
    ],
    [
      'a screen',
      { ...base, type: 'screen', name: 'Cart', context: { device: { type: 'android' }, os: { name: 'Android' } } },
      { name: 'page_view', page: { path: '/Cart', title: 'Cart' }, device: 'mobile', os: 'Android' },
    ],
    [
      'identify',
      { ...base, type: 'identify', userId: 'u1', traits: { email: 'a@shop.example' } },
      { name: 'identify', visitor_id: 'a1', user_id: 'u1' },
    ],
    [
      'alias',
      { ...base, type: 'alias', anonymousId: undefined, previousId: 'a0', userId: 'u1' },
      { name: 'identify', visitor_id: 'a0', user_id: 'u1' },
    ],
  ])('maps %s', (_, call, expected) => {
    expect(lineOf(call)).toMatchObject(expected)
  })

  it('leaves the address and the traits of a person behind', () => {
    const call = { ...base, type: 'identify', userId: 'u1', traits: { email: 'a@shop.example', name: 'An' } }
    const line = JSON.stringify(lineOf(call))
    expect(line).not.toContain('203.0.113.7')
    expect(line).not.toContain('a@shop.example')
  })

  it('makes the same id each time for a call without one, and another for another call', () => {
    const id = (event: string) => lineOf({ ...track(event), messageId: undefined }).event_id
    expect(id('Product Viewed')).toBe(id('Product Viewed'))
    expect(id('Product Viewed')).not.toBe(id('Product Added'))
  })

  it.each<[string, Fields, RegExp]>([
    ['group', { ...base, type: 'group', groupId: 'g' }, /^type: group/],
    ['a call of no type', { ...base }, /^type: \(none\)/],
    ['a call without a time', { ...track('Product Viewed'), timestamp: undefined }, /^timestamp/],
    ['identify without a user', { ...base, type: 'identify', traits: {} }, /^userId/],
    ['alias without a previous id', { ...base, type: 'alias', anonymousId: undefined, userId: 'u1' }, /^alias/],
    ['an event without a name', track(''), /^event/],
  ])('says why there is no line for %s', (_, call, reason) => {
    expect(mapSegment(call)).toEqual({ reason: expect.stringMatching(reason) })
  })
})
