import { kindOf, uuidV7 } from '@touchline/events'
import { clickHouseTime, type EventRow, insertEvents, type Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseRows, readCases } from '../../../test/case-rows.js'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'

const minute = 60_000
const day = 1440
const start = Date.UTC(2026, 2, 10)
const cases = readCases('sessions.jsonl')

let arrival = 0
const row = (visitor: string, minutes: number, name: string, more: Partial<EventRow> = {}): EventRow => {
  const ms = start + minutes * minute
  arrival++
  const random = new Uint8Array(10).fill(arrival & 0xff)
  random[1] = arrival >> 8
  return {
    site_id: 'shop',
    event_id: uuidV7(ms, random),
    kind: kindOf(name),
    name,
    occurred_at: clickHouseTime(ms),
    received_at: clickHouseTime(ms),
    visitor_id: visitor,
    identity: 'first_party',
    path: '/',
    ...more,
  }
}
const shirt = { item_id: 'shirt', item_name: 'Shirt', price: 20, quantity: 2 }
const order = (id: string, currency: string, value: number) => ({ transaction_id: id, currency, value, path: '/done' })

/**
 * 10 March: a views two pages and buys (two events, one order), comes again an hour later and leaves at once. b bounces from
 * an e-mail shortly before midnight in Berlin. 11 March: the same person as a on another device; c buys in dong without a
 * session. The two days before: a bounces.
 */
const shop: EventRow[] = [
  row('a', -1000, 'page_view', { path: '/old' }),
  row('a', 600, 'page_view', { channel: 'email' }),
  row('a', 601, 'view_item', { path: '/p', items: [shirt] }),
  row('a', 601, 'page_view', { path: '/p' }),
  row('a', 603, 'add_to_cart', { path: '/p', items: [shirt] }),
  row('a', 610, 'purchase', { ...order('t1', 'EUR', 40), user_id: 'u', items: [shirt] }),
  row('a', 611, 'purchase', { ...order('t1', 'EUR', 40), user_id: 'u', items: [shirt] }),
  row('a', 690, 'page_view'),
  row('a', 691, 'page_load'),
  row('b', day - 70, 'page_view', { channel: 'email', path: '/letter' }),
  row('a2', day + 300, 'page_view', { user_id: 'u' }),
  row('a2', day + 305, 'search', { user_id: 'u' }),
  row('c', day + 400, 'purchase', { ...order('t2', 'VND', 500_000), identity: 'imported' }),
  row('robot', 600, 'page_view', { bot: 'crawler' }),
  row('away', 600, 'email_open'),
]

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
  await insertEvents(storage.owner, [...shop, ...cases.flatMap((one) => caseRows(one, one.id))])
})
afterAll(() => storage.close())

const ask = (params: object = {}, now = start + 30 * day * minute) =>
  answerReport(
    { reader: storage.reader, sites: { site: (id) => testSite(id), all: () => [] }, now: () => now },
    'overview',
    { site_id: 'shop', from: '2026-03-10', to: '2026-03-11', ...params },
  )
// biome-ignore lint/suspicious/noExplicitAny: the totals of many shapes
const totalsOf = async (params: object = {}, now?: number): Promise<any> => (await ask(params, now)).totals
const share = (numerator: number, denominator: number) => expect.objectContaining({ numerator, denominator })

