import { kindOf, uuidV7 } from '@touchline/events'
import { clickHouseTime, type EventRow, insertDeadLetters, insertEvents, type Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'
import type { Rate } from '../../core/rate.js'

const minute = 60_000
const dayMs = 1440 * minute
// Yesterday at noon, because the engine deletes rejected events that are older than 30 days by its own clock.
const start = (Math.floor(Date.now() / dayMs) - 0.5) * dayMs
const today = new Date(start).toISOString().slice(0, 10)
let arrival = 0
const row = (visitor: string, minutes: number, name: string, more: Partial<EventRow> = {}, clockMs = 0): EventRow => {
  const ms = start + minutes * minute
  arrival++
  const random = new Uint8Array(10).fill(arrival & 0xff)
  random[1] = arrival >> 8
  return {
    site_id: 'shop',
    event_id: uuidV7(ms + clockMs, random),
    kind: kindOf(name),
    name,
    occurred_at: clickHouseTime(ms),
    received_at: clickHouseTime(ms + 1000),
    visitor_id: visitor,
    identity: visitor ? 'first_party' : 'none',
    consent: 'granted',
    path: '/',
    ...more,
  }
}
const order = (id: string, more: Partial<EventRow> = {}) => ({
  transaction_id: id,
  value: 10,
  currency: 'EUR',
  ...more,
})
const server = { trusted: 1, identity: 'first_party' } as const

const shop: EventRow[] = [
  // The script is on the page twice; the clock of the second view is two minutes slow.
  row('a', 0, 'page_view'),
  row('a', 0.001, 'page_view'),
  row('a', 5, 'page_view', {}, -2 * minute),
  row('a', 6, 'add_to_cart', { cart_id: 'c' }),
  row('a', 7, 'begin_checkout', { cart_id: 'c' }),
  // t1: both report it, the browser twice. t2: the server alone, and without any step. t3: the browser alone, without a value.
  row('a', 8, 'purchase', order('t1')),
  row('a', 9, 'purchase', order('t1')),
  row('a', 8.5, 'purchase', order('t1', server)),
  row('b', 20, 'purchase', order('t2', { ...server, user_id: 'u' })),
  row('d', 25, 'purchase', order('t3', { value: undefined })),
  // An order without an id of a cookieless visitor, an hour and a half late.
  row('d', 30, 'purchase', {
    identity: 'daily_hash',
    consent: 'denied',
    value: 5,
    received_at: clickHouseTime(start + 120 * minute),
  }),
  row('', 40, 'page_view', { consent: 'unknown' }),
  row('x', 41, 'page_view', { bot: 'crawler' }),
  row('x', 42, 'page_view', { bot: 'crawler' }),
  row('y', 43, 'page_view', { bot: 'headless' }),
  // Imported from before the first event of a browser: no browser could have reported it.
  row('old', -600, 'purchase', order('t0', { trusted: 1, identity: 'imported', sdk: 'import' })),
  row('a', 44, 'identify', { user_id: 'z' }),
]

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
  await insertEvents(storage.owner, shop)
  await insertEvents(
    storage.owner,
    Array.from({ length: 400 }, (_, i) =>
      row(`v${i}`, i / 10, 'page_view', { site_id: 'steady', identity: i < 100 ? 'daily_hash' : 'first_party' }),
    ),
  )
  const letter = (stage: string, reason: string, minutes: number) => ({
    received_at: clickHouseTime(start + minutes * minute),
    site_id: 'shop',
    stage,
    reason,
    event_id: '',
    raw: '{}',
  })
  await insertDeadLetters(storage.owner, [
    letter('validate', 'name: is missing', 1),
    letter('validate', 'name: is missing', 2),
    letter('clock', 'clock', 3),
    letter('clock', 'clock', -5 * 1440),
  ])
})
afterAll(() => storage.close())

