import type { Site } from '@touchline/events'
import { type ClickHouseClient, clickHouseTime, type Delivery, dueDeliveries, putDeliveries } from '@touchline/storage'
import type { Logger } from 'pino'
import { stillOpen } from './abandoned-carts/cart-messages.js'
import type { Notification } from './notification.js'

const minuteMs = 60_000
/** How long to wait after the first, second ... failed attempt: three days in all. */
const waitsMs = [
  10_000,
  minuteMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * 60 * minuteMs,
  8 * 60 * minuteMs,
  24 * 60 * minuteMs,
]
const atOnce = 100

/** Sends one delivery; answers what the receiver said, or throws why it was not taken. */
export type Channel = (delivery: Delivery, notification: Notification) => Promise<string>

export interface SendOptions {
  owner: ClickHouseClient
  reader: ClickHouseClient
  sites: { site(siteId: string): Site | undefined }
  notifications: readonly Notification[]
  channels: Record<Delivery['channel'], Channel>
  now: () => number
  log: Logger
}

/**
 * Sends what is due and writes down what became of it. A delivery counts as delivered once its receiver has answered:
 * after a crash in between it is sent again, with the same id. Those of one notification go one after the other.
 */
export async function sendDeliveries(options: SendOptions): Promise<void> {
  const { owner, reader, sites, notifications, now } = options
  const due = await dueDeliveries(owner, clickHouseTime(now()), atOnce)
  const openOfSite = new Map<string, Promise<Set<string>>>()
  const isOpen = async (site: Site, cart: string) => {
    const open = openOfSite.get(site.site_id) ?? stillOpen(reader, site, now())
    openOfSite.set(site.site_id, open)
    return (await open).has(cart)
  }
  /** Why it need not be sent any more. */
  const overtaken = async ({ site_id, kind, subject }: Delivery): Promise<string | undefined> => {
    const site = sites.site(site_id)
    if (!site) return 'The site was removed.'
    if (kind === 'abandoned_cart' && !(await isOpen(site, subject))) return 'The cart was bought or emptied.'
    return undefined
  }

  const handle = async (delivery: Delivery) => {
    const notification = notifications.find((one) => one.notification_id === delivery.notification_id)
    const reason = notification ? await overtaken(delivery) : 'The notification was removed.'
    const next: Delivery =
      notification && reason === undefined
        ? await attempt(options, delivery, notification)
        : { ...delivery, status: 'cancelled', answer: reason ?? '' }
    await putDeliveries(owner, [next])
  }
  const queues = new Map<string, Delivery[]>()
  for (const delivery of due) {
    const queue = queues.get(delivery.notification_id)
    if (queue) queue.push(delivery)
    else queues.set(delivery.notification_id, [delivery])
  }
  await Promise.all(
    [...queues.values()].map(async (queue) => {
      for (const delivery of queue) await handle(delivery)
    }),
  )
}

async function attempt(
  { channels, now, log }: SendOptions,
  delivery: Delivery,
  notification: Notification,
): Promise<Delivery> {
  const attempts = delivery.attempts + 1
  try {
    const answer = await channels[delivery.channel](delivery, notification)
    return { ...delivery, attempts, answer, status: 'delivered' }
  } catch (error) {
    const answer = error instanceof Error ? error.message : String(error)
    const waitMs = waitsMs[delivery.attempts]
    const { site_id: siteId, delivery_id: id } = delivery
    log.warn({ event: 'delivery_failed', siteId, id, attempts, answer }, 'A delivery was not taken')
    if (waitMs === undefined) return { ...delivery, attempts, answer, status: 'failed' }
    // Many that failed together shall not come again together.
    const jittered = waitMs * (0.8 + 0.4 * Math.random())
    return { ...delivery, attempts, answer, next_at: clickHouseTime(now() + jittered) }
  }
}
