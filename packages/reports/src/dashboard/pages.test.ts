import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findReport } from '../answer-report.js'
import { ReportError } from '../core/report.js'
import { createDashboard } from './create-dashboard.js'
import { formatFor } from './format.js'
import { commonText } from './messages/common.js'
import { homeViews, reportPages } from './pages/registry.js'
import { openTestDashboard, signIn, type TestDashboard, testNow } from './testing/open-test-dashboard.js'

let test: TestDashboard
let cookie: string
beforeAll(async () => {
  test = await openTestDashboard()
  cookie = await signIn(test.dashboard, test.keys.shop)
  cookie = await signIn(test.dashboard, test.keys.strange, cookie)
  cookie = await signIn(test.dashboard, test.keys.empty, cookie)
})
afterAll(() => test.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  test.dashboard.request(path, { headers: { cookie, ...headers } })
const page = async (path: string, headers: Record<string, string> = {}) => (await get(path, headers)).text()

const img = '<img src=x onerror=alert(1)>'
const evil = encodeURIComponent(img)
const pageNames = [...homeViews, ...reportPages].map(({ name }) => name)

describe('figures', () => {
  const { percent, count, money, interval } = formatFor('en')

  it('are those of the reports', async () => {
    const journey = await test.ask('journey', { site_id: 'shop' })
    const journeyPage = await page('/sites/shop/journey')
    for (const row of journey.rows as { reached: number; conversion: { rate: number | null } }[]) {
      expect(journeyPage).toContain(`<td class="number strong">${count(row.reached)}</td>`)
    }
    const [{ rate, low, high } = { rate: 0, low: 0, high: 0 }] = journey.rows.map(
      ({ conversion }) => conversion as { rate: number; low: number; high: number },
    )
    expect(rate).toBeGreaterThan(0)
    expect(journeyPage).toContain(percent(rate))
    expect(journeyPage).toContain(interval({ low, high }))

    const abandonment = await test.ask('abandonment', { site_id: 'shop' })
    const totals = abandonment.totals as unknown as {
      gross: { rate: number; numerator: number; denominator: number }
      value: { net: { currency: string; amount: string }[] }
    }
    const abandonmentPage = await page('/sites/shop/abandonment')
    expect(totals.gross.denominator).toBeGreaterThan(30)
    expect(abandonmentPage).toContain(percent(totals.gross.rate))
    expect(abandonmentPage).toContain(`${totals.gross.numerator} of ${totals.gross.denominator}`)
    expect(totals.value.net.map(({ currency }) => currency)).toEqual(['EUR', 'VND'])
    for (const amount of totals.value.net) expect(abandonmentPage).toContain(money(amount))

    const steps = [{ name: 'view_item' }, { name: 'purchase' }]
    const funnel = await test.ask('funnel', { site_id: 'shop', steps, window: { value: 7, unit: 'day' } })
    const funnelPage = await page('/sites/shop/funnel?step1=view_item&step2=purchase')
    const [first, second] = funnel.rows as { count: number; from_first: { rate: number } }[]
    expect(first?.count).toBeGreaterThan(second?.count ?? 0)
    expect(funnelPage).toContain(percent(second?.from_first.rate))

    const load = await test.ask('load-time-drop-off', { site_id: 'shop' })
    const left = load.totals.left_share as { rate: number }
    expect(left.rate).toBeGreaterThan(0.1)
    expect(await page('/sites/shop/load-time')).toContain(percent(left.rate))
  })

  it('follow the days, the device and the country of the address', async () => {
    const scope = { from: '2026-03-01', to: '2026-03-05', timezone: 'UTC' }
    const filters = [
      { dimension: 'device', operator: 'is', values: ['mobile'] },
      { dimension: 'country', operator: 'is', values: ['VN'] },
    ]
    const answer = await test.ask('load-time-drop-off', { site_id: 'shop', ...scope, filters })
    const query = new URLSearchParams({ ...scope, device: 'mobile', country: 'vn' })
    const exported = await (await get(`/sites/shop/load-time.json?${query}`)).json()
    expect({ ...exported, computed_ms: 0 }).toEqual({ ...answer, computed_ms: 0 })
    expect(answer.sample.measured).toBeGreaterThan(0)
  })

  it('say "too few" instead of a rate from fewer than 30', async () => {
    await test.insert([
      { name: 'page_view', kind: 'touchpoint' },
      { name: 'add_to_cart', kind: 'cart', cart_id: 'c', currency: 'EUR', value: 5 },
    ])
    const text = await page('/sites/strange/abandonment')
    expect(text).toContain('Too few to say')
    expect(text).toMatch(/0 of 0|1 of 1|0 of 1/)
  })

  it('come as CSV with cells that no spreadsheet runs', async () => {
    const response = await get('/sites/shop/funnel.csv?step1=view_item&step2=purchase')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="shop-funnel-2026-03-10.csv"')
    const [head = '', first = '', second = ''] = (await response.text()).split('\r\n')
    expect(head.split(',').slice(0, 4)).toEqual(['step', 'name', 'optional', 'count'])
    expect(first.startsWith('1,view_item,false,')).toBe(true)
    expect(second.startsWith('2,purchase,false,')).toBe(true)
    const risky = await (await get('/sites/shop/funnel.csv?step1=%3D1%2B1')).text()
    expect(risky).toContain("1,'=1+1,")
  })

  it('come with the request that gives them', async () => {
    const text = await page("/sites/shop/funnel?step1=view_item&step2=it's")
    expect(text).toContain('/v1/reports/funnel')
    expect(text.replaceAll('&#39;', "'")).toContain("it'\\''s")
  })
})

describe('addresses', () => {
  it('keep the page with the sentence of the report when they ask for the impossible', async () => {
    for (const path of [
      '/sites/shop/marketer?from=2026-03-09&to=2026-03-01',
      '/sites/shop/journey?from=yesterday',
      '/sites/shop/funnel?step1=view_item&window=abc',
      '/sites/shop/abandonment?idle_minutes=0',
      '/sites/shop/load-time?timezone=Mars/Olympus',
    ]) {
      const response = await get(path)
      expect(response.status, path).toBe(400)
      const text = await response.text()
      expect(text).toContain('role="alert"')
      expect(text).toContain('<form')
    }
    expect(await page('/sites/shop/marketer?from=2026-03-09&to=2026-03-01')).toContain('is after to')
    expect((await get('/sites/shop/funnel.json?step1=a&window=abc')).status).toBe(400)
  })

  it('of nothing answer 404, of the way in redirect', async () => {
    for (const path of [
      '/sites/shop/nothing',
      '/nothing',
      '/sites/shop/marketer.csv',
      '/sites/shop/funnel.csv.gz',
      '/assets/0/page.js',
    ])
      expect((await get(path)).status, path).toBe(404)
    expect((await get('/sites/shop')).headers.get('location')).toBe('/sites/shop/marketer')
  })

  it('are tidied after a form, whose buttons add and remove steps without JavaScript', async () => {
    const sent =
      'from=2026-03-01&step1=view_item&step1_property=&step1_operator=eq&step1_value=&step2=purchase&window=7&window_unit=day'
    const plain = await get(`/sites/shop/funnel?${sent}`)
    expect(plain.headers.get('location')).toBe('/sites/shop/funnel?from=2026-03-01&step1=view_item&step2=purchase')
    const added = (await get(`/sites/shop/funnel?${sent}&change=add`)).headers.get('location')
    expect(added).toBe('/sites/shop/funnel?from=2026-03-01&step1=view_item&step2=purchase&step3=add_to_cart&edit=1')
    const removed = (await get(`/sites/shop/funnel?${sent}&change=remove-1`)).headers.get('location')
    expect(removed).toBe('/sites/shop/funnel?from=2026-03-01&step1=purchase&edit=1')
    const moved = (await get(`/sites/shop/funnel?${sent}&change=up-2`)).headers.get('location')
    expect(moved).toBe('/sites/shop/funnel?from=2026-03-01&step1=purchase&step2=view_item&edit=1')
  })

  it('ask for conditions of a step', async () => {
    const where = 'step1=view_item&step1_property=device&step1_operator=eq&step1_value=mobile&step2=purchase'
    const answer = await test.ask('funnel', {
      site_id: 'shop',
      window: { value: 7, unit: 'day' },
      steps: [
        { name: 'view_item', where: [{ property: 'device', operator: 'eq', value: 'mobile' }] },
        { name: 'purchase' },
      ],
    })
    const exported = (await (await get(`/sites/shop/funnel.json?${where}`)).json()) as typeof answer
    expect(exported.rows).toEqual(answer.rows)
  })
})

describe('safety', () => {
  it('sends a strict policy and no inline script or style', async () => {
    for (const path of ['/sign-in', '/nothing', ...pageNames.map((name) => `/sites/shop/${name}`)]) {
      const response = await get(path)
      expect(response.headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      )
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('cache-control')).toBe('private, no-store')
      const text = await response.text()
      expect(text).not.toMatch(
        /\sstyle=|\son[a-z]+=|<style|<script(?! type="module" src="\/assets\/| type="application\/json")/,
      )
    }
  })

  it('escapes everything that a visitor or an address may have written', async () => {
    const cart = { kind: 'cart', cart_id: img, currency: 'EUR', value: 1, campaign: img, device: img } as const
    await test.insert([
      { ...cart, name: 'add_to_cart', visitor_id: 'w' },
      { ...cart, name: 'payment_failed', visitor_id: 'w', reason: img, country: img },
    ])
    const paths = [
      `/sign-in?next=/${evil}&lang=${evil}`,
      `/sites/strange/marketer?from=${evil}&to=${evil}&timezone=${evil}&device=${evil}&country=${evil}`,
      `/sites/strange/funnel?step1=add_to_cart&step2=${evil}&breakdown=campaign`,
      `/sites/strange/funnel?step1=${evil}&step1_property=${evil}&step1_operator=${evil}&step1_value=${evil}&window=${evil}&window_unit=${evil}&order=${evil}&unit=${evil}&breakdown=${evil}`,
      `/sites/strange/abandonment?breakdown=campaign&definition=cart_episode`,
      `/sites/strange/abandonment?definition=${evil}&idle_minutes=${evil}&recovery_days=${evil}&breakdown=${evil}`,
      `/sites/strange/journey?as_of=${evil}&lapse_days=${evil}&churn_days=${evil}`,
      `/sites/strange/load-time?at=${evil}&metric=${evil}&x=${evil}`,
    ]
    for (const path of paths) {
      const text = await page(path)
      expect(text, path).not.toContain('<img')
      expect(text, path).not.toMatch(/<\/script>\s*<img/)
    }
    expect(await page(paths[4] ?? '')).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(await page(paths[2] ?? '')).toContain('\\u003cimg src=x')
  })

  it('serves static files for ever under their fingerprint, with an ETag', async () => {
    const [path = ''] = /\/assets\/[0-9a-f]{16}\/dashboard\.css/.exec(await page('/sign-in')) ?? []
    const response = await get(path)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const etag = response.headers.get('etag') ?? ''
    expect((await get(path, { 'if-none-match': etag })).status).toBe(304)
    expect((await get(path, { 'accept-encoding': 'br' })).headers.get('content-encoding')).toBe('br')
    expect((await get(path.replace(/[0-9a-f]{16}/, '0123456789abcdef'))).status).toBe(404)
  })
})

describe('definitions', () => {
  it('are translated, all of them, under names that the reports have', () => {
    for (const { report, definitionsVi } of reportPages)
      expect(Object.keys(definitionsVi).sort(), report).toEqual(Object.keys(findReport(report).definitions).sort())
  })
})

describe('messages', () => {
  it('have the same places for values in every language', () => {
    const places = (message: string) => [...message.matchAll(/\{\{\w+\}\}/g)].map(([place]) => place).sort()
    for (const { all } of [commonText, ...[...homeViews, ...reportPages].map(({ text }) => text)])
      for (const [key, { en, vi }] of Object.entries(all)) expect(places(vi), key).toEqual(places(en))
  })
})

describe('pages', () => {
  it('speak Vietnamese by address, cookie or browser, and remember it', async () => {
    const asked = await get('/sites/shop/funnel?lang=vi')
    expect(asked.headers.get('set-cookie')).toContain('touchline_language=vi')
    expect(await asked.text()).toContain('Khách dừng lại ở bước nào?')
    expect(await page('/sites/shop/funnel', { cookie: `${cookie}; touchline_language=vi` })).toContain(
      '<html lang="vi">',
    )
    expect(await page('/sites/shop/funnel', { 'accept-language': 'fr, vi;q=0.8, en;q=0.5' })).toContain(
      '<html lang="vi">',
    )
    expect(await page('/sites/shop/funnel', { 'accept-language': 'fr' })).toContain('<html lang="en">')
    expect(await page('/sites/shop/abandonment?lang=vi')).toContain('Giỏ hàng đi được đến đâu')
  })

  it('teach what to do when there is nothing to show', async () => {
    // Nobody being here right now is an answer.
    for (const name of pageNames.filter((one) => one !== 'live')) {
      const text = await page(`/sites/empty/${name}`)
      expect(text).toContain(
        '&lt;script async src=&quot;https://collect.example/touchline.js&quot; data-site=&quot;empty&quot;&gt;',
      )
      expect(text).toContain('touchline import --site empty events.ndjson')
    }
  })

  it('say so when ClickHouse is away, and tell the operator of anything else', async () => {
    const problems: unknown[] = []
    const failing = (error: Error) =>
      createDashboard({
        ...test.options,
        now: () => testNow,
        answer: () => Promise.reject(error),
        onProblem: (problem) => problems.push(problem),
      })
    const away = new ReportError('unavailable', 'ClickHouse does not answer at the moment.')
    const response = await failing(away).request('/sites/shop/marketer', { headers: { cookie } })
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('Events are still being collected')
    const broken = new Error('secret detail')
    const failed = await failing(broken).request('/sites/shop/funnel', { headers: { cookie } })
    expect(failed.status).toBe(500)
    expect(await failed.text()).not.toContain('secret detail')
    expect(problems).toEqual([away, broken])
  })
})
