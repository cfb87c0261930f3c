import { createKey, putSite } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createDashboard } from './create-dashboard.js'
import { type NotificationDesk, type SettingsDesk, settingsDeskWith } from './settings-desk.js'
import { openTestDashboard, signIn, type TestDashboard } from './testing/open-test-dashboard.js'

let test: TestDashboard
let desk: SettingsDesk
let app: ReturnType<typeof createDashboard>
const added: { kind: string; fields: Record<string, string> }[] = []
/** Sending has tests of its own: here it only matters what the page asks of it. */
const notifications: NotificationDesk = {
  kinds: ['abandoned_cart', 'alert', 'weekly_email'],
  list: async () => [
    { id: 'ntf_1', kind: 'abandoned_cart', settings: { url: 'https://a.example/' }, secret: 'whsec_x' },
  ],
  async add(_siteId, kind, fields) {
    added.push({ kind, fields })
    return fields.url === '' ? ['url: must be an address'] : []
  },
  remove: async (_siteId, id) => id === 'ntf_1',
  deliveries: async () => [],
  replay: async () => false,
}
const cookies = { owner: '', analyst: '', viewer: '' }

beforeAll(async () => {
  test = await openTestDashboard()
  desk = settingsDeskWith(test.storage.owner, test.options.sites, test.options.now, notifications)
  app = createDashboard({ ...test.options, settings: desk })
  const view = await createKey(test.storage.owner, 'shop', 'view')
  await test.options.sites.refresh()
  cookies.owner = await signIn(app, test.keys.server)
  cookies.analyst = await signIn(app, test.keys.shop)
  cookies.viewer = await signIn(app, view)
})
afterAll(() => test.close())

const get = (path: string, role: keyof typeof cookies) => app.request(path, { headers: { cookie: cookies[role] } })
const post = (
  action: string,
  fields: Record<string, string>,
  role: keyof typeof cookies = 'owner',
  origin = 'http://localhost',
) =>
  app.request(`/sites/shop/settings/${action}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { cookie: cookies[role], origin, host: 'localhost' },
  })

describe('roles', () => {
  it('let viewers see reports, and neither single persons nor what is kept', async () => {
    expect((await get('/sites/shop/journey', 'viewer')).status).toBe(200)
    const person = await get('/sites/shop/person/any', 'viewer')
    expect(person.status).toBe(403)
    expect(await person.text()).toContain('sign in with a read key')
    expect((await get('/sites/shop/funnel/people?step=1', 'viewer')).status).toBe(403)
    expect(await (await get('/sites/shop/journey', 'viewer')).text()).not.toContain('/keep/view')
    const kept = await app.request('/sites/shop/keep/annotation', {
      method: 'POST',
      body: new URLSearchParams({ day: '2026-03-01', kind: 'other', text: 'x' }),
      headers: { cookie: cookies.viewer, origin: 'http://localhost', host: 'localhost' },
    })
    expect(kept.status).toBe(403)
  })

  it('let owners alone change settings', async () => {
    expect((await get('/sites/shop/settings', 'owner')).status).toBe(200)
    for (const role of ['analyst', 'viewer'] as const) {
      expect((await get('/sites/shop/settings', role)).status).toBe(403)
      expect((await post('create-key', { kind: 'server' }, role)).status).toBe(403)
      expect(await (await get('/sites/shop/journey', role)).text()).not.toContain('/sites/shop/settings')
    }
    // A form of another page, and an owner of another site.
    expect((await post('create-key', { kind: 'server' }, 'owner', 'https://evil.example')).status).toBe(403)
    expect((await get('/sites/strange/settings', 'owner')).status).toBe(303)
    expect((await desk.keys('shop')).length).toBe(3)
  })
})

describe('settings', () => {
  it('change the site, and say what is wrong', async () => {
    const before = test.options.sites.site('shop')
    const refused = await post('site', {
      timezone: 'Mars/Olympus',
      currency: 'VND',
      mode: 'cookieless',
      origins: 'not an origin!',
    })
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('must be an IANA time zone')
    expect(test.options.sites.site('shop')).toEqual(before)
    const saved = await post('site', {
      timezone: 'Europe/Helsinki',
      currency: 'vnd',
      mode: 'cookieless',
      origins: 'https://shop.example\n*.shop.example',
    })
    expect(saved.status).toBe(200)
    expect(await saved.text()).toContain('*.shop.example')
    expect(test.options.sites.site('shop')).toEqual({
      site_id: 'shop',
      timezone: 'Europe/Helsinki',
      currency: 'VND',
      mode: 'cookieless',
      origins: ['https://shop.example', '*.shop.example'],
    })
    if (before) await putSite(test.storage.owner, before)
  })

  it('make a key, show it once, and revoke it', async () => {
    const page = await (await post('create-key', { kind: 'view' })).text()
    const [key = ''] = /tl_view_[\w-]+(?=<\/pre>)/.exec(page) ?? []
    // Looks at the keys that come close to each other share one.
    await vi.waitFor(async () => {
      await test.options.sites.refresh()
      expect(test.options.sites.key(key)).toEqual({ site_id: 'shop', kind: 'view' })
    }, 10_000)
    expect(await (await get('/sites/shop/settings', 'owner')).text()).not.toContain(key)
    const record = (await desk.keys('shop')).find(({ hint }) => key.startsWith(hint) && key.length > hint.length)
    expect((await post('revoke-key', { key: record?.key_hash ?? '' })).status).toBe(200)
    expect((await post('revoke-key', { key: 'f'.repeat(64) })).status).toBe(400)
    expect((await post('create-key', { kind: 'root' })).status).toBe(400)
  })

  it('erase a person only when the id is given twice', async () => {
    const visitor = 'to-be-erased'
    await test.insert([{ name: 'page_view', kind: 'touchpoint', site_id: 'shop', visitor_id: visitor }])
    expect((await post('erase', { who: 'visitor', id: visitor, sure: 'someone' })).status).toBe(400)
    const erased = await post('erase', { who: 'visitor', id: visitor, sure: visitor })
    expect(await erased.text()).toContain('Erased: 1 events.')
  })

  it('add and remove notifications through the desk', async () => {
    const refused = await post('add-notification', { kind: 'abandoned_cart', url: '', idle_minutes: '60' })
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('url: must be an address')
    const fields = { url: 'https://shop.example/hook', idle_minutes: '30' }
    expect((await post('add-notification', { kind: 'abandoned_cart', ...fields })).status).toBe(200)
    expect(added.at(-1)).toEqual({ kind: 'abandoned_cart', fields })
    expect(await (await get('/sites/shop/settings', 'owner')).text()).toContain('whsec_x')
    expect((await post('remove-notification', { id: 'ntf_1' })).status).toBe(200)
    expect((await post('remove-notification', { id: 'ntf_2' })).status).toBe(400)
  })
})
