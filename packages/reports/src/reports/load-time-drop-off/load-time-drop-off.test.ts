import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShopFixture, type ShopEvent, type ShopFixture } from '../../../test/shop-fixture.js'
import { loadTimeDropOff } from './load-time-drop-off.js'

const start = Date.UTC(2026, 2, 2, 12)
const days = { from: '2026-03-02', to: '2026-03-02' }
const now = Date.UTC(2026, 2, 4)

/** A view, as the SDK sends it once its script runs, and the snapshot that it sends when the page is hidden. */
function opened(
  visitor_id: string,
  at: number,
  hidden_at_ms: number,
  ready?: number,
  more: Partial<ShopEvent> = {},
): ShopEvent[] {
  const path = more.path ?? '/'
  return [
    { visitor_id, at: at + 50, name: 'page_view', path },
    {
      visitor_id,
      at: at + hidden_at_ms,
      name: ready === undefined ? 'page_leave' : 'page_load',
      navigation_id: `${visitor_id}-${at}`,
      path,
      hidden_at_ms,
      fcp_ms: ready,
      device: 'desktop',
      ...more,
    },
  ]
}

const asPageLoad = (event: ShopEvent): ShopEvent => ({ ...event, name: event.name.replace('page_leave', 'page_load') })

describe('load-time-drop-off, counted by hand', () => {
  let shop: ShopFixture
  beforeAll(async () => {
    shop = await openShopFixture()
    const buys = (visitor_id: string, at: number, transaction_id: string, value?: number): ShopEvent => ({
      visitor_id,
      at,
      name: 'purchase',
      path: '/thanks',
      transaction_id,
      value,
      currency: value ? 'EUR' : '',
    })
    await shop.insert([
      // Ready after 0.5 s, one page: a bounce, although the page itself reports its product.
      ...opened('bounces', start, 6000, 500),
      { visitor_id: 'bounces', at: start + 60, name: 'view_item', path: '/' },
      // Ready after 0.7 s, opens another page, buys there; the receipt is loaded twice.
      ...opened('buys', start, 20_000, 700, { device: 'mobile' }),
      ...opened('buys', start + 20_000, 9000, 400, { path: '/p/1', device: 'mobile' }),
      buys('buys', start + 25_000, 'T1', 30.5),
      buys('buys', start + 26_000, 'T1'),
      // Ready after 2.5 s, and does something.
      ...opened('adds', start, 9000, 2500),
      { visitor_id: 'adds', at: start + 5000, name: 'add_to_cart', path: '/' },
      // Its product is visible at 3.2 s, which counts, not the first paint.
      ...opened('marks', start, 9000, 900, { product_visible_ms: 3200 }),
      // Three leave while loading: after 1.5, 2.6 and 2.7 s.
      ...opened('leaves 1', start, 1500, undefined, { device: 'mobile' }),
      ...opened('leaves 2', start, 2600),
      // Its sender knows no page_leave: that nothing at all was measured says the same.
      ...opened('leaves 3', start, 2700).map(asPageLoad),
      // Hidden after 1 s before anything was painted, but goes on: on another page, and by coming back.
      ...opened('goes on', start, 1000),
      ...opened('goes on', start + 900, 5000, 300, { path: '/p/2' }),
      ...opened('comes back', start, 1200),
      {
        visitor_id: 'comes back',
        at: start + 60_000,
        name: 'page_load',
        navigation_id: `comes back-${start}`,
        revision: 1,
        path: '/',
        hidden_at_ms: 1200,
        device: 'desktop',
      },
      // Tries again after 45 minutes: left the first time.
      ...opened('tries again', start, 2650),
      ...opened('tries again', start + 45 * 60_000, 5000, 1600),
      // Of this one nothing but the view arrived.
      { visitor_id: 'vanishes', at: start, name: 'page_view', path: '/' },
      // Excluded.
      ...opened('in background', start, 5000, 4000, { initially_hidden: 1 }),
      ...opened('reloads', start, 5000, 4000, { navigation_type: 'reload' }),
      ...opened('restores', start, 5000, 4000, { navigation_type: 'bfcache' }),
      { visitor_id: 'bot', at: start, name: 'page_load', navigation_id: 'bot', fcp_ms: 100, bot: 'crawler' },
      // A browser that does not report paints.
      ...opened('cannot say', start, 5000, undefined, { dom_ready_ms: 900 }).map(asPageLoad),
      // Checkout: ready and bought; ready and given up; left while loading.
      ...opened('pays', start + 3_600_000, 4000, 800, { path: '/checkout' }),
      { visitor_id: 'pays', at: start + 3_601_000, name: 'begin_checkout', path: '/checkout' },
      buys('pays', start + 3_603_000, 'T2', 10),
      ...opened('gives up', start + 3_600_000, 4000, 1800, { path: '/checkout' }),
      { visitor_id: 'gives up', at: start + 3_602_000, name: 'begin_checkout', path: '/checkout' },
      ...opened('waits in vain', start + 3_600_000, 3000, 500),
      ...opened('waits in vain', start + 3_603_000, 2000, undefined, { path: '/checkout' }),
    ])
  })
  afterAll(() => shop.close())

  it('tells the outcomes apart', async () => {
    const { totals } = await shop.answer(loadTimeDropOff, days, now)
    expect(totals.outcomes).toEqual({
      // bounces, buys, adds, marks, the second try, and three at the checkout's visits.
      ready: 8,
      left_while_loading: 4,
      moved_on: 2,
      vanished: 1,
      not_measured: 1,
      excluded: { opened_hidden: 1, bfcache: 1, reload: 1, soft: 0, bot: 1 },
    })
    expect(totals.left_share).toMatchObject({ numerator: 4, denominator: 14 })
    // bounces, marks, the second try.
    expect(totals.bounce).toMatchObject({ numerator: 3, denominator: 8 })
    expect(totals.conversion).toMatchObject({ numerator: 2, denominator: 14 })
  })

  it('puts those who left into the bars and into conversion’s denominator', async () => {
    const { rows } = await shop.answer(loadTimeDropOff, { ...days, bins: [0, 1000, 2000, 3000] }, now)
    expect(rows.map(({ from_ms, to_ms, n, left }) => [from_ms, to_ms, n, left])).toEqual([
      [0, 1000, 4, 0],
      [1000, 2000, 5, 1],
      [2000, 3000, 4, 3],
      [3000, null, 1, 0],
    ])
    // bounces, buys, pays, waits in vain: the last opened the checkout.
    expect(rows[0]).toMatchObject({
      bounce: { numerator: 1, denominator: 4 },
      conversion: { numerator: 2, denominator: 4 },
      revenue: [{ currency: 'EUR', amount: '40.50' }],
    })
    expect(rows[2]).toMatchObject({
      bounce: { numerator: 0, denominator: 1 },
      conversion: { numerator: 0, denominator: 4 },
    })
  })

  it('draws the patience curve with bounds', async () => {
    const { totals } = await shop.answer(loadTimeDropOff, days, now)
    const at = (second: number) => totals.patience.find(({ t_s }) => t_s === second)
    expect(at(0)).toMatchObject({ left: 0, low: 0, at_risk: 14 })
    // Waits: .5 .7 .8 .5 (ready) 1.0 1.2 (moved on) 1.5 (left) 1.6 1.8 2.5 (ready) 2.6 2.65 2.7 (left) 3.2 (ready).
    expect(at(2)?.left).toBeCloseTo(1 - 7 / 8, 12)
    expect(at(3)?.left).toBeCloseTo(1 - (7 / 8) * (3 / 4) * (2 / 3) * (1 / 2), 12)
    expect(at(2)?.bound_low).toBeCloseTo((14 / 15) * (1 / 8), 12)
    expect(at(2)?.bound_high).toBeCloseTo((14 / 15) * (1 / 8) + 1 / 15, 12)
    expect(at(3)?.low).toBeGreaterThan(0)
    expect(at(3)?.high).toBeLessThan(1)
    expect(at(4)).toBeUndefined()
  })

  it('corrects percentiles for those who left first', async () => {
    const { totals } = await shop.answer(loadTimeDropOff, days, now)
    // Ready at .5 (2), .7, .8, 1.6, 1.8, 2.5, 3.2 s.
    expect(totals.percentiles.reporters_only).toMatchObject({ n: 8, p50_ms: 1200, p75_ms: 1975 })
    // By .8 s 4 of 14, then 1 of 7 at 1.6, 1 of 6 at 1.8: 1 - (10/14)(6/7)(5/6) = .49; at 2.5 1 of 5: .592; 3.2: 1.
    expect(totals.percentiles.corrected).toEqual({ n: 14, p50_ms: 2500, p75_ms: 3200, p95_ms: 3200 })
  })

  it('looks at the pages of a step', async () => {
    const { totals, rows } = await shop.answer(loadTimeDropOff, { ...days, at: 'begin_checkout', bins: [0, 1000] }, now)
    expect(totals.outcomes).toMatchObject({ ready: 2, left_while_loading: 1, moved_on: 0, vanished: 0 })
    expect(totals.conversion).toMatchObject({ numerator: 1, denominator: 3 })
    expect(totals.bounce).toMatchObject({ numerator: 1, denominator: 2 })
    expect(rows.map(({ n, left }) => [n, left])).toEqual([
      [1, 0],
      [2, 1],
    ])
  })

  it('filters and breaks down by device', async () => {
    const mobile = [{ dimension: 'device', operator: 'is', values: ['mobile'] }]
    const filtered = await shop.answer(loadTimeDropOff, { ...days, filters: mobile }, now)
    expect(filtered.totals.outcomes).toMatchObject({ ready: 1, left_while_loading: 1 })
    const { totals } = await shop.answer(loadTimeDropOff, { ...days, breakdown: 'device' }, now)
    expect(
      totals.breakdowns.map(({ value, totals: { left_share } }) => [
        value,
        left_share.numerator,
        left_share.denominator,
      ]),
    ).toEqual([
      ['desktop', 3, 12],
      ['mobile', 1, 2],
      ['', 0, 0],
    ])
  })

  it('answers an empty period with zeros and nulls', async () => {
    const { totals, rows, notes } = await shop.answer(loadTimeDropOff, { from: '2020-01-01', to: '2020-01-02' }, now)
    expect(totals.left_share).toMatchObject({ numerator: 0, denominator: 0, rate: null })
    expect(totals.patience).toEqual([])
    expect(rows.every(({ n, revenue }) => n === 0 && revenue.length === 0)).toBe(true)
    expect(notes?.[0]).toContain('No page load was measured')
  })
})
