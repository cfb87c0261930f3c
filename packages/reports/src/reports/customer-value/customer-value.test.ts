import { Random } from '@touchline/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShopFixture, type ShopEvent, type ShopFixture } from '../../../test/shop-fixture.js'
import { customerValue } from './customer-value.js'

const dayMs = 86_400_000
const end = Date.UTC(2026, 6, 1)

let made = 0
/** An order some days before the end. */
const order = (
  visitor_id: string,
  daysAgo: number,
  value: number,
  products: string[] = [],
  more: Partial<ShopEvent> = {},
): ShopEvent => ({
  visitor_id,
  at: Math.round(end - daysAgo * dayMs),
  name: 'purchase',
  transaction_id: `T${made++}`,
  currency: 'EUR',
  value,
  items: products.map((item_id) => ({ item_id })),
  ...more,
})

describe('customer value of ten customers', () => {
  let shop: ShopFixture
  beforeAll(async () => {
    shop = await openShopFixture()
    const twice = order('champion', 3, 100, ['new'])
    await shop.insert([
      order('champion', 70, 100, ['a']),
      order('champion', 40, 100, ['a', 'b']),
      twice,
      // The receipt loaded again is no order.
      { ...twice, at: twice.at + 60_000 },
      order('loyal', 30, 20, ['a']),
      order('loyal', 10, 30, ['a']),
      order('promising', 5, 250, ['b']),
      order('new', 5, 40, ['new']),
      order('attention', 60, 10),
      order('attention', 45, 10),
      order('sleepy', 50, 10),
      order('dear', 200, 150),
      order('dear', 190, 150),
      order('risky', 150, 10),
      order('risky', 140, 10),
      order('gone', 300, 60, ['a']),
      order('abroad', 8, 900_000, [], { currency: 'VND' }),
      { visitor_id: 'looks', at: end - 100 * dayMs, name: 'view_item', items: [{ item_id: 'b' }] },
      { visitor_id: 'looks', at: end - 20 * dayMs, name: 'view_item', items: [{ item_id: 'new' }] },
    ])
  })
  afterAll(() => shop.close())
  const answer = (params: Record<string, unknown> = {}) =>
    shop.answer(customerValue, { from: '2026-06-01', to: '2026-06-30', gap_days: 30, ...params }, end)

  it('names the segments', async () => {
    const { rows, totals } = await answer()
    // Spent: dear 300, champion 300, promising 250, gone 60, loyal 50, new 40, attention 20, risky 20, sleepy 10. Four
    // fifths of nine are eight customers, who spend up to 300: nobody spends more.
    expect(totals.big_spenders).toEqual([
      { currency: 'EUR', amount: '300.00' },
      { currency: 'VND', amount: '900000' },
    ])
    expect(Object.fromEntries(rows.map(({ segment, customers }) => [segment, customers]))).toEqual({
      champions: 0,
      loyal: 2,
      promising: 0,
      new: 3,
      needs_attention: 1,
      about_to_sleep: 1,
      cannot_lose: 0,
      at_risk: 2,
      lost: 1,
    })
    expect(rows[1]).toMatchObject({ orders: 5, share: { numerator: 2, denominator: 10 }, days_since_order: 3 })
    expect(rows[3]?.revenue).toEqual([
      { currency: 'EUR', amount: '290.00' },
      { currency: 'VND', amount: '900000' },
    ])
  })

  it('knows the big spenders of a currency', async () => {
    await shop.insert(Array.from({ length: 10 }, (_, i) => order(`small${i}`, 300, 1)))
    const { rows, totals } = await answer()
    // Sixteen of nineteen customers spend up to 60.
    expect(totals.big_spenders[0]).toEqual({ currency: 'EUR', amount: '60.00' })
    const counts = Object.fromEntries(rows.map(({ segment, customers }) => [segment, customers]))
    expect(counts).toMatchObject({ champions: 1, loyal: 1, promising: 1, new: 2, cannot_lose: 1, at_risk: 1, lost: 11 })
  })

  it('tells first orders from later ones', async () => {
    const { totals } = await answer()
    // In June: loyal's first order is of 1 June; champion ordered before.
    expect(totals).toMatchObject({
      new_orders: 4,
      existing_orders: 2,
      new_customers: 4,
      existing_customers: 1,
      tried_another: { numerator: 1, denominator: 2 },
    })
    expect(totals.order_value).toMatchObject([
      { currency: 'EUR', new: { orders: 3, amount: '103.33' }, existing: { orders: 2, amount: '65.00' } },
      { currency: 'VND', new: { orders: 1, amount: '900000' }, existing: null, ratio: null },
    ])
    expect(totals.order_value[0]?.ratio).toBeCloseTo(65 / (310 / 3), 10)
    expect(totals.revenue_per_customer).toMatchObject([
      { currency: 'EUR', group: 'all', customers: 4, amount: '110.00' },
      { currency: 'EUR', group: 'new', customers: 3, amount: '113.33' },
      { currency: 'EUR', group: 'existing', customers: 1, amount: '100.00' },
      { currency: 'VND', group: 'all', customers: 1 },
      { currency: 'VND', group: 'new', customers: 1 },
    ])
  })

  it('knows which products are new', async () => {
    // Known of the shop for 300 days; "new" came 20 days ago. Since then: champion and loyal again, promising and new.
    const { totals, notes } = await answer()
    expect(totals.new_product.existing).toMatchObject({ numerator: 1, denominator: 2 })
    expect(totals.new_product.new).toMatchObject({ numerator: 1, denominator: 2 })
    expect(totals.new_product.difference).toBeNull()
    expect(notes?.join()).toContain('New against existing')
    const earlier = await answer({ from: '2026-05-10', to: '2026-05-31' })
    expect(earlier.notes?.join()).toContain('No order was placed while a product was new')
  })

  it('measures the gap between orders', async () => {
    // Gaps: 30, 37, 20, 15, 10, 10 days; the third of six by size is 15.
    const { totals, notes } = await answer({ gap_days: undefined })
    expect(totals.repurchase_gap).toMatchObject({ gaps: 6, median_days: 15, low_days: 10, high_days: 37 })
    expect([totals.recent_days, totals.gone_days]).toEqual([90, 180])
    expect(notes?.join()).toContain('90 days between two orders')
  })

  it('keeps to orders that fit, and to what was known on the last day', async () => {
    const filters = [{ dimension: 'currency', operator: 'is', values: ['VND'] }]
    expect((await answer({ filters })).totals).toMatchObject({ customers: 1, orders: 1, new_orders: 1 })
    expect((await answer({ from: '2025-09-01', to: '2025-09-30' })).totals).toMatchObject({
      customers: 11,
      existing_orders: 0,
    })
  })
})

