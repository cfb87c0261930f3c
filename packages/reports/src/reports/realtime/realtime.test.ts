import { kindOf, uuidV7 } from '@touchline/events'
import { clickHouseTime, type EventRow, insertEvents, type Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'

const now = Date.UTC(2026, 2, 10, 12)
let arrival = 0
const row = (visitor: string, minutesAgo: number, name: string, more: Partial<EventRow> = {}): EventRow => {
  const ms = now - minutesAgo * 60_000
  arrival++
  return {
    site_id: 'shop',
    event_id: uuidV7(ms, new Uint8Array(10).fill(arrival)),
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
const cart = (cart_id: string, value: number, more: Partial<EventRow> = {}) => ({
  cart_id,
  value,
  currency: 'EUR',
  ...more,
})

const shop: EventRow[] = [
  // Looks at a product; the cart of this morning is still there, worth 30.
  row('a', 300, 'add_to_cart', cart('c1', 20)),
  row('a', 299, 'view_cart', cart('c1', 30)),
  row('a', 4, 'page_view', { path: '/p' }),
  row('a', 3, 'view_item', { path: '/p' }),
  // In checkout with dong; the tab was closed just now.
  row('b', 20, 'page_view', { path: '/cart' }),
  row('b', 12, 'add_to_cart', { ...cart('c2', 500_000), currency: 'VND', path: '/cart', device: 'mobile' }),
  row('b', 10, 'begin_checkout', { path: '/checkout', cart_id: 'c2' }),
  row('b', 1, 'page_load', { path: '/checkout' }),
  // Bought: reported by the server without the cart's id.
  row('c', 9, 'add_to_cart', cart('c3', 40)),
  row('c', 2, 'purchase', { value: 40, currency: 'EUR', transaction_id: 't1' }),
  // Emptied the cart a little less than 30 minutes ago.
  row('d', 29.9, 'add_to_cart', cart('c4', 10)),
  row('d', 29.8, 'cart_emptied', cart('c4', 0)),
  // Not here: half an hour ago, to come, a letter opened at home, a robot.
  row('e', 30, 'add_to_cart', cart('c5', 99)),
  row('f', -1, 'page_view'),
  row('g', 2, 'email_open'),
  row('h', 2, 'page_view', { bot: 'crawler' }),
]

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
  await insertEvents(storage.owner, shop)
})
afterAll(() => storage.close())

const ask = (params: object = {}) =>
  answerReport(
    { reader: storage.reader, sites: { site: (id) => testSite(id), all: () => [] }, now: () => now },
    'realtime',
    { site_id: 'shop', ...params },
  )

describe('realtime', () => {
  it('knows who is here and how far they are', async () => {
    const { totals } = await ask()
    expect(totals).toMatchObject({ visitors_5_min: 2, visitors_30_min: 4, events_30_min: 9 })
    expect(totals.stages).toEqual([
      { stage: 'awareness', persons: 0 },
      { stage: 'consideration', persons: 1 },
      { stage: 'decision', persons: 2 },
      { stage: 'delivery_use', persons: 1 },
      { stage: 'loyalty_advocacy', persons: 0 },
    ])
    expect(totals.pages).toEqual([
      { path: '/', visitors: 1 },
      { path: '/p', visitors: 1 },
    ])
  })

  it('knows the carts that are open and what they are worth', async () => {
    expect((await ask()).totals.carts).toEqual({
      open: 2,
      in_checkout: 1,
      value: [
        { currency: 'EUR', amount: '30.00' },
        { currency: 'VND', amount: '500000' },
      ],
    })
  })

  it('counts minute by minute back from the moment', async () => {
    const { rows } = await ask({ timezone: 'Asia/Ho_Chi_Minh' })
    expect(rows).toHaveLength(30)
    expect(rows[0]).toEqual({ minute: '2026-03-10T18:30:00+07:00', events: 2, page_views: 0, visitors: 1 })
    expect(rows[25]).toMatchObject({ minute: '2026-03-10T18:55:00+07:00', events: 1, page_views: 1 })
    const earlier = await ask({ as_of: '2026-03-10T11:49:00Z' })
    expect(earlier.totals).toMatchObject({ visitors_30_min: 3, carts: { open: 2, in_checkout: 0 } })
  })

  it('lists the latest orders', async () => {
    expect((await ask()).totals.orders).toEqual([
      { order_id: 't1', at: '2026-03-10T11:58:00Z', person_id: 'c', currency: 'EUR', amount: '40.00' },
    ])
  })

  it('keeps to what fits the filters', async () => {
    const filters = [{ dimension: 'device', operator: 'is', values: ['mobile'] }]
    const { totals } = await ask({ filters })
    expect(totals).toMatchObject({ visitors_30_min: 1, carts: { open: 1 }, orders: [] })
  })
})
