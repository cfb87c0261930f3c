import { kindOf, uuidV7 } from '@touchline/events'
import { clickHouseTime, type EventRow, insertEvents, type Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'
import { ReportError } from '../../core/report.js'

const noon = Date.UTC(2026, 2, 10, 12)
const minute = 60_000
const day = 1440 * minute
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10)

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
})
afterAll(() => storage.close())

let stored = 0
/** Stores events given as [visitor, minutes after noon, name, more]. */
async function store(site: string, events: [string, number, string, Partial<EventRow>?][]) {
  await insertEvents(
    storage.owner,
    events.map(([visitor, minutes, name, more]) => {
      const ms = noon + minutes * minute
      stored++
      return {
        site_id: site,
        event_id: uuidV7(ms, new Uint8Array(10).fill(stored & 0xff).fill(stored >> 8, 0, 1)),
        kind: kindOf(name),
        name,
        occurred_at: clickHouseTime(ms),
        received_at: clickHouseTime(ms),
        visitor_id: visitor,
        identity: 'first_party',
        ...more,
      }
    }),
  )
}
const ask = async (site: string, params: object) => {
  const answer = await answerReport(
    { reader: storage.reader, sites: { site: (id) => testSite(id), all: () => [] }, now: () => noon + 30 * day },
    'funnel',
    { site_id: site, from: iso(noon), to: iso(noon + 2 * day), ...params },
  )
  return {
    ...answer,
    rows: answer.rows as { count: number; dropped: number; from_previous: { denominator: number }; mean_s: number }[],
    // biome-ignore lint/suspicious/noExplicitAny: the parts asked for differ by test
    totals: answer.totals as any,
  }
}
const steps = [{ name: 'view_item' }, { name: 'add_to_cart' }, { name: 'purchase' }]
const counts = ({ rows }: { rows: { count: number }[] }) => rows.map(({ count }) => count)