const ask = (params: object = {}) =>
  answerReport(
    { reader: storage.reader, sites: { site: (id) => testSite(id), all: () => [] }, now: () => start + 1440 * minute },
    'data-quality',
    { site_id: 'shop', from: today, to: today, ...params },
  )
const checksOf = async (params: object = {}) => {
  const { rows } = await ask(params)
  const found = rows as { check: string; share: Rate; verdict: string }[]
  return Object.fromEntries(found.map(({ check, share, verdict }) => [check, { share, verdict }]))
}

describe('data-quality', () => {
  it('has a share for each thing that may go wrong', async () => {
    const checks = await checksOf()
    const shares = Object.entries(checks).map(([name, { share }]) => [name, share.numerator, share.denominator])
    expect(shares).toEqual([
      ['rejected', 3, 19],
      ['bots', 3, 16],
      ['opted_out', 1, 10],
      ['daily_visitors', 1, 4],
      ['repeated_receipts', 1, 3],
      ['doubled_views', 1, 3],
      ['orders_without_id', 1, 7],
      ['orders_without_value', 1, 7],
      ['corrected_clocks', 1, 10],
      ['late_events', 1, 10],
      ['lost_orders', 1, 2],
      ['unconfirmed_orders', 2, 3],
    ])
    expect(checks.lost_orders?.verdict).toBe('too_few')
  })

  it('lists reasons, consent and identity', async () => {
    const { totals } = await ask()
    expect(totals).toMatchObject({ accepted: 16, from_browsers: 10, from_servers: 2, imported: 1, visitors: 4 })
    expect(totals.rejected_reasons).toEqual([
      expect.objectContaining({ stage: 'validate', reason: 'name: is missing', events: 2 }),
      expect.objectContaining({ stage: 'clock', events: 1 }),
    ])
    expect(totals.bot_reasons).toEqual([
      expect.objectContaining({ reason: 'crawler', events: 2 }),
      expect.objectContaining({ reason: 'headless', events: 1 }),
    ])
    expect(totals.consent).toEqual([
      expect.objectContaining({ consent: 'granted', visitors: 3 }),
      expect.objectContaining({ consent: 'denied', visitors: 1 }),
    ])
    expect(
      (totals.identity as { identity: string; visitors: number }[]).map((one) => [one.identity, one.visitors]),
    ).toEqual([
      ['first_party', 2],
      ['daily_hash', 1],
      ['imported', 1],
    ])
    expect(totals.signed_in).toMatchObject({ numerator: 1, denominator: 4 })
  })

  it('says which steps before confirmed orders browsers reported', async () => {
    const { parity } = (await ask()).totals as { parity: { steps: { step: string; reported: Rate }[] } }
    expect(parity).toMatchObject({ confirmed: 2, seen: 3, lost: { numerator: 1, denominator: 2 } })
    expect(parity.steps.map(({ step, reported }) => [step, reported.numerator, reported.denominator])).toEqual([
      ['add_to_cart', 1, 2],
      ['begin_checkout', 1, 2],
      ['add_shipping_info', 0, 2],
      ['add_payment_info', 0, 2],
      ['purchase', 1, 2],
    ])
  })

  it('calls good only what is surely below, and says what to do about the rest', async () => {
    const checks = await checksOf({ site_id: 'steady' })
    expect(checks.bots).toMatchObject({ verdict: 'good', share: { rate: 0, denominator: 400 } })
    expect(checks.daily_visitors?.verdict).toBe('good')
    expect(checks.lost_orders).toMatchObject({ verdict: 'unknown', share: { rate: null } })
    const { rows } = await ask({
      site_id: 'steady',
      filters: [{ dimension: 'new_or_returning', operator: 'is', values: ['new'] }],
    })
    expect(rows.find(({ check }) => check === 'daily_visitors')).toMatchObject({
      share: { numerator: 100, denominator: 400 },
      advice: '',
    })
    const daily = await ask({ site_id: 'steady', from: '2020-01-01' })
    expect(daily.notes.join()).toContain('kept for 30 days')
  })
})
