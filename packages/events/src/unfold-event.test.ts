import { describe, expect, it } from 'vitest'
import { eventSchema } from './event.js'
import { uuidV7 } from './event-id.js'
import { unfoldEvent } from './unfold-event.js'

const facts = { event_id: uuidV7(1_780_000_000_000, new Uint8Array(10)), occurred_at: 1_780_000_000_000 }
/** The event of the contract, which it must be, without what all have. */
const unfold = (name: string, fields: object, more = {}) => {
  const { event_id, occurred_at, ...event } = eventSchema.parse(unfoldEvent({ name, ...facts, ...more, fields }))
  return event
}

describe('unfoldEvent', () => {
  it('puts the fields of a cart event in their place and type', () => {
    const items = [{ item_id: 42, price: '49.9', quantity: 1, index: Number.NaN, colour: 'red', location_id: 'L' }]
    const given = { cart_id: 17, currency: 'eur', value: '49.90', items, gift: true, note: null, nested: { no: 1 } }
    expect(unfold('add_to_cart', { ...given, 'bad key': 1, endless: Number.POSITIVE_INFINITY })).toEqual({
      kind: 'cart',
      name: 'add_to_cart',
      cart_id: '17',
      currency: 'EUR',
      value: 49.9,
      items: [{ item_id: '42', price: 49.9, quantity: 1 }],
      properties: { gift: true, note: null },
    })
  })

  it('leaves what does not fit out instead of refusing the event', () => {
    const fields = { value: 'much', currency: 'Euro', items: 'none', stage: 'heaven', coupon: '', shipping: ' ' }
    expect(unfold('purchase', fields)).toEqual({ kind: 'cart', name: 'purchase' })
    expect(unfold('seen', { channel: { source: 7, surprise: 1 }, items: [{ item_id: {} }] })).toEqual({
      kind: 'touchpoint',
      name: 'seen',
      channel: { source: '7' },
      items: [{}],
    })
  })

  it('makes one item of item fields that stand alone', () => {
    expect(unfold('add_to_cart', { item_id: 'a', price: '5', quantity: '2', currency: 'EUR' })).toMatchObject({
      items: [{ item_id: 'a', price: 5, quantity: 2 }],
    })
    expect(unfold('rated', { price: 5 })).toMatchObject({ properties: { price: 5 } })
  })

  it('knows the vitals by their names, and that nothing happens before the start', () => {
    const fields = {
      LCP: 1234.56789,
      CLS: 0.050049,
      ttfb_ms: -20,
      hidden_at_ms: null,
      load_ms: Number.NaN,
      revision: 1,
    }
    expect(unfold('page_load', { ...fields, navigation_type: 'sideways' })).toEqual({
      kind: 'page_load',
      name: 'page_load',
      lcp_ms: 1235,
      cls: 0.05,
      ttfb_ms: 0,
      revision: 1,
    })
    expect(unfold('page_leave', { hidden_at_ms: 0 })).toMatchObject({ hidden_at_ms: 0, initially_hidden: true })
    expect(unfold('page_load', { hidden_at_ms: 9 })).toMatchObject({ hidden_at_ms: 9, initially_hidden: false })
  })

  it('cuts what is too long, and lets an event say its page type', () => {
    const page = { url: `https://shop.example/${'x'.repeat(3000)}`, title: 'y'.repeat(2000), page_type: 'home', odd: 1 }
    const event = unfold('seen', { page_type: 'product', note: 'z'.repeat(2000) }, { page, user_id: 'u'.repeat(200) })
    expect(event.page?.url).toHaveLength(2048)
    expect(event.page?.title).toHaveLength(1024)
    expect(event.page?.page_type).toBe('product')
    expect(event.properties?.note).toHaveLength(1024)
    expect(event.user_id).toHaveLength(128)
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`key_${i}`, i]))
    expect(Object.keys(unfold('seen', many).properties ?? {})).toHaveLength(32)
  })

  it.each([
    ['Add to Cart', 'add_to_cart', 'cart'],
    ['videoPlayed', 'video_played', 'touchpoint'],
    ['  9 lives!', 'lives', 'touchpoint'],
    ['identify', 'identify', 'identify'],
  ])('takes the name %s as %s', (given, name, kind) => {
    expect(unfold(given, { plan: 'gold' }, { user_id: 'u1' })).toMatchObject({ name, kind })
  })

  it.each([[null], ['text'], [[1]], [{ name: 'seen' }], [{ name: 7, fields: {} }]])(
    'answers what is not folded as it is: %j',
    (event) => {
      expect(unfoldEvent(event)).toBe(event)
    },
  )

  it('takes fields that are none as empty', () => {
    for (const fields of [null, [1], 'x'])
      expect(unfold('seen', fields as object)).toEqual({ kind: 'touchpoint', name: 'seen' })
  })

  it('has no use for keys of the prototype', () => {
    const fields = JSON.parse('{"__proto__":"x","constructor":"y","toString":"z"}')
    expect(unfold('seen', fields).properties).toEqual({ constructor: 'y', toString: 'z' })
  })
})
