import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShopFixture, type ShopEvent, type ShopFixture } from '../../../test/shop-fixture.js'
import { journey } from './journey.js'
import { netPromoterScore } from './stage-metrics.js'

const dayMs = 86_400_000
const start = Date.UTC(2026, 0, 1)
const now = start + 60 * dayMs

/** What somebody did, as `day name`. */
const did = (visitor_id: string, ...texts: string[]): ShopEvent[] =>
  texts.map((text) => {
    const [day = '', name = ''] = text.split(' ')
    return { visitor_id, at: start + Number(day) * dayMs, name }
  })

describe('journey of six persons', () => {
  let shop: ShopFixture
  beforeAll(async () => {
    shop = await openShopFixture()
    await shop.insert([
      ...did('A', '0 page_view', '1 view_item', '2 add_to_cart', '2 purchase', '40 purchase'),
      ...did('B', '0 page_view', '3 view_item'),
      ...did('C', '0 page_view', '45 page_view'),
      ...did('D', '0 page_view', '0 view_item', '0 add_to_cart'),
      ...did('E', '0 page_view', '0 view_item', '10 add_to_cart', '10 purchase', '20 page_view'),
      ...did('F', '40 page_view', '41 view_item'),
    ])
  })
  afterAll(() => shop.close())
  const answer = (more: Record<string, unknown> = {}) =>
    shop.answer(journey, { churn_days: 90, as_of: now, ...more }, now)

  it('knows who is where now, and who ever was', async () => {
    const { rows, totals } = await answer()
    expect(
      rows.map(({ stage, now: here, reached, entered, lapsed }) => [stage, here, reached, entered, lapsed]),
    ).toEqual([
      ['awareness', 1, 6, 6, 1],
      ['consideration', 1, 5, 5, 1],
      ['decision', 0, 3, 3, 1],
      ['delivery_use', 1, 2, 2, 0],
      ['loyalty_advocacy', 1, 1, 1, 0],
    ])
    expect(rows.map(({ conversion }) => conversion.rate?.toFixed(3))).toEqual([
      '0.833',
      '0.600',
      '0.667',
      '0.500',
      undefined,
    ])
    expect(rows.map(({ dropped }) => dropped)).toEqual([1, 2, 1, 1, 0])
    expect(totals).toMatchObject({
      persons: 6,
      customers: 2,
      lapsed_now: 2,
      lapsed_ever: 3,
      churned_now: 0,
      churned_ever: 0,
    })
  })

  it('knows whose cart was left', async () => {
    const { rows } = await answer()
    expect(rows[2]?.metrics.cart_abandonment).toMatchObject({ numerator: 1, denominator: 3 })
  })

  it('counts the transitions', async () => {
    const { totals } = await answer()
    expect(totals.transitions.map(({ from, to, count }) => `${from} ${to} ${count}`)).toEqual([
      'awareness consideration 5',
      'awareness lapsed 1',
      'consideration decision 3',
      'consideration lapsed 1',
      'decision delivery_use 2',
      'decision lapsed 1',
      'delivery_use loyalty_advocacy 1',
      'lapsed awareness 1',
    ])
  })

  it('estimates the time in a stage', async () => {
    const { totals, rows } = await answer()
    const share = (stage: string, outcome: string, day: number) =>
      totals.time_in_stage
        .find((time) => time.stage === stage && time.outcome === outcome)
        ?.at_days.find((at) => at.day === day)
        ?.value?.toFixed(3)
    expect([0, 1, 3].map((day) => share('awareness', 'consideration', day))).toEqual(['0.286', '0.571', '0.714'])
    expect(share('awareness', 'lapsed', 30)).toBe('0.286')
    expect([share('consideration', 'decision', 30), share('consideration', 'lapsed', 30)]).toEqual(['0.600', '0.400'])
    expect(rows.map(({ median_days }) => median_days)).toEqual([1, 10, 0, 38, null])
  })

  it('lets customers churn, and takes 180 days while the gap between orders is unknown', async () => {
    const later = start + 129 * dayMs
    // E was last seen on day 20, A on day 40.
    expect((await answer({ as_of: later })).totals).toMatchObject({ churned_now: 1, churned_ever: 1 })
    const { totals, notes } = await answer({ churn_days: undefined, as_of: later })
    expect(totals).toMatchObject({ churn_days: 180, churned_now: 0 })
    expect(notes?.join()).toContain('Customers count as churned after 180 idle days')
  })

  it('keeps to those who began in the days, or who fit', async () => {
    const begun = await answer({ from: '2026-02-01', to: '2026-02-28' })
    expect(begun.rows.map(({ reached }) => reached)).toEqual([1, 1, 0, 0, 0])
    expect(begun.rows[0]?.metrics).toMatchObject({ visits: 2, reach: 1 })
    const filtered = await answer({ filters: [{ dimension: 'device', operator: 'is', values: ['mobile'] }] })
    expect(filtered.totals).toMatchObject({ persons: 0, transitions: [], time_in_stage: [] })
    expect(filtered.rows.every(({ reached, median_days }) => reached === 0 && median_days === null)).toBe(true)
  })
})

