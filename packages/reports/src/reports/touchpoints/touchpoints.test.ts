import { uuidV7 } from '@touchline/events'
import { clickHouseTime, insertEvents, type Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { type Doing, insertPeople } from '../../../test/insert-people.js'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'
import type { touchpoints } from './touchpoints.js'

const noon = Date.UTC(2026, 2, 10, 12)
const minute = 60_000
const day = 1440 * minute

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
})
afterAll(() => storage.close())

const ask = async (site: string, params: object = {}, now = noon + 20 * day) => {
  const answer = await answerReport(
    { reader: storage.reader, sites: { site: (id) => testSite(id), all: () => [] }, now: () => now },
    'touchpoints',
    { site_id: site, from: '2026-03-10', to: '2026-03-14', ...params },
  )
  const rows = answer.rows as z.output<typeof touchpoints.row>[]
  return {
    ...answer,
    rows,
    totals: answer.totals as z.output<typeof touchpoints.totals>,
    row: (channel: string, touchpoint: string | null = null) =>
      rows.find((row) => row.channel === channel && row.touchpoint === touchpoint),
  }
}

const ad = (at: number) => ({ name: 'ad_impression', at, channel: 'paid_social' })
const letter = (at: number) => ({ name: 'page_view', at, channel: 'email' })
const shares = (rate: { numerator: number; denominator: number } | undefined) => [rate?.numerator, rate?.denominator]

/** What was spent, as a server imports it: of nobody. */
const spend = (site: string, name: string, cost: string, more: object = {}) => ({
  site_id: site,
  event_id: uuidV7(noon, new Uint8Array(10).fill(cost.length + name.length)),
  kind: 'touchpoint' as const,
  name,
  occurred_at: clickHouseTime(noon),
  received_at: clickHouseTime(noon),
  visitor_id: '',
  identity: 'none' as const,
  channel: 'paid_social',
  properties: { cost },
  ...more,
})

describe('touchpoints', () => {
  beforeAll(async () => {
    const buys: Doing['events'] = [
      { name: 'view_item', at: noon + day + minute },
      { name: 'purchase', at: noon + day + 2 * minute, value: 50 },
    ]
    await insertPeople(storage, 'shop', [
      { count: 40, events: [ad(noon), letter(noon + day), ...buys] },
      { count: 60, events: [ad(noon), ad(noon + minute)] },
      { count: 50, events: [letter(noon)] },
      {
        count: 10,
        events: [
          { name: 'add_to_cart', at: noon },
          { name: 'purchase', at: noon, value: 50 },
        ],
      },
    ])
    await insertEvents(storage.owner, [
      spend('shop', 'ad_cost', '300'),
      spend('shop', 'ad_impression', '20.5'),
      spend('shop', 'ad_cost', '9000', { properties: { cost: '9000', currency: 'VND' } }),
    ])
  })

  it('counts whom touches reach and what they come before', async () => {
    const { rows, totals, row } = await ask('shop')
    expect(rows.map(({ channel, touchpoint, touches, persons }) => [channel, touchpoint, touches, persons])).toEqual([
      ['paid_social', null, 160, 100],
      ['paid_social', 'ad_impression', 160, 100],
      ['email', null, 90, 90],
      ['email', 'page_view', 90, 90],
    ])
    expect(totals).toMatchObject({
      persons: 150,
      entered: { consideration: 40, decision: 10, delivery_use: 50, loyalty_advocacy: 0 },
    })
    const email = row('email')
    expect(shares(email?.reach)).toEqual([90, 150])
    expect(shares(email?.influence.consideration)).toEqual([40, 40])
    expect(shares(email?.influence.decision)).toEqual([0, 10])
    expect(shares(email?.influence.delivery_use)).toEqual([40, 50])
    expect(email).toMatchObject({ orders: 40, revenue: [{ currency: 'EUR', amount: '2000.00' }], cost: [] })
  })

  it('adds up imported costs, and divides them by orders', async () => {
    const { row, totals } = await ask('shop')
    expect(row('paid_social')).toMatchObject({
      cost: [
        { currency: 'EUR', amount: '320.50' },
        { currency: 'VND', amount: '9000' },
      ],
      cost_per_order: [
        { currency: 'EUR', amount: '8.01' },
        { currency: 'VND', amount: '225' },
      ],
    })
    expect(row('paid_social', 'ad_impression')?.cost).toEqual([{ currency: 'EUR', amount: '20.50' }])
    expect(totals.cost).toEqual(row('paid_social')?.cost)
    expect((await ask('shop', { from: '2026-03-11' })).notes.join()).toContain('No costs')
  })

  it('compares what followed with those who had other touches, once enough days have passed', async () => {
    const { row } = await ask('shop')
    const effects = row('email')?.effects
    // All 90 had a letter 20 days ago or 19; 40 of them bought two minutes after it. The others had advertisements only.
    expect(effects?.map(({ days, after, others }) => [days, ...shares(after), ...shares(others)])).toEqual([
      [1, 40, 90, 0, 60],
      [7, 40, 90, 0, 60],
      [30, 0, 0, 0, 0],
    ])
    const ads = row('paid_social')?.effects
    expect(ads?.map(({ days, after, others }) => [days, ...shares(after), ...shares(others)])).toEqual([
      [1, 0, 100, 0, 50],
      [7, 40, 100, 0, 50],
      [30, 0, 0, 0, 0],
    ])
    expect(ads?.[1]?.difference).toBeNull()
  })

  it('gives a difference with its interval where there are enough on both sides', async () => {
    await insertPeople(storage, 'both', [
      { count: 30, events: [letter(noon), { name: 'purchase', at: noon + minute }] },
      { count: 70, events: [letter(noon)] },
      { count: 10, events: [ad(noon), { name: 'purchase', at: noon + minute }] },
      { count: 90, events: [ad(noon)] },
    ])
    const { row } = await ask('both')
    const difference = row('email')?.effects[0]?.difference
    expect(difference?.difference).toBeCloseTo(0.2, 10)
    // Newcombe's interval of 30 of 100 against 10 of 100.
    expect(difference?.low).toBeCloseTo(0.0900020907, 8)
    expect(difference?.high).toBeCloseTo(0.3057892906, 8)
  })

  it('looks back as far as asked', async () => {
    await insertPeople(storage, 'lookback', [
      { count: 1, events: [letter(noon - 3 * day), { name: 'purchase', at: noon }] },
    ])
    expect((await ask('lookback', { lookback_days: 3 })).row('email')).toMatchObject({ orders: 1, persons: 0 })
    expect((await ask('lookback', { lookback_days: 2.9 })).rows).toEqual([])
  })

  it('counts a second order as loyalty', async () => {
    await insertPeople(storage, 'twice', [
      {
        count: 2,
        events: [letter(noon), { name: 'purchase', at: noon + minute }, { name: 'purchase', at: noon + day }],
      },
    ])
    const { row } = await ask('twice')
    expect(shares(row('email')?.influence.loyalty_advocacy)).toEqual([2, 2])
    expect(row('email')?.orders).toBe(4)
  })
})
