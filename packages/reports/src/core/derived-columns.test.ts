import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShopFixture, type ShopEvent, type ShopFixture } from '../../test/shop-fixture.js'
import { funnel } from '../reports/funnel/funnel.js'
import type { Condition, Filter } from './conditions.js'

const day = Date.UTC(2026, 2, 1, 10)
const hour = 3_600_000
const view = (visitor_id: string, at: number, path: string, more: Partial<ShopEvent> = {}): ShopEvent => ({
  visitor_id,
  at: day + at,
  name: 'page_view',
  path,
  ...more,
})

let shop: ShopFixture
beforeAll(async () => {
  shop = await openShopFixture()
  await shop.insert([
    { visitor_id: 'ana', at: day - 9 * 24 * hour, name: 'email_open' },
    view('ana', 0, '/'),
    view('ana', 60_000, '/p/1'),
    view('ana', 5 * hour, '/sale'),
    view('ana', 5 * hour + 1000, '/p/1'),
    view('ben', 0, '/sale'),
    // The same customer on two devices: the second visit is one of a person who came before.
    view('phone', 0, '/', { user_id: 'u1' }),
    view('laptop', 24 * hour, '/p/2', { user_id: 'u1' }),
    { visitor_id: 'phone', at: day, name: 'identify', user_id: 'u1', properties: { tier: 'silver', town: 'Huế' } },
    { visitor_id: 'laptop', at: day + 1, name: 'identify', user_id: 'u1', properties: { tier: 'gold' } },
  ])
})
afterAll(() => shop.close())

const period = { from: '2026-03-01', to: '2026-03-03' }
/** How many events fit, and those events' paths. */
async function paths(...filters: Filter[]) {
  const { totals } = await shop.answer(
    funnel,
    {
      ...period,
      steps: [{ name: 'page_view' }],
      filters,
      unit: 'session',
      breakdown: { properties: ['path'], attribution: 'all_events' },
    },
    day,
  )
  return (totals.breakdowns ?? [])
    .map(({ value, rows }) => `${value} ${rows[0]?.count}`)
    .sort()
    .join(', ')
}
const is = (dimension: string, value: string): Condition => ({ dimension, operator: 'is', values: [value] })

describe('a dimension of the visit or person', () => {
  it('landing_page is the first path of the visit, of each of its events', async () => {
    expect(await paths(is('landing_page', '/'))).toBe('/ 2, /p/1 1')
    expect(await paths(is('landing_page', '/sale'))).toBe('/p/1 1, /sale 2')
  })

  it('new_or_returning tells the first visit of a person from later ones, on whichever device', async () => {
    expect(await paths(is('new_or_returning', 'new'))).toBe('/ 2, /p/1 1, /sale 1')
    expect(await paths(is('new_or_returning', 'returning'))).toBe('/p/1 1, /p/2 1, /sale 1')
  })

  it('looks further back than the period for who is new', async () => {
    const from = { ...period, from: '2026-03-02' }
    const { rows } = await shop.answer(
      funnel,
      { ...from, steps: [{ name: 'page_view' }], filters: [is('new_or_returning', 'returning')] },
      day,
    )
    expect(rows[0]?.count).toBe(1)
  })

  it('visitor.<key> is the latest that identify said of the person', async () => {
    expect(await paths(is('visitor.tier', 'gold'))).toBe('/ 1, /p/2 1')
    expect(await paths(is('visitor.tier', 'silver'))).toBe('')
    expect(await paths(is('visitor.town', 'huế'))).toBe('/ 1, /p/2 1')
    expect(await paths({ dimension: 'visitor.tier', operator: 'is_not', values: ['gold'] })).toBe(
      '/ 1, /p/1 2, /sale 2',
    )
  })

  it('works together with the others, in groups', async () => {
    const either: Filter = {
      any: [is('visitor.tier', 'gold'), { all: [is('landing_page', '/sale'), is('new_or_returning', 'new')] }],
    }
    expect(await paths(either)).toBe('/ 1, /p/2 1, /sale 1')
    expect(await paths(either, is('path', '/p/2'))).toBe('/p/2 1')
  })

  it('can be broken down by', async () => {
    const { totals } = await shop.answer(
      funnel,
      { ...period, steps: [{ name: 'page_view' }], unit: 'session', breakdown: 'landing_page' },
      day,
    )
    expect(totals.breakdowns?.map(({ value, rows }) => [value[0], rows[0]?.count])).toEqual([
      ['/', 2],
      ['/sale', 2],
      ['/p/2', 1],
    ])
  })
})
