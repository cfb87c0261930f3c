import { simulateRepeatCustomers } from '@touchline/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShopFixture, type ShopEvent, type ShopFixture } from '../../../test/shop-fixture.js'
import { repeatPurchase } from './repeat-purchase.js'

const dayMs = 86_400_000
const start = Date.UTC(2026, 0, 1)

const order = (visitor_id: string, day: number, transaction_id: string, more: Partial<ShopEvent> = {}): ShopEvent => ({
  visitor_id,
  at: Math.round(start + day * dayMs),
  name: 'purchase',
  transaction_id,
  ...more,
})

describe('repeat purchase of four customers', () => {
  let shop: ShopFixture
  const now = start + 100 * dayMs
  beforeAll(async () => {
    shop = await openShopFixture()
    await shop.insert([
      order('A', 50, 'A1', { device: 'mobile' }),
      // The receipt of the first order, loaded again, is no second order.
      order('A', 51, 'A1'),
      order('A', 59.5, 'A2'),
      order('B', 0, 'B1', { device: 'desktop' }),
      order('B', 39.5, 'B2'),
      order('B', 41, 'B3'),
      order('C', 80, 'C1', { device: 'mobile' }),
      order('D', 50, 'D1', { device: 'mobile' }),
    ])
  })
  afterAll(() => shop.close())

  it('is the product-limit estimate, with counting beside it', async () => {
    const { rows, totals } = await shop.answer(repeatPurchase, { days: [60, 9, 10, 40] }, now)
    expect(rows.map(({ day, repeated, watched, naive }) => [day, repeated, watched, naive.numerator])).toEqual([
      [9, 0, 4, 0],
      [10, 0.25, 4, 1],
      [40, 0.625, 2, 2],
      [60, null, 0, 2],
    ])
    expect(totals).toMatchObject({ customers: 4, repeaters: 2, quarter_days: 10, median_days: 40, last_day: 50 })
    expect(totals.curve).toHaveLength(51)
    expect(totals.curve[40]).toMatchObject({ repeated: 0.625, naive: 0.5 })
  })

  it('chooses customers by their first order', async () => {
    const chosen = async (params: Record<string, unknown>) => (await shop.answer(repeatPurchase, params, now)).totals
    expect(await chosen({ from: '2026-02-01', to: '2026-03-10' })).toMatchObject({ customers: 2, repeaters: 1 })
    const filters = [{ dimension: 'device', operator: 'is', values: ['desktop'] }]
    expect(await chosen({ filters })).toMatchObject({ customers: 1, repeaters: 1 })
    const { breakdowns } = await chosen({ breakdown: 'device', days: [40] })
    expect(breakdowns.map(({ value, customers }) => [value, customers])).toEqual([
      ['mobile', 3],
      ['desktop', 1],
    ])
  })

  it('does not take an order on a day that is not over', async () => {
    // At day 40.2 B has ordered again at 39.5; the 40th day is over. At 39.7 it is not.
    const at = async (day: number) =>
      (await shop.answer(repeatPurchase, { as_of: start + day * dayMs, days: [39, 40] }, now)).rows.map(
        ({ repeated }) => repeated,
      )
    expect(await at(40.2)).toEqual([0, 1])
    expect(await at(39.7)).toEqual([0, null])
  })
})

describe('repeat purchase of 20,000 simulated customers', () => {
  let shop: ShopFixture
  beforeAll(async () => {
    shop = await openShopFixture()
    const customers = [...simulateRepeatCustomers({ seed: 32, customers: 20_000, studyDays: 120 })]
    await shop.insert(
      customers.flatMap(({ first_order_day, second_order_day }, i) => [
        order(`v${i}`, first_order_day, `${i}-1`),
        ...(second_order_day === null ? [] : [order(`v${i}`, second_order_day, `${i}-2`)]),
      ]),
    )
  })
  afterAll(() => shop.close())

  it('finds the planted .258 by day 60, which counting misses', async () => {
    const now = start + 120 * dayMs
    const { rows, notes } = await shop.answer(repeatPurchase, { days: [60] }, now)
    const [row] = rows
    expect(row?.naive.denominator).toBe(20_000)
    expect(Math.abs((row?.repeated ?? 0) - 0.258)).toBeLessThan(0.015)
    expect(row?.low).toBeLessThan(0.258)
    expect(row?.high).toBeGreaterThan(0.258)
    expect(Math.abs((row?.naive.rate ?? 0) - 0.207)).toBeLessThan(0.015)
    expect(row?.naive.high).toBeLessThan(0.258 - 0.015)
    expect(notes?.join()).toContain('Counting everybody')
  })
})
