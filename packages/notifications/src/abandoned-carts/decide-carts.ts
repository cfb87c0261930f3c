import type { Site } from '@touchline/events'
import { type OpenCart, openCarts, queryWith } from '@touchline/reports'
import {
  type ClickHouseClient,
  clickHouseTime,
  type Delivery,
  decidedDeliveries,
  putDeliveries,
} from '@touchline/storage'
import { deliveryId } from '../delivery-id.js'
import type { Notification } from '../notification.js'

export type AbandonedCart = Extract<Notification, { kind: 'abandoned_cart' }>

const minuteMs = 60_000
/** An outage of this length makes messages late; after a longer one they would come out of the blue. */
const latestMs = 24 * 60 * minuteMs

const idleCarts = (client: ClickHouseClient, site: Site, { idle_minutes }: AbandonedCart, now: number) =>
  openCarts(queryWith(client), { site, now, idleMs: idle_minutes * minuteMs, longestIdleMs: latestMs })

/** The carts of a site, of those that were decided, which are still neither bought nor emptied. */
export async function stillOpen(reader: ClickHouseClient, site: Site, now: number): Promise<Set<string>> {
  const carts = await openCarts(queryWith(reader), { site, now, idleMs: 0, longestIdleMs: 4 * latestMs })
  return new Set(carts.map(({ cart }) => cart))
}

const iso = (ms: number) => new Date(ms).toISOString()

function payload(notification: AbandonedCart, id: string, cart: OpenCart): string {
  const { visitor_id, user_id, cart_id, last_step, currency, value, items, url } = cart
  return JSON.stringify({
    type: 'cart.abandoned',
    id,
    site_id: notification.site_id,
    visitor_id,
    user_id: user_id || null,
    cart: {
      cart_id: cart_id || null,
      currency: currency || null,
      value: value || null,
      items,
      url: url || null,
      last_step,
      started_at: iso(cart.started_ms),
      idle_since: iso(cart.last_ms),
    },
  })
}

/**
 * Decides which carts of a site to tell of, and writes that down before anything is sent: one delivery a cart, ever.
 * Answers how many are new.
 */
export async function decideCarts(
  { owner, reader }: { owner: ClickHouseClient; reader: ClickHouseClient },
  site: Site,
  notification: AbandonedCart,
  now: number,
): Promise<number> {
  const carts = await idleCarts(reader, site, notification, now)
  const byId = new Map(carts.map((cart) => [deliveryId(notification.notification_id, cart.cart), cart]))
  const decided = await decidedDeliveries(owner, [...byId.keys()])
  const at = clickHouseTime(now)
  const fresh = [...byId].filter(([id]) => !decided.has(id))
  await putDeliveries(
    owner,
    fresh.map(
      ([id, cart]): Delivery => ({
        site_id: site.site_id,
        delivery_id: id,
        notification_id: notification.notification_id,
        kind: notification.kind,
        channel: 'webhook',
        subject: cart.cart,
        body: payload(notification, id, cart),
        status: 'waiting',
        attempts: 0,
        answer: '',
        decided_at: at,
        next_at: at,
      }),
    ),
  )
  return fresh.length
}