describe('overview', () => {
  it('counts the days as a whole', async () => {
    expect(await totalsOf()).toMatchObject({
      visitors: 3,
      persons: 2,
      sessions: 4,
      page_views: 5,
      orders: 2,
      revenue: [
        { currency: 'EUR', amount: '40.00' },
        { currency: 'VND', amount: '500000' },
      ],
      conversion: share(1, 2),
      session_conversion: share(1, 4),
      bounce: share(2, 4),
      pages_per_session: 1.25,
      median_session_s: 0,
      // 11 minutes, 0, 0 and 5 minutes.
      mean_session_s: 225,
    })
  })

  it('shows where visits came from, began and ended, and what was seen and sold', async () => {
    const totals = await totalsOf()
    expect(totals.channels).toEqual([
      expect.objectContaining({ channel: '', sessions: 2, orders: 1 }),
      expect.objectContaining({
        channel: 'email',
        sessions: 2,
        orders: 1,
        conversion: share(1, 2),
        bounce: share(1, 2),
      }),
    ])
    expect(totals.entry_pages).toEqual([
      expect.objectContaining({ path: '/', sessions: 3, bounce: share(1, 3) }),
      expect.objectContaining({ path: '/letter', sessions: 1, bounce: share(1, 1) }),
    ])
    expect(totals.exit_pages.map(({ path, share }: { path: string; share: object }) => [path, share])).toEqual([
      ['/', share(2, 4)],
      ['/letter', share(1, 4)],
      ['/p', share(1, 4)],
    ])
    expect(totals.pages[0]).toEqual({ path: '/', page_views: 3, visitors: 2 })
    expect(totals.products).toEqual([
      {
        item_id: 'shirt',
        item_name: 'Shirt',
        views: 1,
        carts: 1,
        orders: 1,
        quantity: 2,
        revenue: [{ currency: 'EUR', amount: '40.00' }],
      },
    ])
  })

  it('has one row an interval, in the time zone asked for', async () => {
    const { rows } = await ask({ timezone: 'Europe/Berlin', interval: 'day' })
    expect(
      rows.map(({ from, visitors, sessions, page_views, orders }) => [from, visitors, sessions, page_views, orders]),
    ).toEqual([
      ['2026-03-10', 2, 3, 4, 1],
      ['2026-03-11', 1, 1, 1, 1],
    ])
    const hours = (await ask({ to: '2026-03-10' })).rows
    expect(hours).toHaveLength(24)
    expect(hours[10]).toMatchObject({ from: '2026-03-10T10:00Z', sessions: 1, page_views: 2, orders: 1 })
    const week = (await ask({ from: '2026-03-01', interval: 'week' })).rows
    expect(week.map(({ from, sessions }) => [from, sessions])).toEqual([
      ['2026-02-23', 0],
      ['2026-03-02', 0],
      ['2026-03-09', 5],
    ])
  })

  it('compares with as many days before, and with as much of an unfinished day', async () => {
    const totals = await totalsOf()
    expect(totals.previous).toMatchObject({
      from: '2026-03-08',
      to: '2026-03-09',
      sessions: 1,
      orders: 0,
      bounce: share(1, 1),
    })
    const sessions = totals.changes.find(({ figure }: { figure: string }) => figure === 'sessions')
    // Parts of persons: 3 and 1 now, 1 before: exp(1.96 * sqrt(10 / 16 + 1)).
    expect(sessions).toMatchObject({ kind: 'relative', change: 3, significant: null })
    expect(sessions.high).toBeCloseTo(4 * Math.exp(1.959964 * Math.sqrt(10 / 16 + 1)) - 1, 4)
    expect((await totalsOf({ compare: 'none' })).previous).toBeNull()
    // At 05:00 of the second day, the visit 1000 minutes before the first day has not happened yet two days before.
    const early = await ask({}, start + (day + 300) * minute)
    expect(early.totals.previous).toMatchObject({ sessions: 0 })
    expect(early.rows).toHaveLength(30)
    expect(early.notes.join()).toContain('same time of day')
  })

  it('keeps to the visits that fit the filters', async () => {
    const channel = [{ dimension: 'channel', operator: 'is', values: ['email'] }]
    const { totals, rows } = await ask({ filters: channel, interval: 'day' })
    expect(totals).toMatchObject({ sessions: 2, page_views: 3, orders: 1, persons: 2 })
    expect(rows.map(({ page_views, orders }) => [page_views, orders])).toEqual([
      [3, 1],
      [0, 0],
    ])
    const path = [{ dimension: 'path', operator: 'is', values: ['/p'] }]
    expect(await totalsOf({ filters: path })).toMatchObject({
      sessions: 1,
      page_views: 1,
      orders: 1,
      conversion: share(1, 1),
    })
  })
})

describe('session cases', () => {
  for (const one of cases) {
    it(`${one.id} ${one.title}`, async () => {
      const days = one.given.events.map(({ time }) => time.slice(0, 10)).sort()
      const { totals } = await ask({ site_id: one.id, from: days[0], to: days.at(-1) })
      const sessions: Record<string, never>[] = one.expect.sessions
      const sum = (key: string) => sessions.reduce((total, session) => total + Number(session[key]), 0)
      expect(totals).toMatchObject({
        sessions: sessions.length,
        page_views: sum('pageviews'),
        mean_session_s: sum('duration_s') / sessions.length,
        bounce: share(sum('bounce'), sessions.length),
      })
      const { entry_pages, exit_pages } = totals as Record<string, { path: string; sessions: number }[]>
      for (const [pages, key] of [
        [entry_pages, 'entry'],
        [exit_pages, 'exit'],
      ] as const) {
        const counted = sessions.reduce<Record<string, number>>((counts, session) => {
          const path = String(session[key])
          counts[path] = (counts[path] ?? 0) + 1
          return counts
        }, {})
        expect(Object.fromEntries((pages ?? []).map(({ path, sessions }) => [path, sessions]))).toEqual(counted)
      }
      for (const { utm_source, utm_medium, utm_campaign } of sessions) {
        const filters = Object.entries({ utm_source, utm_medium, utm_campaign }).map(([dimension, value]) => ({
          dimension: `property:${dimension}`,
          operator: 'is',
          values: [value],
        }))
        expect(
          (await ask({ site_id: one.id, from: days[0], to: days.at(-1), filters })).totals.sessions,
        ).toBeGreaterThan(0)
      }
    })
  }
})
