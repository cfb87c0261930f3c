import { kindOf, uuidV7 } from '@touchline/events'
import { planted, simulateTouchPaths } from '@touchline/simulator'
import { clickHouseTime, type EventRow, insertEvents, type Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Doing, insertPeople } from '../../../test/insert-people.js'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'

const noon = Date.UTC(2026, 2, 10, 12)
const hour = 3_600_000
const day = 24 * hour

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
})
afterAll(() => storage.close())

type Row = { model: string; key: string; conversions: number; share: number; revenue: object[] }
async function ask(site: string, params: object = {}) {
  const answer = await answerReport(
    { reader: storage.reader, sites: { site: (id) => testSite(id), all: () => [] }, now: () => noon + 5 * day },
    'attribution',
    { site_id: site, from: '2026-03-10', to: '2026-03-14', by: 'source', ...params },
  )
  const rows = answer.rows as Row[]
  const credit = (model: string) =>
    Object.fromEntries(rows.filter((row) => row.model === model).map((row) => [row.key, row.conversions]))
  return { ...answer, rows, credit }
}

const touch = (at: number, source: string, channel = 'other') => ({ name: 'page_view', at, source, channel })
const order = (at: number, value?: number) => ({ name: 'purchase', at, value })
const one = (...events: Doing['events'][number][]): Doing => ({ count: 1, events })

