import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShopFixture, type ShopEvent, type ShopFixture } from '../../../test/shop-fixture.js'
import { lifecycle } from '../lifecycle/lifecycle.js'
import { retention } from './retention.js'

const now = Date.UTC(2026, 6, 1)
const at = (visitor_id: string, time: string, name = 'page_view', more: Partial<ShopEvent> = {}): ShopEvent => ({
  visitor_id,
  at: Date.parse(time),
  name,
  ...more,
})

let shop: ShopFixture
beforeAll(async () => {
  shop = await openShopFixture({ timezone: 'Europe/Helsinki' })
  await shop.insert([
    // In Helsinki clocks go forward on 2026-03-29 at 03:00: that day ends at 21:00 UTC, the day before at 22:00 UTC.
    at('late', '2026-03-28T21:59:59Z'),
    at('late', '2026-03-29T20:59:59Z'),
    at('late', '2026-03-30T20:59:59Z'),
    at('early', '2026-03-28T22:00:00Z'),
    at('early', '2026-03-29T21:00:00Z'),
    // Back on 2025-10-26 at 04:00: that day begins at 21:00 UTC and has 25 hours.
    at('autumn', '2025-10-25T21:00:00Z'),
    at('autumn', '2025-10-26T21:59:59Z'),
    at('autumn', '2025-10-26T22:00:00Z'),
    // One order whose receipt is loaded again the day after, and a second one a month later.
    at('buyer', '2026-05-04T10:00:00Z', 'purchase', { transaction_id: 'T1' }),
    at('buyer', '2026-05-05T10:00:00Z', 'purchase', { transaction_id: 'T1' }),
    at('buyer', '2026-06-05T10:00:00Z', 'purchase', { transaction_id: 'T2' }),
    at('other', '2026-05-04T11:00:00Z', 'purchase', { transaction_id: 'T3' }),
    // Two pages on one day, one on the next.
    at('twice', '2026-02-02T08:00:00Z'),
    at('twice', '2026-02-03T08:00:00Z'),
    at('twice', '2026-02-03T09:00:00Z'),
    at('twice', '2026-02-04T08:00:00Z'),
  ])
})
afterAll(() => shop.close())

const matrix = async (params: Record<string, unknown>, asked = now) => {
  const { rows } = await shop.answer(retention, params, asked)
  return Object.fromEntries(rows.filter(({ size }) => size > 0).map(({ cohort, values }) => [cohort, values]))
}

describe('retention', () => {
  it('keeps to the days of the time zone over changes of the clock', async () => {
    const days = { period: 'day', periods: 3, cohort: 'first' }
    expect(await matrix({ ...days, from: '2026-03-28', to: '2026-03-30' })).toEqual({
      '2026-03-28': [1, 1, 1],
      '2026-03-29': [1, 1, 0],
    })
    expect(await matrix({ ...days, cohort: 'every', from: '2025-10-26', to: '2025-10-27' })).toEqual({
      '2025-10-26': [1, 1, 0],
      '2025-10-27': [1, 0, 0],
    })
  })

  it('counts hours as elapsed time', async () => {
    const hours = await matrix({ period: 'hour', periods: 26, from: '2025-10-26', to: '2025-10-26' })
    // The 25th hour of that day, and the first of the next.
    expect(hours['2025-10-26T00:00+03:00']).toEqual([1, ...Array.from({ length: 23 }, () => 0), 1, 1])
  })

  it('takes weeks from Monday or Sunday, and months, as the calendar has them', async () => {
    const mondays = await matrix({ period: 'week', periods: 2, from: '2026-03-25', to: '2026-04-01' })
    expect(mondays).toEqual({ '2026-03-23': [2, 2] })
    const sundays = await matrix({
      period: 'week',
      periods: 2,
      from: '2026-03-25',
      to: '2026-04-01',
      week_start: 'sunday',
    })
    expect(sundays).toEqual({ '2026-03-22': [1, 1], '2026-03-29': [1, 0] })
    const months = await matrix({
      period: 'month',
      periods: 2,
      from: '2026-05-20',
      to: '2026-05-20',
      start: 'purchase',
      return: 'purchase',
    })
    expect(months).toEqual({ '2026-05-01': [2, 1] })
  })

  it('counts an order once, however often its receipt is loaded', async () => {
    const purchases = {
      start: 'purchase',
      return: 'purchase',
      period: 'day',
      periods: 2,
      from: '2026-05-04',
      to: '2026-05-05',
    }
    expect(await matrix(purchases)).toEqual({ '2026-05-04': [2, 0] })
    const { rows } = await shop.answer(
      lifecycle,
      { event: 'purchase', period: 'day', from: '2026-05-04', to: '2026-05-05' },
      now,
    )
    expect(rows.map(({ active, dormant }) => [active, dormant])).toEqual([
      [2, 0],
      [0, -2],
    ])
  })

  it('can ask for several returns, and for any later period', async () => {
    const days = { period: 'day', periods: 4, from: '2026-02-02', to: '2026-02-02' }
    expect(await matrix({ ...days, min_occurrences: 2 })).toEqual({ '2026-02-02': [1, 1, 0, 0] })
    expect(await matrix({ ...days, cumulative: true })).toEqual({ '2026-02-02': [1, 1, 1, 0] })
    // A return after the periods shown is a later one too.
    expect(await matrix({ ...days, periods: 2, cumulative: true, min_occurrences: 1 })).toEqual({
      '2026-02-02': [1, 1],
    })
  })

  it('leaves out what has not begun, and says what is not over', async () => {
    const asked = Date.UTC(2026, 1, 4, 12)
    const { rows, totals, notes } = await shop.answer(
      retention,
      { period: 'day', periods: 4, from: '2026-02-02', to: '2026-02-03', cohort: 'every' },
      asked,
    )
    expect(rows.map(({ values, finished }) => [values, finished])).toEqual([
      [[1, 1, 1, null], 2],
      [[1, 1, null, null], 1],
    ])
    expect(rows[0]?.rates[3]).toBeNull()
    expect(
      totals.average.map(({ cohorts, rate, finished }) => [cohorts, rate.denominator, finished.denominator]),
    ).toEqual([
      [2, 2, 2],
      [2, 2, 1],
      [1, 1, 0],
      [0, 0, 0],
    ])
    expect(notes?.join()).toContain('not over yet')
  })

  it('refuses a table that nobody can read', async () => {
    await expect(matrix({ period: 'hour', from: '2016-07-01', to: '2026-06-30' })).rejects.toThrow('at most 4000')
    await expect(matrix({ period: 'day', periods: 400, from: '2025-07-01', to: '2026-06-30' })).rejects.toThrow(
      'too many for one table',
    )
  })
})
