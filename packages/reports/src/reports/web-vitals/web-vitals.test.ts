import { uuidV7 } from '@touchline/events'
import { clickHouseTime, type EventRow, insertEvents, type Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCases } from '../../../test/case-rows.js'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'

const start = Date.UTC(2026, 2, 10)
const hour = 3_600_000
const cases = readCases('webvitals.jsonl')
const columnOf = { LCP: 'lcp_ms', INP: 'inp_ms', CLS: 'cls', FCP: 'fcp_ms', TTFB: 'ttfb_ms' } as const
type Metric = keyof typeof columnOf

let arrival = 0
const load = (siteId: string, facts: Partial<EventRow>, hours = 0): EventRow => {
  const ms = start + hours * hour
  arrival++
  const random = new Uint8Array(10).fill(arrival & 0xff)
  random[1] = arrival >> 8
  return {
    site_id: siteId,
    event_id: uuidV7(ms, random),
    kind: 'page_load',
    name: 'page_load',
    occurred_at: clickHouseTime(ms),
    received_at: clickHouseTime(ms),
    visitor_id: 'v',
    identity: 'first_party',
    navigation_id: `n${arrival}`,
    ...facts,
  }
}

const rows: EventRow[] = [
  // Sorted LCP 1000, 2000, 2500, 4000, 5000: p50 2500, p75 4000, p95 4800.
  load('shop', { lcp_ms: 1000, cls: 0.1, device: 'desktop', release: 'a' }),
  load('shop', { lcp_ms: 2000, cls: 0.25, device: 'desktop', release: 'a' }, 1),
  load('shop', { lcp_ms: 4000, cls: 0.26, device: 'mobile', release: 'a', lcp_target: 'img.hero' }, 25),
  load('shop', { lcp_ms: 5000, device: 'mobile', release: 'b', lcp_target: 'img.hero' }, 25),
  // Three reports of one navigation: the one of the highest revision counts, whenever it arrived.
  load('shop', { navigation_id: 'same', revision: 1, lcp_ms: 900, device: 'mobile', release: 'b' }, 26),
  load('shop', { navigation_id: 'same', revision: 3, lcp_ms: 2500, inp_ms: 201, device: 'mobile', release: 'b' }, 26),
  load('shop', { navigation_id: 'same', revision: 2, lcp_ms: 9000, device: 'mobile', release: 'b' }, 27),
  load('shop', { lcp_ms: 9999, bot: 'crawler' }),
  ...cases.flatMap(({ id, given }) => {
    const { metric, values } = given as unknown as { metric: Metric; values: number[] }
    return values.map((value, i) => load(id, { [columnOf[metric]]: value, path: `/${i}` }))
  }),
  // 60 loads, p75 good in none of doubt; 60 where it is in doubt.
  ...Array.from({ length: 60 }, (_, i) => load('fast', { lcp_ms: i < 58 ? 1000 : 5000, path: `/${i % 30}` })),
  ...Array.from({ length: 60 }, (_, i) => load('unsure', { lcp_ms: i < 46 ? 1000 : 5000 })),
]

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
  await insertEvents(storage.owner, rows)
})
afterAll(() => storage.close())

const ask = (params: object = {}) =>
  answerReport(
    {
      reader: storage.reader,
      sites: { site: (id) => testSite(id), all: () => [] },
      now: () => start + 100 * hour,
    },
    'web-vitals',
    { site_id: 'shop', from: '2026-03-10', to: '2026-03-11', ...params },
  )
const share = (numerator: number, denominator: number) => expect.objectContaining({ numerator, denominator })

describe('web-vitals', () => {
  it('takes the highest revision of each navigation and interpolates percentiles', async () => {
    const { rows } = await ask()
    expect(rows.map(({ metric }) => metric)).toEqual(['LCP', 'INP', 'CLS', 'FCP', 'TTFB'])
    expect(rows[0]).toMatchObject({
      n: 5,
      p50: 2500,
      p75: 4000,
      p95: 4800,
      good: share(3, 5),
      needs_improvement: share(1, 5),
      poor: share(1, 5),
      passes: null,
    })
    expect(rows[1]).toMatchObject({ n: 1, p75: 201, good: share(0, 1), needs_improvement: share(1, 1) })
    // 0.1 and 0.25 are not numbers that a Float32 holds: the thresholds must still include them.
    expect(rows[2]).toMatchObject({
      n: 3,
      p75: 0.255,
      good: share(1, 3),
      needs_improvement: share(1, 3),
      poor: share(1, 3),
    })
    expect(rows[3]).toMatchObject({ n: 0, p50: null, p75: null, p95: null, good: share(0, 0) })
  })

  it('breaks down by release and device', async () => {
    const { breakdowns } = (await ask({ metrics: ['lcp'], breakdown: 'release' })) as never as {
      breakdowns: { value: string; loads: number; rows: object[] }[]
    }
    expect(breakdowns).toEqual([
      { value: 'a', is_other: false, loads: 3, rows: [expect.objectContaining({ metric: 'LCP', n: 3, p75: 3000 })] },
      { value: 'b', is_other: false, loads: 2, rows: [expect.objectContaining({ metric: 'LCP', n: 2, p75: 4375 })] },
    ])
    const mobile = await ask({ filters: [{ dimension: 'device', operator: 'is', values: ['mobile'] }] })
    expect(mobile.totals.loads).toBe(3)
  })

  it('puts rare values together', async () => {
    const { breakdowns } = (await ask({ site_id: 'fast', breakdown: 'path' })) as never as {
      breakdowns: { value: string; is_other: boolean; loads: number }[]
    }
    expect(breakdowns).toHaveLength(21)
    expect(breakdowns.at(-1)).toMatchObject({ value: 'other', is_other: true, loads: 20 })
  })

  it('follows each day, and names the elements behind slow loads', async () => {
    const { trend, targets } = (await ask({ metrics: ['LCP'], interval: 'day' })) as never as Record<string, object[]>
    expect(trend).toEqual([
      { from: '2026-03-10', loads: 2, rows: [expect.objectContaining({ n: 2, p75: 1750 })] },
      { from: '2026-03-11', loads: 3, rows: [expect.objectContaining({ n: 3, p75: 4500 })] },
    ])
    expect(targets).toEqual([{ metric: 'LCP', target: 'img.hero', loads: 2 }])
  })

  it('says whether p75 is good only when the loads suffice', async () => {
    expect((await ask({ site_id: 'fast', metrics: ['LCP'] })).rows[0]).toMatchObject({ n: 60, passes: true })
    expect((await ask({ site_id: 'unsure', metrics: ['LCP'] })).rows[0]).toMatchObject({ p75: 1000, passes: null })
    const { notes } = await ask()
    expect(notes[0]).toBe('Too few loads to rely on: LCP 5, INP 1, CLS 3, where at least 50 are needed.')
  })
})

describe('web vitals cases', () => {
  for (const one of cases) {
    it(`${one.id} ${one.title}`, async () => {
      const { metric } = one.given as unknown as { metric: Metric }
      const answer = await ask({ site_id: one.id, metrics: [metric], breakdown: 'path' })
      const { breakdowns } = answer as never as {
        breakdowns: { value: string; rows: Record<string, { numerator: number }>[] }[]
      }
      const ratings = one.expect.ratings.map((_: string, i: number) => {
        const row = breakdowns.find(({ value }) => value === `/${i}`)?.rows[0]
        return (['good', 'needs_improvement', 'poor'] as const).find((rating) => row?.[rating]?.numerator === 1)
      })
      expect(ratings).toEqual(one.expect.ratings.map((rating: string) => rating.replace('-', '_')))
    })
  }
})
