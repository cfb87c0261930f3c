import type { EventRow } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Money, Rate } from '../../core/rate.js'
import { formatFor } from '../format.js'
import { openTestDashboard, signIn, type TestDashboard } from '../testing/open-test-dashboard.js'

let test: TestDashboard
let cookie: string
const { percent, money, count } = formatFor('en')

/** Sixty people: all come by a letter, half of them then by a search, and every third of all buys. */
const rows = Array.from({ length: 60 }, (_, i) => {
  const row = (name: string, more: Partial<EventRow> = {}) => ({
    name,
    kind: name === 'purchase' ? ('cart' as const) : ('touchpoint' as const),
    visitor_id: `p${i}`,
    ...more,
  })
  return [
    row('page_view', { channel: 'email', path: '/' }),
    ...(i % 2 === 0 ? [row('page_view', { channel: 'organic_search', path: '/p/1/' })] : []),
    row('view_item', { path: '/p/1' }),
    ...(i % 3 === 0 ? [row('purchase', { value: 20, currency: 'EUR', transaction_id: `o${i}` })] : []),
  ]
}).flat()

beforeAll(async () => {
  test = await openTestDashboard()
  await test.insert(rows)
  cookie = await signIn(test.dashboard, test.keys.shop)
  cookie = await signIn(test.dashboard, test.keys.strange, cookie)
})
afterAll(() => test.close())

const page = async (path: string, site = 'strange') =>
  (await test.dashboard.request(`/sites/${site}/${path}`, { headers: { cookie } })).text()
const ask = (report: string, params: object = {}) => test.ask(report, { site_id: 'strange', ...params })

describe('the pages of acquisition', () => {
  it('show the credit of each model, and its revenue', async () => {
    const answer = await ask('attribution')
    const credits = answer.rows as { key: string; share: number; revenue: Money }[]
    expect(credits.length).toBe(13)
    const text = await page('attribution')
    for (const { share, revenue } of credits) {
      expect(text).toContain(percent(share))
      for (const amount of revenue) expect(text).toContain(money(amount))
    }
    expect(text).toContain('Organic search')
    expect(text).toContain('Email → Organic search')
    expect(await page('attribution?by=touchpoint&lang=vi')).toContain('Lượt truy cập')
  })

  it('show whom touches reach and come before', async () => {
    const answer = await ask('touchpoints')
    const text = await page('touchpoints')
    for (const { reach, influence } of answer.rows as { reach: Rate; influence: Record<string, Rate> }[]) {
      expect(text).toContain(percent(reach.rate))
      expect(text).toContain(percent(influence.consideration?.rate))
    }
  })

  it('say when there are too few orders to tell fatigue', async () => {
    expect(await page('touch-fatigue', 'shop')).toContain('Too few orders to tell')
    expect(await page('touch-fatigue?lang=vi', 'shop')).toContain('Quá ít đơn hàng để kết luận')
  })

  it('show paths in either direction, over events or pages', async () => {
    const forward = await ask('paths', { start: 'page_view', occurrence: 'first', depth: 4 })
    const text = await page('paths?point=page_view')
    for (const { count: took } of forward.rows as { count: number }[]) {
      expect(text).toContain(`<td class="number strong">${count(took)}</td>`)
    }
    const backward = await page('paths?direction=backward&point=purchase')
    expect(backward).toContain('Before it: <span class="defined">view_item')
    const pages = await page('paths?by=path&point=/')
    expect(pages).toContain('Next: <span class="defined">/p/1')
    expect(await page('paths?by=path&direction=backward&point=purchase')).toContain('/p/1')
  })
})
