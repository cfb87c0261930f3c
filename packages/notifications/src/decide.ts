import {
  type ClickHouseClient,
  clickHouseTime,
  type Delivery,
  decidedDeliveries,
  putDeliveries,
} from '@touchline/storage'
import { deliveryId } from './delivery-id.js'
import type { Notification } from './notification.js'

/** What is to be sent about one subject. */
export interface Message {
  subject: string
  channel: Delivery['channel']
  /** The body, which may name the delivery by its id. */
  body: (id: string) => string | Promise<string>
}

/**
 * Writes down, before anything is sent, what a notification has to say: one delivery a subject, ever.
 * Answers how many are new.
 */
export async function decide(
  owner: ClickHouseClient,
  notification: Notification,
  messages: readonly Message[],
  now: number,
): Promise<number> {
  const byId = new Map(messages.map((message) => [deliveryId(notification.notification_id, message.subject), message]))
  const decided = await decidedDeliveries(owner, [...byId.keys()])
  const at = clickHouseTime(now)
  const fresh = [...byId].filter(([id]) => !decided.has(id))
  const deliveries = fresh.map(
    async ([id, { subject, channel, body }]): Promise<Delivery> => ({
      site_id: notification.site_id,
      delivery_id: id,
      notification_id: notification.notification_id,
      kind: notification.kind,
      channel,
      subject,
      body: await body(id),
      status: 'waiting',
      attempts: 0,
      answer: '',
      decided_at: at,
      next_at: at,
    }),
  )
  await putDeliveries(owner, await Promise.all(deliveries))
  return fresh.length
}
