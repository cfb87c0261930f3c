import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDashboard, signIn, type TestDashboard } from './testing/open-test-dashboard.js'

let test: TestDashboard
let cookie: string
beforeAll(async () => {
  test = await openTestDashboard()
  cookie = await signIn(test.dashboard, test.keys.shop)
})
afterAll(() => test.close())

const get = (path: string) => test.dashboard.request(path, { headers: { cookie } })
const page = async (path: string) => (await get(path)).text()

describe('people behind a bar', () => {
  it('are those of the report, fifty a page, each with a timeline', async () => {
    const steps = [{ name: 'view_item' }, { name: 'add_to_cart' }]
    const people = { step: 1, outcome: 'dropped', limit: 10_000 }
    const answer = await test.ask('funnel', { site_id: 'shop', steps, people })
    const ids = answer.totals.people as string[]
    expect(ids.length).toBeGreaterThan(50)
    const query = 'step1=view_item&step2=add_to_cart&step=2&outcome=dropped'
    const listed: string[] = []
    for (let number = 1; number <= Math.ceil(ids.length / 50); number++) {
      const text = await page(`/sites/shop/funnel/people?${query}&page=${number}`)
      listed.push(...[...text.matchAll(/\/person\/(visitor-\d+)"/g)].map(([, id]) => id ?? ''))
    }
    expect(listed).toEqual(ids.toSorted())
    const timeline = await page(`/sites/shop/person/${listed[0]}`)
    expect(timeline).toContain('view_item')
    expect(timeline).not.toContain('add_to_cart')
    expect((await get('/sites/shop/person/nobody')).status).toBe(404)
  })
})

describe('what people keep', () => {
  const post = (path: string, fields: Record<string, string>, origin = 'http://localhost') =>
    test.dashboard.request(path, {
      method: 'POST',
      headers: { cookie, origin, host: 'localhost' },
      body: new URLSearchParams(fields),
    })

  it('is saved, used, shown and removed: a view, a segment, an annotation', async () => {
    const back = '/sites/shop/funnel?trend=week'
    const view = await post('/sites/shop/keep/view', { name: 'Weekly', page: 'funnel', query: 'trend=week', back })
    expect([view.status, view.headers.get('location')]).toEqual([303, back])
    const filters = JSON.stringify([{ dimension: 'device', operator: 'is', values: ['mobile'] }])
    await post('/sites/shop/keep/segment', { name: 'Phones', filters, back: '//elsewhere.example' })
    await post('/sites/shop/keep/annotation', { text: 'Release 7', day: '2026-03-02', kind: 'deploy' })
    const kept = await page('/sites/shop/kept')
    expect(kept).toContain('<a href="/sites/shop/funnel?trend=week">Weekly</a>')
    expect(kept).toContain('Device is mobile')
    expect(kept).toContain('Release 7')
    const exported = await (await get('/sites/shop/load-time.json?segment=Phones')).json()
    const asked = { site_id: 'shop', filters: JSON.parse(filters) }
    expect(exported.totals).toEqual((await test.ask('load-time-drop-off', asked)).totals)
    expect(await page(back)).toContain('Release 7')
    for (const [kind, name] of [
      ['views', 'Weekly'],
      ['segments', 'Phones'],
    ] as const)
      await post('/sites/shop/keep/remove', { kind, name })
    const [, id = ''] = /name="name" value="([0-9a-f-]{36})"/.exec(kept) ?? []
    await post('/sites/shop/keep/remove', { kind: 'annotations', name: id })
    expect(await page('/sites/shop/kept')).not.toMatch(/Weekly|Phones|Release 7/)
  })

  it('is refused when it makes no sense, comes from elsewhere, or is for another site', async () => {
    expect((await post('/sites/shop/keep/view', { name: 'x', page: 'nothing', query: '' })).status).toBe(400)
    expect((await post('/sites/shop/keep/segment', { name: 'x', filters: '{' })).status).toBe(400)
    expect((await post('/sites/shop/keep/annotation', { text: '', day: 'today', kind: 'deploy' })).status).toBe(400)
    const fields = { text: 'x', day: '2026-03-02', kind: 'deploy' }
    expect((await post('/sites/shop/keep/annotation', fields, 'https://evil.example')).status).toBe(403)
    expect((await post('/sites/other/keep/annotation', fields)).headers.get('location')).toContain('/sign-in')
    expect(await page('/sites/shop/kept')).not.toContain('<td>2 Mar 2026')
  })
})