describe('journey of others', () => {
  let shop: ShopFixture
  beforeAll(async () => {
    shop = await openShopFixture()
    const order = (visitor_id: string, day: number, transaction_id: string): ShopEvent => ({
      ...(did(visitor_id, `${day} purchase`)[0] as ShopEvent),
      transaction_id,
    })
    await shop.insert([
      // A receipt loaded twice is no second order; the second order is.
      ...did('once', '0 page_view', '1 begin_checkout'),
      order('once', 2, 'T1'),
      order('once', 3, 'T1'),
      ...did('twice', '0 page_view'),
      order('twice', 2, 'T2'),
      order('twice', 12, 'T3'),
      ...did('twice', '13 nps_answered').map((event) => ({ ...event, score: 10 })),
      // A low score is no advocacy; an event may name its stage.
      ...did('critic', '0 page_view', '1 nps_answered').map((event) => ({ ...event, score: 3 })),
      ...did('named', '0 page_view', '1 store_visit').map((event, i) => ({
        ...event,
        stage: i === 1 ? 'decision' : '',
      })),
      ...did('clicks', '0 view_item_list', '0.001 select_item', '0.002 select_item', '5 view_item_list'),
      // Comes back after lapsing and goes on where it was.
      ...did('returns', '0 page_view', '1 view_item', '50 page_view'),
    ])
  })
  afterAll(() => shop.close())

  it('counts orders once, follows overrides and scores, shows skips', async () => {
    const { rows, totals } = await shop.answer(journey, { churn_days: 90, as_of: now }, now)
    expect(rows.map(({ stage, reached, entered }) => [stage, reached, entered])).toEqual([
      ['awareness', 6, 6],
      ['consideration', 5, 2],
      ['decision', 3, 2],
      ['delivery_use', 2, 2],
      ['loyalty_advocacy', 1, 1],
    ])
    expect(totals.transitions).toContainEqual({ from: 'awareness', to: 'delivery_use', count: 1 })
    expect(totals.transitions).toContainEqual({ from: 'lapsed', to: 'consideration', count: 1 })
  })

  it('measures the stages', async () => {
    const { rows } = await shop.answer(journey, { churn_days: 90, as_of: now }, now)
    const metrics = Object.fromEntries(rows.map((row) => [row.stage, row.metrics]))
    expect(metrics.consideration?.link_click_through).toMatchObject({ numerator: 1, denominator: 2 })
    expect(metrics.decision).toMatchObject({ checkouts_timed: 1, checkout_p50_ms: dayMs })
    expect(metrics.delivery_use).toMatchObject({ orders: 3 })
    expect(metrics.loyalty_advocacy).toMatchObject({
      loyalty: 1,
      advocacy: 1,
      repeat_rate: { numerator: 1, denominator: 2 },
      nps: { n: 2, score: 0 },
      nps_response: { numerator: 1, denominator: 2 },
    })
  })
})

describe('journey of a shop that knows its customers', () => {
  it('takes twice the median time between orders as churn', async () => {
    const shop = await openShopFixture()
    try {
      // 31 customers buy twice, 18 to 22 days apart; one of them twice more after 100 days each.
      const gaps = Array.from({ length: 31 }, (_, i) => 18 + (i % 5))
      await shop.insert([
        ...gaps.flatMap((gap, i) => did(`c${i}`, `${i} purchase`, `${i + gap} purchase`)),
        ...did('c0', '118 purchase', '218 purchase'),
      ])
      const { totals, notes } = await shop.answer(journey, { as_of: start + 230 * dayMs }, now)
      expect(totals).toMatchObject({ churn_days: 40, customers: 31, churned_now: 30, churned_ever: 31 })
      expect(totals.transitions).toContainEqual({ from: 'churned', to: 'loyalty_advocacy', count: 2 })
      expect(notes?.join()).toContain('twice the median of 33 times')
    } finally {
      await shop.close()
    }
  })
})

describe('netPromoterScore', () => {
  it('has an interval', () => {
    // 50% promoters, 20% detractors of 100: .3 +- 1.96 * sqrt((.7 - .09) / 100).
    const { score, low, high } = netPromoterScore(50, 20, 100)
    expect([score, low, high].map((value) => value?.toFixed(1))).toEqual(['30.0', '14.7', '45.3'])
    expect(netPromoterScore(0, 0, 0)).toEqual({ n: 0, score: null, low: null, high: null })
  })
})
