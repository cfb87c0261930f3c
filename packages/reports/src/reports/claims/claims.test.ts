import { simulateNavigations } from '@touchline/simulator'
import type { Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { insertNavigations } from '../../../test/insert-navigations.js'
import { insertPeople } from '../../../test/insert-people.js'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'
import { verdictOn } from './claim-row.js'
import type { claims } from './claims.js'

const dayMs = 86_400_000
const now = Date.UTC(2026, 2, 20)
const before = (days: number) => now - days * dayMs

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
  const order = (days: number, value: number, currency = 'EUR') => ({
    name: 'purchase',
    at: before(days),
    value,
    currency,
  })
  const cart = { name: 'add_to_cart', at: before(20), currency: 'EUR', value: 10 }
  await insertPeople(storage, 'shop', [
    // Of 1,000 with a cart, 900 leave it: just what is claimed.
    { count: 900, events: [cart] },
    { count: 100, events: [cart, { name: 'purchase', at: before(20) + 60_000, value: 10, currency: 'EUR' }] },
    // Later orders in euros are worth twice the first ones, in dong half of them. The 100 above count as first ones too.
    { count: 200, events: [order(40, 10), order(30, 20)] },
    { count: 200, events: [order(40, 30), order(30, 60)] },
    { count: 40, events: [order(40, 300_000, 'VND'), order(30, 150_000, 'VND')] },
    { count: 40, events: [order(40, 400_000, 'VND'), order(30, 200_000, 'VND')] },
    // Three years ago: of 100 with trouble 39 never came back, of 300 without it 150.
    { count: 39, events: [order(1100, 50), { name: 'support_contact', at: before(1098) }] },
    { count: 61, events: [order(1100, 50), { name: 'support_contact', at: before(1098) }, order(1000, 50)] },
    { count: 150, events: [order(1100, 50)] },
    { count: 150, events: [order(1100, 50), order(1000, 50)] },
  ])
  await insertNavigations(storage, 'slow', simulateNavigations({ seed: 5, visits: 40_000 }), before(10))
})
afterAll(() => storage.close())

const sources = () => ({
  reader: storage.reader,
  sites: { site: (id: string) => testSite(id), all: () => [] },
  now: () => now,
})
async function rowsOf(site_id: string, params: object = {}) {
  const { rows, totals } = await answerReport(sources(), 'claims', { site_id, ...params })
  return { rows: rows as z.output<typeof claims.row>[], totals }
}

describe('claims', () => {
  it('holds what is said of carts, customers and service against what was seen', async () => {
    const { rows, totals } = await rowsOf('shop', { from: '2026-01-01' })
    const short = rows.map(({ claim, currency, verdict, n, own }) => [
      claim,
      currency,
      verdict,
      n,
      own === null ? null : Number(own.toFixed(3)),
    ])
    expect(short).toEqual([
      ['leave_after_3_s', null, 'cannot_tell', 0, null],
      ['leave_after_10_s', null, 'cannot_tell', 0, null],
      ['lose_by_250_ms', null, 'cannot_tell', 0, null],
      ['ever_abandoned_cart', null, 'consistent', 1000, 0.9],
      ['stay_away_2_years', null, 'consistent', 100, 0.39],
      ['existing_try_new', null, 'cannot_tell', 0, null],
      ['existing_spend_more', 'EUR', 'higher', 400, 2.222],
      ['existing_spend_more', 'VND', 'lower', 80, 0.5],
      ['ads_annoy', null, 'cannot_tell', 0, null],
      ['more_touches_not_better', null, 'cannot_tell', 0, null],
    ])
    expect((await rowsOf('shop')).totals.from).toBe('2023-03-16')
    expect(totals.verdicts).toContainEqual({ verdict: 'cannot_tell', claims: 6 })
    const service = rows.find(({ claim }) => claim === 'stay_away_2_years')
    expect(service?.answer).toMatch(/^Here 39\.0% \(.*consistent with the claim.*two years.*50\.0%/)
  })

  it('takes its figures from the reports', async () => {
    const mobile = [{ dimension: 'device', operator: 'is', values: ['mobile'] }]
    const { rows } = await rowsOf('slow', { filters: mobile })
    const load = await answerReport(sources(), 'load-time-drop-off', {
      site_id: 'slow',
      from: '2026-03-10',
      to: '2026-03-20',
      filters: mobile,
    })
    const patience = load.patience as { t_s: number; left: number; low: number; high: number; at_risk: number }[]
    for (const [claim, seconds] of [
      ['leave_after_3_s', 3],
      ['leave_after_10_s', 10],
    ] as const) {
      const point = patience.find(({ t_s }) => t_s === seconds)
      expect(rows.find((row) => row.claim === claim)).toMatchObject({
        own: point?.left,
        low: point?.low,
        high: point?.high,
        n: point?.at_risk,
      })
    }
    // Planted: 10% have left after 3 s, 61% after 10 s.
    expect(rows.map(({ verdict }) => verdict).slice(0, 2)).toEqual(['lower', 'higher'])
    const gains = load.what_if as { faster_by_ms: number; orders_per_1000: { amount: number } | null }[]
    const gain = gains.find(({ faster_by_ms }) => faster_by_ms === 250)?.orders_per_1000
    expect(gain?.amount).toBeGreaterThan(0)
    expect(rows[2]).toMatchObject({ claim: 'lose_by_250_ms', own: gain?.amount, grade: 'B' })
  })

  it('says so when two years are not known yet', async () => {
    const { rows } = await rowsOf('slow')
    expect(rows.find(({ claim }) => claim === 'stay_away_2_years')?.answer).toContain('30 days')
  })
})

describe('verdictOn', () => {
  it.each([
    [{ own: 0.3, low: 0.2, high: 0.39, n: 100 }, 'lower'],
    [{ own: 0.3, low: 0.2, high: 0.4, n: 100 }, 'consistent'],
    [{ own: 0.5, low: 0.41, high: 0.6, n: 100 }, 'higher'],
    [{ own: 0.5, low: 0.41, high: 0.6, n: 29 }, 'cannot_tell'],
    [{ own: 0.5, low: null, high: null, n: 100 }, 'cannot_tell'],
  ] as const)('%j is %s', (estimate, verdict) => expect(verdictOn(estimate, 0.4, 30)).toBe(verdict))
})