describe('funnel', () => {
  beforeAll(() =>
    store('shop', [
      ['v1', 0, 'view_item', { device: 'mobile', cart_id: 'c1' }],
      ['v1', 1, 'add_to_cart', { device: 'desktop', cart_id: 'c1' }],
      ['v1', 3, 'purchase', { device: 'desktop', cart_id: 'c1' }],
      ['v2', 0, 'view_item', { device: 'mobile', cart_id: 'c2' }],
      ['v2', 50, 'purchase', { device: 'tablet', cart_id: 'c1' }],
      ['v3', 0, 'view_item', { device: 'desktop' }],
      ['v3', 1441, 'add_to_cart', { device: 'desktop' }],
      ['v4', 0, 'page_view', { device: 'desktop' }],
    ]),
  )

  it('answers counts, drops, rates and times', async () => {
    const { rows, totals } = await ask('shop', { steps })
    expect(rows).toMatchObject([
      { step: 1, name: 'view_item', count: 3, dropped: 0, mean_s: null, from_first: { numerator: 3, denominator: 3 } },
      { step: 2, name: 'add_to_cart', count: 2, dropped: 1, mean_s: (60 + 1441 * 60) / 2 },
      { step: 3, name: 'purchase', count: 1, dropped: 1, mean_s: 120, median_s: 120, from_first: { rate: 1 / 3 } },
    ])
    expect(totals).toMatchObject({ entered: 3, converted: 1, median_s: 180, units: 4, entering: { rate: 0.75 } })
  })

  it('compares what follows an optional step with the step before it', async () => {
    const { rows, totals } = await ask('shop', { steps: [steps[0], { ...steps[1], optional: true }, steps[2]] })
    expect(counts({ rows })).toEqual([3, 2, 2])
    expect(rows[2]).toMatchObject({
      from_previous: { numerator: 2, denominator: 3 },
      dropped: 1,
      mean_s: (120 + 3000) / 2,
    })
    expect(totals.converted).toBe(2)
  })

  it('counts only, when that is all that is asked', async () => {
    const { rows, totals } = await ask('shop', { steps, counts_only: true })
    expect(counts({ rows })).toEqual([3, 2, 1])
    expect([rows[1]?.mean_s, totals.units, totals.entering]).toEqual([null, null, null])
  })

  it('counts a value that must stay the same, across persons or within one', async () => {
    const bought = [steps[0], steps[2]]
    expect(counts(await ask('shop', { steps: bought, hold: 'cart_id' }))).toEqual([2, 1])
    expect(counts(await ask('shop', { steps: bought, hold: 'cart_id', unit: 'person' }))).toEqual([2, 1])
    expect(counts(await ask('shop', { steps: bought }))).toEqual([3, 2])
  })

  it('takes the breakdown value of the step asked for, one a person', async () => {
    const by = async (breakdown: object) => {
      const { totals } = await ask('shop', {
        steps: [steps[0], steps[2]],
        breakdown: { properties: ['device'], ...breakdown },
      })
      return Object.fromEntries(
        totals.breakdowns.map((one: { value: string[]; rows: [] }) => [one.value[0], counts(one)]),
      )
    }
    expect(await by({})).toEqual({ mobile: [2, 2], desktop: [1, 0] })
    expect(await by({ attribution: 'step', step: 1 })).toEqual({ desktop: [1, 1], tablet: [1, 1] })
    expect(await by({ attribution: 'last_touch' })).toEqual({ desktop: [2, 1], tablet: [1, 1] })
    expect(await by({ attribution: 'all_events' })).toEqual({ mobile: [2, 0], desktop: [1, 0] })
  })

  it('breaks down by several properties, and has empty text where there is none', async () => {
    for (const attribution of ['entry_step', 'first_touch']) {
      const { totals } = await ask('shop', {
        steps: [steps[0]],
        breakdown: { properties: ['device', 'property:plan'], attribution },
      })
      expect(totals.breakdowns.map(({ value }: { value: string[] }) => value)).toEqual([
        ['mobile', ''],
        ['desktop', ''],
      ])
      const none = await ask('shop', { steps: [steps[0]], breakdown: { properties: ['plan', 'os'], attribution } })
      expect(none.totals.breakdowns).toMatchObject([{ value: ['', ''], rows: [{ count: 3 }] }])
    }
  })

  it('lists who reached and who dropped', async () => {
    const people = async (step: number, outcome: string) =>
      (await ask('shop', { steps, people: { step, outcome } })).totals.people.sort()
    expect(await people(1, 'reached')).toEqual(['v1', 'v3'])
    expect(await people(1, 'dropped')).toEqual(['v2'])
    expect(await people(2, 'dropped')).toEqual(['v3'])
    const page = async (offset: number) => (await ask('shop', { steps, people: { step: 1, offset, limit: 1 } })).totals
    expect(await page(0)).toMatchObject({ people: ['v1'], people_total: 2 })
    expect(await page(1)).toMatchObject({ people: ['v3'], people_total: 2 })
    expect(await page(2)).toMatchObject({ people: [], people_total: 2 })
  })

  it('takes several names for one step, and any event', async () => {
    expect(counts(await ask('shop', { steps: [{ name: ['page_view', 'view_item'] }, {}] }))).toEqual([4, 3])
    expect(counts(await ask('shop', { steps: [{}] }))).toEqual([4])
  })

  it('reads backwards from the last step', async () => {
    const answer = await ask('shop', { steps: [...steps].reverse(), direction: 'backward', trend: 'day' })
    expect(counts(answer)).toEqual([2, 1, 1])
    expect(answer.rows[1]?.mean_s).toBe(120)
    expect(answer.totals.trend.map((row: { entered: number }) => row.entered)).toEqual([2, 0, 0])
  })

  it('asks where the properties of an item and numbers of an event', async () => {
    await store('items', [
      ['v1', 0, 'add_to_cart', { value: 30, items: [{ item_id: 'p1' }, { item_id: 'p2' }] }],
      ['v2', 0, 'add_to_cart', { value: 70, items: [{ item_id: 'p2' }] }],
    ])
    const where = (property: string, operator: string, value: unknown) => ({
      steps: [{ where: [{ property, operator, value }] }],
    })
    expect(counts(await ask('items', where('product', 'eq', 'P1')))).toEqual([1])
    expect(counts(await ask('items', where('value', 'gt', 50)))).toEqual([1])
    expect(counts(await ask('items', where('value', 'eq', '30')))).toEqual([1])
  })
})

