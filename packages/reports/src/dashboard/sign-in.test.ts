import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDashboard } from './create-dashboard.js'
import { localPath } from './sign-in.js'
import { openTestDashboard, signIn, type TestDashboard } from './testing/open-test-dashboard.js'

let test: TestDashboard
beforeAll(async () => {
  test = await openTestDashboard()
})
afterAll(() => test.close())

const overview = '/sites/empty/marketer'
let app: ReturnType<typeof createDashboard>
beforeEach(() => {
  app = createDashboard(test.options)
})

const post = (key: string, headers: Record<string, string> = {}, next = '') =>
  app.request('/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
    body: new URLSearchParams({ key, ...(next && { next }) }).toString(),
  })

describe('signing in', () => {
  it('asks for a key, takes it by form, and shows the page that was wanted', async () => {
    const first = await app.request(`${overview}?from=2026-03-01`)
    expect(first.status).toBe(303)
    const toForm = first.headers.get('location') ?? ''
    expect(toForm).toBe(`/sign-in?next=${encodeURIComponent(`${overview}?from=2026-03-01`)}`)
    expect(await (await app.request(toForm)).text()).toContain(`value="${overview}?from=2026-03-01"`)

    const signedIn = await post(test.keys.empty, {}, `${overview}?from=2026-03-01`)
    expect(signedIn.status).toBe(303)
    expect(signedIn.headers.get('location')).toBe(`${overview}?from=2026-03-01`)
    const cookie = signedIn.headers.get('set-cookie') ?? ''
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(part)
    expect(cookie).not.toContain('Secure')
    const page = await app.request(overview, { headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect(page.status).toBe(200)
  })

  it('takes a ready link and leaves the key out of the address it goes on to', async () => {
    const response = await app.request(`/sign-in?key=${test.keys.empty}`)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(overview)
  })

  it('goes on with a page of its own when another site led to the link, because strict cookies would be missing', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' }
    const response = await app.request(`/sign-in?key=${test.keys.empty}`, { headers })
    expect(response.status).toBe(200)
    const body = await response.text()
    expect(body).toContain(`content="0;url=${overview}"`)
    expect(body).not.toContain(test.keys.empty)
    expect(await (await app.request(overview, { headers })).text()).toContain(`content="0;url=${overview}"`)
  })

  it('marks the cookie Secure over https, also behind a proxy', async () => {
    const direct = await app.request(`https://reports.example/sign-in?key=${test.keys.empty}`)
    expect(direct.headers.get('set-cookie')).toContain('Secure')
    const proxied = await app.request(`/sign-in?key=${test.keys.empty}`, { headers: { 'x-forwarded-proto': 'https' } })
    expect(proxied.headers.get('set-cookie')).toContain('Secure')
  })

  it('refuses a wrong key and a form of another site', async () => {
    for (const key of ['tl_read_wrong', 'tl_server_wrong', '']) {
      const response = await post(key)
      expect(response.status).toBe(401)
      expect(response.headers.get('set-cookie')).toBeNull()
      expect(await response.text()).toContain('not a valid key')
    }
    const foreign = await post(test.keys.empty, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })
    expect(foreign.status).toBe(403)
  })

  it('shows only sites whose key is in the cookie, and several at once', async () => {
    const one = await signIn(app, test.keys.empty)
    expect((await app.request('/sites/shop/marketer', { headers: { cookie: one } })).status).toBe(303)
    expect((await app.request('/sites/never-heard-of/marketer', { headers: { cookie: one } })).status).toBe(303)
    const both = await signIn(app, test.keys.strange, one)
    const page = await app.request(overview, { headers: { cookie: both } })
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('href="/sites/strange/marketer"')
    const start = await app.request('/', { headers: { cookie: both } })
    expect(start.headers.get('location')).toBe('/sites/strange/marketer')
  })

  it('ends with sign-out, and at once with a revoked key', async () => {
    const key = test.keys.strange
    const cookie = await signIn(app, key)
    const out = await app.request('/sign-out', {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    })
    expect(out.headers.get('set-cookie')).toMatch(/^touchline_keys=;.*Max-Age=0/)
    expect((await app.request('/sites/strange/marketer', { headers: { cookie } })).status).toBe(200)
    await test.revoke(key, 'strange')
    expect((await app.request('/sites/strange/marketer', { headers: { cookie } })).status).toBe(303)
    expect((await post(key)).status).toBe(401)
  })

  it('lets an address try ten times in 15 minutes, others go on', async () => {
    let address = '2001:db8:1:2::1'
    app = createDashboard({ ...test.options, addressOf: () => address })
    for (let i = 0; i < 10; i++) expect((await post('wrong')).status).toBe(401)
    address = '2001:db8:1:2::99'
    const refused = await post(test.keys.empty)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBe(900)
    address = '2001:db8:1:3::1'
    expect((await post(test.keys.empty)).status).toBe(303)
    address = '2001:db8:1:2::1'
    test.clock.now += 15 * 60_000
    expect((await post(test.keys.empty)).status).toBe(303)
  })

  it('goes on to paths of this host only', () => {
    expect(localPath('/sites/shop/funnel?step1=*')).toBe('/sites/shop/funnel?step1=*')
    for (const path of ['//evil.example', '/\\evil.example', 'https://evil.example', '/a\nb', '/ /evil', undefined])
      expect(localPath(path)).toBeUndefined()
  })
})
