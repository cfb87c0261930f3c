import {
  createKey,
  insertEvents,
  openSiteDirectory,
  putSite,
  type SiteDirectory,
  type Storage,
} from '@touchline/storage'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestStorage, testSite } from '../../test/open-test-storage.js'
import { shopDay, smallShop } from '../../test/small-shop.js'
import { createReports } from './create-reports.js'

let storage: Storage
let sites: SiteDirectory
let app: Hono
let readKey: string
let serverKey: string
const problems: unknown[] = []

beforeAll(async () => {
  storage = await openTestStorage()
  for (const id of ['shop', 'other']) await putSite(storage.owner, testSite(id))
  readKey = await createKey(storage.owner, 'shop', 'read')
  serverKey = await createKey(storage.owner, 'shop', 'server')
  await insertEvents(storage.owner, smallShop('shop'))
  sites = await openSiteDirectory({ client: storage.owner })
  const dashboard = new Hono().get('/', (c) => c.text('dashboard'))
  const log = { error: (problem: unknown) => problems.push(problem) }
  app = createReports({
    reader: storage.reader,
    sites,
    now: () => shopDay + 20 * 86_400_000,
    dashboard,
    log: log as never,
  })
})
afterAll(async () => {
  sites.close()
  await storage.close()
})

const period = { from: '2026-02-20', to: '2026-03-10' }
const steps = [{ name: 'view_item' }, { name: 'add_to_cart' }, { name: 'purchase' }]
const authorization = () => ({ authorization: `Bearer ${readKey}` })
const get = (path: string, headers: Record<string, string> = authorization()) => app.request(path, { headers })
const post = (name: string, body: unknown, headers: Record<string, string> = authorization()) =>
  app.request(`/v1/reports/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const queryOf = (params: Record<string, unknown>) =>
  new URLSearchParams(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
const counts = (answer: { rows: { count: number }[] }) => answer.rows.map(({ count }) => count)

describe('answers', () => {
  it('the same by POST and by address', async () => {
    const posted = await post('funnel', { site_id: 'shop', ...period, steps, window: null })
    expect(posted.status).toBe(200)
    const { computed_ms: _, ...first } = await posted.json()
    expect(counts(first)).toEqual([3, 2, 1])
    expect(first.totals.conversion).toMatchObject({ numerator: 1, denominator: 3 })
    const got = await get(`/v1/reports/funnel?${queryOf({ site_id: 'shop', ...period, steps, window: null })}`)
    const { computed_ms: __, ...second } = await got.json()
    expect(second).toEqual(first)
  })

  it('need no site_id: the key names the site', async () => {
    const answer = await (await post('funnel', { ...period, steps })).json()
    expect(answer.params.site_id).toBe('shop')
    expect(counts(answer)).toEqual([3, 2, 1])
  })

  it('take repeated keys as a list, and numbers and booleans as such', async () => {
    const one = encodeURIComponent(JSON.stringify({ name: 'view_item' }))
    const two = encodeURIComponent(JSON.stringify({ name: 'purchase' }))
    const answer = await (
      await get(`/v1/reports/funnel?from=2026-02-20&to=2026-03-10&steps=${one}&steps=${two}&counts_only=true`)
    ).json()
    expect(counts(answer)).toEqual([3, 1])
    expect(answer.totals.units).toBeNull()
    const idle = await (await get('/v1/reports/abandonment?from=2026-02-20&to=2026-03-10&idle_minutes=30')).json()
    expect(idle.params.idle_minutes).toBe(30)
  })
})

describe('formats', () => {
  it.each([
    ['?format=csv', {}],
    ['', { accept: 'text/csv' }],
  ])('csv by %j %j: nested cells with dotted names', async (query, headers) => {
    const response = await post(`funnel${query}`, { ...period, steps }, { ...authorization(), ...headers })
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const [names, first] = (await response.text()).split('\r\n')
    expect(names).toContain(
      'step,name,optional,count,from_previous.numerator,from_previous.denominator,from_previous.rate',
    )
    expect(first).toMatch(/^1,view_item,false,3,3,3,1,/)
  })

  it('guards a spreadsheet against formulas', async () => {
    const csv = await (
      await post('funnel?format=csv', { ...period, steps: [{ name: '=1+1' }, { name: 'a,"b"' }] })
    ).text()
    expect(csv).toContain(`\r\n1,'=1+1,`)
    expect(csv).toContain('\r\n2,"a,""b""",')
  })

  it('ndjson: a row a line', async () => {
    const response = await post('funnel?format=ndjson', { ...period, steps })
    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    const lines = (await response.text()).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).count)).toEqual([3, 2, 1])
  })

  it('refuses one that is not offered', async () => {
    const response = await post('funnel?format=xml', { ...period, steps })
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      error: 'invalid_parameters',
      message: 'There is no format "xml": use json, csv, ndjson, parquet, arrow.',
    })
  })
})

describe('who may read', () => {
  it('nobody without a key', async () => {
    for (const path of ['/v1/reports', '/v1/reports/funnel', '/v1/visitors/looks', '/v1/nothing']) {
      const response = await get(path, {})
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
      expect((await response.json()).error).toBe('unauthorized')
    }
    expect((await get('/v1/reports', { authorization: 'Bearer tl_read_wrong' })).status).toBe(401)
    expect((await get('/v1/reports', { authorization: readKey })).status).toBe(401)
  })

  it('not with a key of another kind or site', async () => {
    expect((await get('/v1/reports', { authorization: `Bearer ${serverKey}` })).status).toBe(403)
    for (const response of [
      await post('funnel', { site_id: 'other', ...period, steps }),
      await get('/v1/reports/journey?site_id=other'),
      await get('/v1/visitors/looks?site_id=other'),
    ]) {
      expect(response.status).toBe(403)
      expect((await response.json()).message).toContain('reads site shop only, not other')
    }
  })

  it('with a key made a moment ago', async () => {
    const fresh = await createKey(storage.owner, 'other', 'read')
    await expect.poll(async () => (await get('/v1/reports', { authorization: `Bearer ${fresh}` })).status).toBe(200)
  })

  it('no other origin', async () => {
    const response = await get('/v1/reports', { ...authorization(), origin: 'https://elsewhere.example' })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('cache-control')).toBe('private, no-store')
  })
})

