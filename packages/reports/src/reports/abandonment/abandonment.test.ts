import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShopFixture, type ShopEvent, type ShopFixture } from '../../../test/shop-fixture.js'
import { abandonment } from './abandonment.js'

const minute = 60_000
const start = Date.UTC(2026, 2, 1, 10)
const now = Date.UTC(2026, 2, 20)
const asOf = { as_of: '2026-03-09T00:00:00Z' }

/** Ten visitors, all from 2026-03-01 10:00 on, except the last. */
function tenVisitors(): ShopEvent[] {
  const step = (visitor_id: string, minutes: number, name: string, more: Partial<ShopEvent> = {}): ShopEvent => ({
    visitor_id,
    at: start + minutes * minute,
    name,
    ...more,
  })
  const visit = (visitor: string) => [
    step(visitor, 0, 'page_view', { path: '/' }),
    step(visitor, 1, 'view_item', { path: '/p' }),
  ]
  const cart = (visitor: string, value: number, currency: string) =>
    step(visitor, 2, 'add_to_cart', { value, currency })
  const twoDays = 2 * 24 * 60
  const late = Date.UTC(2026, 2, 8, 23, 30)
  return [
    // v1 is hidden at 2 s, before the first paint; v2 sees one page for 6 s; v3 looks at two products.
    step('v1', 0, 'page_view', { path: '/' }),
    { visitor_id: 'v1', at: start + 2000, name: 'page_leave', navigation_id: 'n1', path: '/', hidden_at_ms: 2000 },
    step('v2', 0, 'page_view', { path: '/' }),
    {
      visitor_id: 'v2',
      at: start + 6000,
      name: 'page_load',
      navigation_id: 'n2',
      path: '/',
      fcp_ms: 900,
      hidden_at_ms: 6000,
    },
    ...visit('v3'),
    step('v3', 2, 'view_item', { path: '/q' }),
    ...visit('v4'),
    cart('v4', 40, 'EUR'),
    ...visit('v5'),
    cart('v5', 60, 'EUR'),
    step('v5', 3, 'begin_checkout'),
    ...visit('v6'),
    cart('v6', 25, 'USD'),
    step('v6', 3, 'begin_checkout'),
    step('v6', 4, 'add_shipping_info'),
    ...visit('v7'),
    cart('v7', 80, 'EUR'),
    step('v7', 3, 'begin_checkout'),
    step('v7', 4, 'add_shipping_info'),
    step('v7', 5, 'add_payment_info'),
    step('v7', 6, 'payment_failed', { reason: 'card_declined' }),
    ...visit('v8'),
    cart('v8', 50, 'EUR'),
    step('v8', 3, 'begin_checkout'),
    step('v8', 4, 'add_shipping_info'),
    step('v8', 5, 'add_payment_info'),
    step('v8', 12, 'purchase', { value: 50, currency: 'EUR', transaction_id: 'T8' }),
    step('v8', 13, 'purchase', { transaction_id: 'T8' }),
    // v9 leaves on the phone and, signed in as the same user, buys on the desktop two days later.
    ...visit('v9').map((event) => ({ ...event, user_id: 'u9', device: 'mobile' })),
    { ...cart('v9', 30, 'EUR'), device: 'mobile' },
    step('v9', 3, 'begin_checkout', { device: 'mobile' }),
    step('v9b', twoDays, 'page_view', { path: '/', device: 'desktop', user_id: 'u9' }),
    step('v9b', twoDays + 1, 'begin_checkout', { device: 'desktop' }),
    step('v9b', twoDays + 5, 'purchase', { value: 30, currency: 'EUR', transaction_id: 'T9', device: 'desktop' }),
    ...['page_view', 'view_item'].map((name) => ({ visitor_id: 'v10', at: late - minute, name, path: '/p' })),
    { visitor_id: 'v10', at: late, name: 'add_to_cart', value: 20, currency: 'USD' },
  ]
}