describe('customer value of a shop with planted differences', () => {
  let shop: ShopFixture
  beforeAll(async () => {
    shop = await openShopFixture()
    const random = new Random(61)
    const events: ShopEvent[] = [order('opening', 400, 10, ['old'])]
    // A later order is worth 1.31 times a first one, and holds the new product half as often again: .3 instead of .2.
    for (let i = 0; i < 6000; i++) {
      const taste = random.logNormal(1, 0.4)
      const buy = (daysAgo: number, later: boolean) =>
        order(`c${i}`, daysAgo, Math.round(random.logNormal(55, 0.4) * taste * (later ? 1.31 : 1) * 100) / 100, [
          random.chance(later ? 0.3 : 0.2) ? 'fresh' : 'old',
        ])
      const first = 1 + random.uniform() * 18
      events.push(buy(first, false))
      if (random.chance(0.4)) events.push(buy(random.uniform() * first, true))
    }
    events.push({ visitor_id: 'looks', at: end - 19.5 * dayMs, name: 'view_item', items: [{ item_id: 'fresh' }] })
    await shop.insert(events)
  })
  afterAll(() => shop.close())

  it('finds them', async () => {
    const { totals } = await shop.answer(customerValue, { from: '2026-06-01', to: '2026-06-30' }, end)
    const [value] = totals.order_value
    expect(value?.low).toBeLessThan(1.31)
    expect(value?.high).toBeGreaterThan(1.31)
    expect((value?.high ?? 9) - (value?.low ?? 0)).toBeLessThan(0.2)
    const { ratio, difference } = totals.new_product
    expect(ratio?.low).toBeLessThan(1.5)
    expect(ratio?.high).toBeGreaterThan(1.5)
    expect(ratio?.low).toBeGreaterThan(1.2)
    expect(difference?.low).toBeGreaterThan(0.05)
    expect(difference?.high).toBeLessThan(0.15)
  })
})
