import { simulateFatigue, type TouchedPerson } from '@touchline/simulator'
import type { Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { type Doing, insertPeople } from '../../../test/insert-people.js'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'
import type { touchFatigue } from './touch-fatigue.js'

const dayMs = 86_400_000
const monday = Date.UTC(2026, 2, 9)

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
})
afterAll(() => storage.close())

const ask = async (site: string, params: object = {}, now = monday + 14 * dayMs) => {
  const answer = await answerReport(
    { reader: storage.reader, sites: { site: (id) => testSite(id), all: () => [] }, now: () => now },
    'touch-fatigue',
    { site_id: site, from: '2026-03-09', to: '2026-03-15', ...params },
  )
  return {
    ...answer,
    rows: answer.rows as z.output<typeof touchFatigue.row>[],
    totals: answer.totals as z.output<typeof touchFatigue.totals>,
  }
}

const signs = { low: 'page_view', medium: 'view_item', high: 'add_to_cart' }

/** A person's sign of intent a week before, a visit and touches in the week, and what came of it in the week after. */
const doing = ({ intent, touches, converted, opted_out }: TouchedPerson): Doing['events'] => [
  { name: signs[intent], at: monday - 3 * dayMs },
  { name: 'page_view', at: monday + dayMs },
  ...Array.from({ length: touches }, (_, i) => ({ name: 'ad_impression', at: monday + 2 * dayMs + i * 60_000 })),
  ...(converted ? [{ name: 'purchase', at: monday + 8 * dayMs }] : []),
  ...(opted_out ? [{ name: 'subscription_cancelled', at: monday + 9 * dayMs }] : []),
]

describe('touch fatigue', () => {
  it('finds the planted peak within intents, and shows that the crude one is beside it', async () => {
    const people = new Map<string, Doing & { count: number }>()
    for (const person of simulateFatigue({ seed: 41, persons: 120_000 })) {
      const key = JSON.stringify(person)
      const same = people.get(key) ?? { count: 0, events: doing(person) }
      same.count++
      people.set(key, same)
    }
    await insertPeople(storage, 'planted', [...people.values()])
    const { totals, rows } = await ask('planted')
    const { peak, crude_peak, verdict, persons, opt_out_odds } = totals
    expect({ verdict, persons }).toEqual({ verdict: 'peak', persons: 120_000 })
    expect(Math.abs((peak?.touches ?? 0) - 4.17)).toBeLessThan(0.3)
    expect(peak?.low).toBeLessThan(4.17)
    expect(peak?.high).toBeGreaterThan(4.17)
    expect(Math.abs((crude_peak?.touches ?? 0) - 5.64)).toBeLessThan(0.3)
    expect(crude_peak?.low).toBeGreaterThan(4.17 + 0.3)
    // Planted: .25 more on the logit of opting out with each touch.
    expect(opt_out_odds?.low).toBeLessThan(Math.exp(0.25))
    expect(opt_out_odds?.high).toBeGreaterThan(Math.exp(0.25))
    const fitted = rows.map((row) => row.fitted?.rate ?? 0)
    expect(fitted.indexOf(Math.max(...fitted))).toBe(4)
  })

  it('counts one week a person: touches in it, orders and opt-outs in the week after', async () => {
    await insertPeople(storage, 'weeks', [
      { count: 2, events: doing({ intent: 'low', touches: 2, converted: true, opted_out: false }) },
      { count: 1, events: doing({ intent: 'high', touches: 0, converted: false, opted_out: true }) },
      { count: 1, events: doing({ intent: 'medium', touches: 30, converted: false, opted_out: false }) },
      // An order in the week itself and one two weeks later are none of the week after.
      {
        count: 1,
        events: [0, 2, 15].map((day, i) => ({ name: i === 0 ? 'page_view' : 'purchase', at: monday + day * dayMs })),
      },
      { count: 5, events: [{ name: 'page_view', at: monday + 8 * dayMs }] },
    ])
    const { rows, totals, notes } = await ask('weeks', {}, monday + 20 * dayMs)
    expect(rows).toMatchObject([
      { touches: 0, persons: 2, conversion: { numerator: 0, denominator: 2 }, opt_out: { numerator: 1 }, fitted: null },
      { touches: 2, persons: 2, conversion: { numerator: 2, denominator: 2 }, opt_out: { numerator: 0 } },
    ])
    expect(totals).toMatchObject({ verdict: 'too_few', peak: null, persons: 4, weeks: 1, left_out: 1 })
    expect(totals.strata.map(({ intent, persons }) => [intent, persons])).toEqual([
      ['bought', 0],
      ['carted', 1],
      ['looked', 0],
      ['none', 3],
    ])
    expect(notes.join()).toContain('Too few')
  })

  it('takes only whole weeks after which a week has passed', async () => {
    expect((await ask('weeks', {}, monday + 14 * dayMs)).totals.weeks).toBe(1)
    expect((await ask('weeks', {}, monday + 14 * dayMs - 1)).totals.weeks).toBe(0)
    const short = await ask('weeks', { from: '2026-03-10' }, monday + 20 * dayMs)
    expect(short.totals).toMatchObject({ weeks: 0, persons: 0 })
    expect(short.notes.join()).toContain('no whole week')
  })

  it('counts the touches asked for', async () => {
    const { rows } = await ask('weeks', { touches: ['email_open'] })
    expect(rows.map(({ touches, persons }) => [touches, persons])).toEqual([[0, 5]])
  })
})