describe('problems', () => {
  it.each([
    ['an unknown report', 'nothing', {}, 404, /There are: .*funnel/],
    ['an unknown parameter', 'funnel', { step: [] }, 400, /unknown parameter step; the parameters are .*steps/],
    ['no steps', 'funnel', {}, 400, /steps/],
    ['21 steps', 'funnel', { steps: Array(21).fill({ name: 'a' }) }, 400, /steps/],
    ['a window of nothing', 'funnel', { steps, window: { value: 0, unit: 'day' } }, 400, /window/],
    ['a window of a lifetime', 'funnel', { steps, window: { value: 11 * 53, unit: 'week' } }, 400, /ten years/],
    [
      'an unknown operator',
      'funnel',
      { steps: [{ name: 'a', where: [{ property: 'b', operator: 'like' }] }] },
      400,
      /operator/,
    ],
    ['an exclusion beyond the steps', 'funnel', { steps, exclude: [{ name: 'x', to_step: 3 }] }, 400, /no step 3/],
    ['no JSON', 'funnel', 'steps=1', 400, /JSON object/],
    ['a list', 'funnel', [], 400, /JSON object/],
    ['a huge body', 'funnel', { steps: [{ name: 'x'.repeat(300_000) }] }, 413, /larger than/],
  ])('%s', async (_, name, body, status, message) => {
    const response = await post(name, body)
    const answer = await response.json()
    expect([response.status, answer.message]).toEqual([status, expect.stringMatching(message)])
    expect(Object.keys(answer)).toEqual(['error', 'message'])
  })

  it('of the server are logged, not told', async () => {
    const broken = createReports({
      reader: {
        query: () => Promise.reject(new Error('secret detail')),
        exec: () => Promise.reject(new Error('secret')),
      } as never,
      sites,
      now: Date.now,
      log: { error: (problem: unknown) => problems.push(problem) } as never,
    })
    const response = await broken.request('/v1/reports/journey', { headers: authorization() })
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret')
    expect(problems).toHaveLength(1)
  })
})

describe('visitors', () => {
  it('shows the events of a visitor, oldest first', async () => {
    const timeline = await (await get('/v1/visitors/carts')).json()
    expect(timeline.events.map(({ name }: { name: string }) => name)).toEqual([
      'page_view',
      'view_item',
      'add_to_cart',
      'begin_checkout',
    ])
    expect(timeline.events[2]).toMatchObject({ occurred_at: '2026-03-01T10:02:00.000Z', cart_id: 'c1', value: '40' })
  })

  it('finds the visitors of a user', async () => {
    const timeline = await (await get('/v1/visitors/u1?limit=2')).json()
    expect(timeline.truncated).toBe(true)
    expect(timeline.events.map(({ name }: { name: string }) => name)).toEqual(['purchase', 'nps_answered'])
  })

  it('pages back from the latest events, none twice', async () => {
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: { events: { event_id: string }[]; next: string | null } = await (
        await get(`/v1/visitors/buys?limit=3${next ? `&before=${next}` : ''}`)
      ).json()
      seen.unshift(...page.events.map(({ event_id }) => event_id))
      next = page.next
    }
    const whole = await (await get('/v1/visitors/buys')).json()
    expect(whole.next).toBeNull()
    expect(seen).toEqual(whole.events.map(({ event_id }: { event_id: string }) => event_id))
    expect(new Set(seen).size).toBe(8)
    expect((await get('/v1/visitors/buys?before=x')).status).toBe(400)
  })

  it('says when there is nobody', async () => {
    expect((await get('/v1/visitors/nobody')).status).toBe(404)
    expect((await get('/v1/visitors/looks?limit=0')).status).toBe(400)
    expect((await get('/v1/visitors/looks?limits=1')).status).toBe(400)
  })
})

describe('the rest', () => {
  it('lists the reports', async () => {
    const { reports } = await (await get('/v1/reports')).json()
    const funnel = reports.find(({ name }: { name: string }) => name === 'funnel')
    expect(funnel.parameters.properties.steps.maxItems).toBe(20)
    expect(funnel.columns).toContainEqual({
      name: 'mean_s',
      unit: 's',
      definition: expect.stringContaining('Time between the step'),
    })
  })

  it('describes itself', async () => {
    const document = await (await get('/openapi.json', {})).json()
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/v1/events', '/v1/import', '/v1/reports/funnel', '/v1/visitors/{id}', '/touchline.js']),
    )
    expect(document.components.schemas.event.oneOf ?? document.components.schemas.event.anyOf).toHaveLength(4)
  })

  it('shows its description as a page that needs nothing else', async () => {
    const response = await get('/docs', {})
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
    const page = await response.text()
    const document = await (await get('/openapi.json', {})).json()
    for (const path of Object.keys(document.paths)) expect(page).toContain(path)
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(/)
  })

  it('lives, and shows the dashboard elsewhere', async () => {
    expect(await (await get('/livez', {})).json()).toEqual({ status: 'ok' })
    expect(await (await get('/', {})).text()).toBe('dashboard')
    expect((await get('/v1/nothing')).status).toBe(404)
  })
})