describe('attribution', () => {
  it('shares one order by every model', async () => {
    await insertPeople(storage, 'one', [
      one(touch(noon - 8 * day, 'a'), touch(noon - day, 'b'), touch(noon, 'a'), order(noon, 100)),
    ])
    const { rows, credit, totals } = await ask('one')
    expect(credit('first')).toEqual({ a: 1 })
    expect(credit('last')).toEqual({ a: 1 })
    expect(credit('linear')).toEqual({ a: 0.666666667, b: 0.333333333 })
    expect(credit('position')).toEqual({ a: 0.8, b: 0.2 })
    expect(credit('shapley')).toEqual({ a: 0.5, b: 0.5 })
    const [eight, first, zero] = [2 ** (-8 / 7), 2 ** (-1 / 7), 1]
    expect(credit('time_decay').b).toBeCloseTo(first / (eight + first + zero), 8)
    // The chain goes from a to the order half of the times, so that without b half would be lost, and without a all.
    expect(credit('markov')).toEqual({ a: 0.666666667, b: 0.333333333 })
    const linear = rows.find(({ model, key }) => model === 'linear' && key === 'b')
    expect(linear).toMatchObject({ revenue: [{ currency: 'EUR', amount: '33.33' }], share: 0.333333333 })
    expect(totals).toMatchObject({ attributed: { numerator: 1, denominator: 1 }, touches: 3, null_paths: 0 })
  })

  it('counts touches within the look-back, both ends included', async () => {
    await insertPeople(storage, 'lookback', [
      one(touch(noon - 2 * day - 1, 'early'), touch(noon - 2 * day, 'edge'), order(noon), touch(noon + 1, 'late')),
    ])
    const { credit, totals } = await ask('lookback', { lookback_days: 2, models: ['linear'] })
    expect(credit('linear')).toEqual({ edge: 1 })
    expect(totals.null_paths).toBe(1)
    expect((await ask('lookback', { lookback_days: 1 })).totals).toMatchObject({
      attributed: { numerator: 0, denominator: 1 },
    })
  })

  it('takes touches that led nowhere as paths of their own, cut after a look-back without any', async () => {
    await insertPeople(storage, 'null', [
      one(touch(noon, 'a'), touch(noon + hour, 'b'), touch(noon + 3 * day, 'a')),
      one(touch(noon, 'a'), order(noon + hour), touch(noon + 2 * hour, 'b')),
    ])
    const { totals } = await ask('null', { lookback_days: 1 })
    expect(totals).toMatchObject({ conversions: 1, null_paths: 3 })
    expect(totals.transitions).toContainEqual({ from: 'b', to: 'null', count: 2, share: 1 })
    expect(totals.transitions).toContainEqual({ from: 'start', to: 'a', count: 3, share: 0.75 })
  })

  it('gives no credit for an order without a touch, and says how many there were', async () => {
    await insertPeople(storage, 'untouched', [
      { count: 2, events: [order(noon, 10)] },
      { count: 1, events: [touch(noon, 'a'), order(noon + hour, 5)] },
    ])
    for (const params of [{}, { repeats: 'neighbours_once' }, { repeats: 'once', direct: 'ignore' }]) {
      const { credit, totals } = await ask('untouched', params)
      expect(credit('linear')).toEqual({ a: 1 })
      expect(totals).toMatchObject({
        conversions: 3,
        attributed: { numerator: 1, denominator: 3 },
        revenue: [{ currency: 'EUR', amount: '25.00' }],
        attributed_revenue: [{ currency: 'EUR', amount: '5.00' }],
      })
    }
  })

  it('counts a touch for each order that follows it, and an order that is repeated once', async () => {
    await insertPeople(storage, 'orders', [
      one(touch(noon, 'a'), order(noon + hour, 10), touch(noon + 2 * hour, 'b'), order(noon + 3 * hour, 20)),
    ])
    const { credit, totals } = await ask('orders')
    expect(credit('first')).toEqual({ a: 2 })
    expect(credit('last')).toEqual({ a: 1, b: 1 })
    expect(totals.revenue).toEqual([{ currency: 'EUR', amount: '30.00' }])
  })

  it('takes a visit as one touch', async () => {
    const view = (at: number, session_id: string, source: string) => ({ ...touch(at, source), session_id })
    const unknown = (at: number) => ({ name: 'page_view', at, channel: 'direct' })
    await insertPeople(storage, 'visits', [
      one(view(noon, 's1', 'a'), view(noon + 60_000, 's1', 'a'), view(noon + 2 * hour, 's2', 'a'), order(noon + day)),
      one(
        touch(noon, 'a'),
        unknown(noon + 60_000),
        unknown(noon + 20 * 60_000),
        unknown(noon + hour),
        order(noon + day),
      ),
    ])
    const { totals } = await ask('visits')
    expect(totals.top_paths).toMatchObject([{ path: ['a', 'a'] }, { path: ['a', '(direct)'] }])
  })

  it('counts an event that was stored twice once', async () => {
    const row = (name: string, at: number, source: string): EventRow => ({
      site_id: 'copies',
      event_id: uuidV7(at, new Uint8Array(10).fill(name.length)),
      kind: kindOf(name),
      name,
      occurred_at: clickHouseTime(at),
      received_at: clickHouseTime(at),
      visitor_id: 'v',
      identity: 'imported',
      channel: source ? 'other' : '',
      source,
    })
    const rows = [row('page_view', noon, 'a'), row('ad_click', noon + hour, 'b'), row('purchase', noon + 2 * hour, '')]
    for (let copy = 0; copy < 2; copy++) await insertEvents(storage.owner, rows)
    const { credit, totals } = await ask('copies', { models: ['linear'] })
    expect(credit('linear')).toEqual({ a: 0.5, b: 0.5 })
    expect(totals).toMatchObject({ conversions: 1, touches: 2, top_paths: [{ path: ['a', 'b'] }] })
  })

  it('keeps currencies apart and other kinds of conversion without revenue', async () => {
    await insertPeople(storage, 'money', [
      one(touch(noon, 'a'), { ...order(noon + hour, 10), currency: 'VND' }),
      one(touch(noon, 'a'), order(noon + hour, 10.5)),
      one(touch(noon, 'b'), { name: 'sign_up', at: noon + hour }),
    ])
    const { totals, rows } = await ask('money', { models: ['markov'] })
    const revenue = [
      { currency: 'EUR', amount: '10.50' },
      { currency: 'VND', amount: '10' },
    ]
    expect(totals.attributed_revenue).toEqual(revenue)
    expect(rows).toMatchObject([{ key: 'a', conversions: 2, revenue }])
    const signUps = await ask('money', { conversion: { name: 'sign_up' }, models: ['last'] })
    expect(signUps.rows).toEqual([{ model: 'last', key: 'b', conversions: 1, revenue: [], share: 1 }])
  })

  it('names touches by channel, campaign or kind of event, and the rare ones together', async () => {
    await insertPeople(storage, 'keys', [
      { count: 3, events: [touch(noon, 'google', 'paid_search'), order(noon + hour)] },
      { count: 2, events: [{ name: 'store_visit', at: noon }, order(noon + hour)] },
      { count: 1, events: [{ name: 'ad_impression', at: noon, channel: 'display' }, order(noon + hour)] },
    ])
    const last = async (params: object) => (await ask('keys', { models: ['last'], ...params })).credit('last')
    expect(await last({ by: 'channel' })).toEqual({ paid_search: 3, store: 2, display: 1 })
    expect(await last({ by: 'touchpoint' })).toEqual({ page_view: 3, store_visit: 2, ad_impression: 1 })
    expect(await last({ by: 'source' })).toEqual({ google: 3, '(none)': 3 })
    expect(await last({ by: 'campaign' })).toEqual({ '(none)': 6 })
    expect(await last({ by: 'channel', keys: 1 })).toEqual({ paid_search: 3, '(other)': 3 })
  })

  it('is in Shapley’s model what a key adds on average over all orders of joining', async () => {
    const paths = ['a', 'ab', 'ba', 'abc', 'ca', 'bb']
    const counts = [5, 3, 4, 6, 2, 1]
    await insertPeople(
      storage,
      'shapley',
      paths.map((path, i) => ({
        count: counts[i] as number,
        events: [...[...path].map((source, k) => touch(noon + k * hour, source)), order(noon + day)],
      })),
    )
    const worth = (keys: readonly string[]) =>
      paths.reduce(
        (sum, path, i) => sum + ([...path].every((key) => keys.includes(key)) ? (counts[i] as number) : 0),
        0,
      )
    const orders = ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']
    const added = (key: string) =>
      orders.reduce((sum, joining) => {
        const before = [...joining.slice(0, joining.indexOf(key))]
        return sum + (worth([...before, key]) - worth(before)) / orders.length
      }, 0)
    const { credit } = await ask('shapley', { models: ['shapley'] })
    for (const key of 'abc') expect(credit('shapley')[key]).toBeCloseTo(added(key), 6)
  })

  it('finds the removal shares that were planted in 50,000 paths', async () => {
    const paths = new Map<string, Doing & { count: number }>()
    let conversions = 0
    for (const { touches, converted } of simulateTouchPaths({ seed: 51, persons: 50_000 })) {
      const key = `${touches} ${converted}`
      const events = touches.map((source, k) => touch(noon + k * hour, source))
      const path = paths.get(key) ?? {
        count: 0,
        events: converted ? [...events, order(noon + events.length * hour)] : events,
      }
      path.count++
      conversions += Number(converted)
      paths.set(key, path)
    }
    await insertPeople(storage, 'chain', [...paths.values()])
    const { rows, totals } = await ask('chain')
    expect(totals).toMatchObject({ conversions, null_paths: 50_000 - conversions })
    const share = (model: string, key: string) => rows.find((row) => row.model === model && row.key === key)?.share ?? 0
    for (const [channel, truth] of Object.entries(planted.touchChain.removalShares)) {
      expect(Math.abs(share('markov', channel) - truth), channel).toBeLessThan(0.01)
    }
    // What was last gets far more of the credit for search, and less for social, than leaving it out would cost.
    expect(share('last', 'search')).toBeGreaterThan(planted.touchChain.removalShares.search + 0.01)
    expect(share('last', 'social')).toBeLessThan(planted.touchChain.removalShares.social - 0.01)
  })
})
