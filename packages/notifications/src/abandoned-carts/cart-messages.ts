import type { Site } from '@touchline/events'
import { type OpenCart, openCarts, queryWith } from '@touchline/reports'
import type { ClickHouseClient } from '@touchline/storage'
import type { Message } from '../decide.js'
import type { Notification } from '../notification.js'

const minuteMs = 60_000
/** An outage of this length makes messages late; after a longer one they would come out of the blue. */
const latestMs = 24 * 60 * minuteMs

/** A message for each cart of a site that is idle for as long as the notification says. */
export async function cartMessages(
  reader: ClickHouseClient,
  site: Site,
  { idle_minutes }: Notification<'abandoned_cart'>,
  now: number,
): Promise<Message[]> {
  const scope = { site, now, idleMs: idle_minutes * minuteMs, longestIdleMs: latestMs }
  const carts = await openCarts(queryWith(reader), scope)
  return carts.map((cart) => ({
    subject: cart.cart,
    channel: 'webhook',
    body: (id) => JSON.stringify(payload(site.site_id, id, cart)),
  }))
}

/** The carts of a site which are neither bought nor emptied by now, out of those that may have been decided. */
export async function stillOpen(reader: ClickHouseClient, site: Site, now: number): Promise<Set<string>> {
  const carts = await openCarts(queryWith(reader), { site, now, idleMs: 0, longestIdleMs: 4 * latestMs })
  return new Set(carts.map(({ cart }) => cart))
}

const iso = (ms: number) => new Date(ms).toISOString()

function payload(siteId: string, id: string, cart: OpenCart) {
  const { visitor_id, user_id, cart_id, last_step, currency, value, items, url } = cart
  return {
    type: 'cart.abandoned',
    id,
    site_id: siteId,
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
  }
}