describe('abandonment of ten visitors', () => {
  let shop: ShopFixture
  beforeAll(async () => {
    shop = await openShopFixture()
    await shop.insert(tenVisitors())
  })
  afterAll(() => shop.close())

  const share = ({ numerator, denominator }: { numerator: number; denominator: number }) =>
    `${numerator}/${denominator}`
  const percent = (value: number | null) => ((value ?? Number.NaN) * 100).toFixed(1)

  it('has the rates that are counted by hand', async () => {
    const { totals, sample } = await shop.answer(abandonment, asOf, now)
    expect(share(totals.left_while_loading)).toBe('1/10')
    expect([totals.left_while_loading.low, totals.left_while_loading.high].map(percent)).toEqual(['1.8', '40.4'])
    expect(share(totals.bounce)).toBe('1/9')
    expect(share(totals.browse)).toBe('1/8')
    expect(share(totals.gross)).toBe('5/6')
    expect([totals.gross.rate, totals.gross.low, totals.gross.high].map(percent)).toEqual(['83.3', '43.6', '97.0'])
    expect(share(totals.recovered)).toBe('1/5')
    expect(share(totals.net)).toBe('4/6')
    expect([totals.net.rate, totals.net.low, totals.net.high].map(percent)).toEqual(['66.7', '30.0', '90.3'])
    expect(share(totals.checkout_gross)).toBe('4/5')
    expect(share(totals.checkout_net)).toBe('3/5')
    expect(share(totals.payment_failure)).toBe('1/3')
    expect(totals.steps).toEqual({ cart: 6, begin: 5, shipping: 4, payment: 3, purchased: 2 })
    expect(sample).toEqual({ seen: 10, carts: 7, mature: 6 })
  })

  it('has the values, each currency for itself', async () => {
    const { totals } = await shop.answer(abandonment, asOf, now)
    const eur = (amount: string) => ({ currency: 'EUR', amount })
    const usd = (amount: string) => ({ currency: 'USD', amount })
    expect(totals.value).toEqual({
      gross: [eur('210.00'), usd('25.00')],
      recovered: [eur('30.00')],
      net: [eur('180.00'), usd('25.00')],
      pending: [usd('20.00')],
    })
    expect(totals.recovered_by).toEqual({ same_device: 0, other_device: 1, after_message: 0 })
    expect(totals.reasons.map(({ reason, carts }) => [reason, carts])).toEqual([
      ['none_seen', 4],
      ['payment_failed', 1],
    ])
  })

  it('puts each into one furthest state', async () => {
    const { rows } = await shop.answer(abandonment, asOf, now)
    expect(Object.fromEntries(rows.map(({ state, count }) => [state, count]))).toEqual({
      left_while_loading: 1,
      bounce: 1,
      browse: 1,
      cart: 1,
      'checkout@begin': 1,
      'checkout@shipping': 1,
      'checkout@payment': 0,
      payment_failed: 1,
      purchased: 2,
      emptied: 0,
      pending: 1,
    })
    expect(rows.every(({ share: { denominator } }) => denominator === 10)).toBe(true)
  })

  it('loses the recovery without stitching', async () => {
    const { totals } = await shop.answer(abandonment, { ...asOf, unit: 'visitor' }, now)
    expect(share(totals.net)).toBe('5/6')
    expect(share(totals.recovered)).toBe('0/5')
    expect(totals.value.recovered).toEqual([])
    expect(share(totals.left_while_loading)).toBe('1/11')
  })

  it('answers by the definitions of others', async () => {
    const of = async (definition: string) => (await shop.answer(abandonment, { ...asOf, definition }, now)).totals
    // v4 to v9 put something in and are idle; v8 alone buys in the visit, v9 two days later.
    const session = await of('session')
    expect([session.gross, session.recovered, session.net].map(share)).toEqual(['5/6', '1/5', '4/6'])
    expect(share(session.left_while_loading)).toBe('1/11')
    expect(share((await of('visit_end')).gross)).toBe('5/6')
    expect(share((await of('visitor')).gross)).toBe('5/6')
  })

  it('lists carts by page, the newest first', async () => {
    const list = (more: object) => shop.answer(abandonment, { ...asOf, list: { limit: 2, ...more } }, now)
    const first = await list({})
    expect(first.totals.listed).toBe(5)
    const second = await list({ offset: 2 })
    const third = await list({ offset: 4 })
    const owners = [first, second, third].map(({ totals }) => totals.list?.map(({ owner }) => owner))
    expect(owners.map((page) => page?.length)).toEqual([2, 2, 1])
    expect(owners.flat().sort()).toEqual(['u9', 'v4', 'v5', 'v6', 'v7'])
    const failed = await list({ state: 'payment_failed' })
    expect(failed.totals.list).toEqual([
      expect.objectContaining({
        owner: 'v7',
        reason: 'payment_failed',
        currency: 'EUR',
        value: '80.00',
        bought_at: null,
      }),
    ])
    expect((await list({ reason: 'coupon_denied' })).totals.list).toEqual([])
  })

  it('has bands of value, each currency for itself', async () => {
    const { totals } = await shop.answer(abandonment, asOf, now)
    expect(totals.value_bands.map(({ currency, from, to, carts }) => [currency, from, to, carts])).toEqual([
      ['EUR', '30.00', '30.00', 1],
      ['EUR', '40.00', '50.00', 2],
      ['EUR', '60.00', '60.00', 1],
      ['EUR', '80.00', '80.00', 1],
      ['USD', '25.00', '25.00', 1],
    ])
    expect(totals.value_bands[3]?.gross).toMatchObject({ numerator: 1, denominator: 1 })
  })

  it('breaks carts down by what began them, and filters by it', async () => {
    const { totals } = await shop.answer(abandonment, { ...asOf, breakdown: 'device' }, now)
    expect(totals.breakdowns.map(({ value, totals: { gross } }) => [value, share(gross)])).toEqual([
      ['', '4/5'],
      ['mobile', '1/1'],
    ])
    const filters = [{ dimension: 'device', operator: 'is', values: ['mobile'] }]
    const mobile = await shop.answer(abandonment, { ...asOf, filters }, now)
    expect([mobile.totals.gross, mobile.totals.recovered].map(share)).toEqual(['1/1', '1/1'])
  })

  it('answers an empty period with zeros and nulls', async () => {
    const { totals, rows } = await shop.answer(abandonment, { from: '2020-01-01', to: '2020-01-02' }, now)
    expect(totals.gross).toEqual({ numerator: 0, denominator: 0, rate: null, low: null, high: null })
    expect(totals.value).toEqual({ gross: [], recovered: [], net: [], pending: [] })
    expect(rows.every(({ count }) => count === 0)).toBe(true)
  })
})
