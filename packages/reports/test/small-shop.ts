import { kindOf, uuidV7 } from '@touchline/events'
import { clickHouseTime, type EventRow } from '@touchline/storage'

export const shopDay = Date.UTC(2026, 2, 1, 10)
const minute = 60_000

type Moment = [minutes: number, name: string, more?: Partial<EventRow>]

const loaded = {
  navigation_id: 'n',
  navigation_type: 'navigate',
  fcp_ms: 800,
  lcp_ms: 1500,
  hidden_at_ms: 40_000,
} as const
const cart = { cart_id: 'c', currency: 'EUR', value: 40 } as const

/** Four visits: one that only looks, one that leaves while the page loads, one left cart, one that buys twice. */
const visits: Record<string, Moment[]> = {
  looks: [
    [0, 'page_view'],
    [0, 'page_load', { ...loaded, navigation_id: 'n1' }],
    [1, 'view_item', { items: [{ item_id: 'p1', item_brand: 'b1' }] }],
  ],
  leaves: [
    [0, 'page_load', { ...loaded, navigation_id: 'n2', fcp_ms: undefined, lcp_ms: undefined, hidden_at_ms: 900 }],
  ],
  carts: [
    [0, 'page_view'],
    [1, 'view_item'],
    [2, 'add_to_cart', { ...cart, cart_id: 'c1' }],
    [3, 'begin_checkout', { ...cart, cart_id: 'c1' }],
  ],
  buys: [
    [0, 'page_view', { channel: 'email' }],
    [0, 'page_load', { ...loaded, navigation_id: 'n3' }],
    [1, 'view_item'],
    [2, 'add_to_cart', { ...cart, cart_id: 'c2' }],
    [3, 'begin_checkout', { ...cart, cart_id: 'c2' }],
    [4, 'purchase', { ...cart, cart_id: 'c2', transaction_id: 't1', user_id: 'u1' }],
    [3000, 'purchase', { ...cart, cart_id: 'c3', transaction_id: 't2', user_id: 'u1' }],
    [3001, 'nps_answered', { score: 9 }],
  ],
}

/** The rows of a shop small enough to know by heart. */
export function smallShop(siteId: string): EventRow[] {
  let arrival = 0
  return Object.entries(visits).flatMap(([visitor, moments]) =>
    moments.map(([minutes, name, more]) => {
      const ms = shopDay + minutes * minute
      arrival++
      return {
        site_id: siteId,
        event_id: uuidV7(ms, new Uint8Array(10).fill(arrival)),
        kind: kindOf(name),
        name,
        occurred_at: clickHouseTime(ms),
        received_at: clickHouseTime(ms),
        visitor_id: visitor,
        identity: 'first_party',
        device: visitor === 'looks' ? 'desktop' : 'mobile',
        path: '/',
        ...more,
      }
    }),
  )
}
