import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDashboard } from './create-dashboard.js'
import { sharePath } from './share-links.js'
import { openTestDashboard, signIn, type TestDashboard } from './testing/open-test-dashboard.js'

let test: TestDashboard
let app: ReturnType<typeof createDashboard>
let cookie: string
const secret = 'a secret of the installation'

beforeAll(async () => {
  test = await openTestDashboard()
  app = createDashboard({ ...test.options, shareSecret: secret })
  cookie = await signIn(app, test.keys.shop)
  for (const [name, page, query] of [
    ['Giỏ hàng', 'abandonment', 'from=2026-02-01&to=2026-03-10'],
    ['Home', 'marketer', ''],
  ] as const)
    await test.options.keeper.putView('shop', { name, page, query })
})
afterAll(() => test.close())

describe('a shared view', () => {
  it('is offered on the page of what is saved', async () => {
    const page = await (await app.request('/sites/shop/kept', { headers: { cookie } })).text()
    expect(page).toContain(`/shared/${sharePath(secret, 'shop', 'Giỏ hàng')}`)
    expect(page).toContain(`/embed/${sharePath(secret, 'shop', 'Giỏ hàng')}`)
  })

  it('shows its figures without a key, and no way further', async () => {
    const answer = await test.ask('abandonment', { site_id: 'shop', from: '2026-02-01', to: '2026-03-10' })
    const { gross } = answer.totals as { gross: { numerator: number; denominator: number } }
    const response = await app.request(`/shared/${sharePath(secret, 'shop', 'Giỏ hàng')}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    const page = await response.text()
    expect(page).toContain(`${gross.numerator} of ${gross.denominator}`)
    expect(page).not.toContain('/sites/')
    const home = await app.request(`/shared/${sharePath(secret, 'shop', 'Home')}?lang=vi`)
    expect(home.status).toBe(200)
    expect(await home.text()).toContain('<html lang="vi"')
  })

  it('may be shown inside other pages under /embed', async () => {
    const response = await app.request(`/embed/${sharePath(secret, 'shop', 'Giỏ hàng')}`)
    expect(response.status).toBe(200)
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain('frame-ancestors *')
    expect(policy).toContain("script-src 'self'")
    expect(response.headers.get('x-frame-options')).toBeNull()
  })

  it('opens with its own signature alone, until it is removed', async () => {
    const path = sharePath(secret, 'shop', 'Giỏ hàng')
    for (const wrong of [
      path.slice(0, -1),
      path.replace('shop/', 'strange/'),
      sharePath('another secret', 'shop', 'Giỏ hàng'),
      sharePath(secret, 'shop', 'never saved'),
      'shop/x',
    ])
      expect((await app.request(`/shared/${wrong}`)).status, wrong).toBe(404)
    expect(await test.options.keeper.remove('shop', 'views', 'Giỏ hàng')).toBe(true)
    expect((await app.request(`/shared/${path}`)).status).toBe(404)
  })
})