describe('units', () => {
  it('sees one person behind two browsers', async () => {
    await store('people', [
      ['phone', 0, 'view_item'],
      ['phone', 1, 'identify', { user_id: 'u1' }],
      ['laptop', 2, 'add_to_cart'],
      ['laptop', 3, 'purchase', { user_id: 'u1' }],
    ])
    expect(counts(await ask('people', { steps }))).toEqual([1, 1, 1])
    expect(counts(await ask('people', { steps, unit: 'visitor' }))).toEqual([1, 0, 0])
  })

  it('cuts sessions at any 30 idle minutes, whatever the steps', async () => {
    await store('visits', [
      ['kept', 0, 'view_item'],
      ['kept', 25, 'page_view'],
      ['kept', 50, 'add_to_cart'],
      ['cut', 0, 'view_item'],
      ['cut', 31, 'add_to_cart'],
      ['named', 0, 'view_item', { session_id: 's' }],
      ['named', 120, 'add_to_cart', { session_id: 's' }],
    ])
    expect(counts(await ask('visits', { steps: steps.slice(0, 2), unit: 'session' }))).toEqual([3, 2])
    expect(counts(await ask('visits', { steps: steps.slice(0, 2) }))).toEqual([3, 3])
  })
})

describe('comparison', () => {
  it('sets a period against the one before, and a segment against all', async () => {
    const buyers = (from: number, n: number, bought: number, minutes: number) =>
      Array.from({ length: n }, (_, i) => i + from).flatMap((i): [string, number, string, object][] => [
        [`p${i}`, minutes, 'view_item', { device: i % 2 ? 'mobile' : 'desktop' }],
        ...(i - from < bought ? [[`p${i}`, minutes + 1, 'purchase', {}] as [string, number, string, object]] : []),
      ])
    await store('growth', [...buyers(0, 100, 60, 0), ...buyers(200, 100, 20, -2 * 1440)])
    const { totals } = await ask('growth', { steps: ['view_item', 'purchase'], compare: 'previous_period' })
    expect(totals.compare).toMatchObject({
      from: iso(noon - 3 * day),
      to: iso(noon - day),
      entered: 100,
      converted: 20,
      significant: true,
    })
    // Newcombe's interval of 60/100 - 20/100.
    expect(totals.compare.difference.difference).toBeCloseTo(0.4, 10)
    expect(totals.compare.difference.low).toBeCloseTo(0.2679, 3)
    expect(totals.compare.rows[1].difference.high).toBeCloseTo(0.5125, 3)
    const mobile = [{ dimension: 'device', operator: 'is', values: ['mobile'] }]
    const segment = await ask('growth', { steps: ['view_item'], compare: { filters: mobile } })
    expect(segment.totals.compare).toMatchObject({ entered: 50, significant: null })
  })
})

describe('parameters', () => {
  it.each([
    [{ steps: [] }, /steps/],
    [{ steps: [{ name: 'a', optional: true }, { name: 'b' }] }, /first step cannot be optional/],
    [{ steps: [{ name: 'a' }, { name: 'b', optional: true }], order: 'any' }, /in any order/],
    [{ steps, breakdown: { properties: ['device'], attribution: 'step' } }, /step goes with attribution/],
    [{ steps, breakdown: { properties: ["de'vice"] } }, /breakdown/],
    [{ steps, time_to_convert: { from_step: 2, to_step: 1 } }, /from_step must be before/],
    [{ steps: [{ name: 'a', where: [{ property: 'p', operator: 'gt', value: 'many' }] }] }, /gt takes one number/],
    [{ steps: [{ name: 'a', were: [] }] }, /unknown field were/],
    [{ steps, from: '2026-03-02', to: '2026-03-01' }, /after to/],
  ])('%j is refused', async (params, message) => {
    const error = await ask('shop', params).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ReportError)
    expect((error as ReportError).message).toMatch(message)
  })
})
