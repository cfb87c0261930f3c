import type { NotificationRecord } from '@touchline/storage'
import { z } from 'zod'

const webhookUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address such as https://my-shop.example/hooks/cart' })
  .max(2048)
  .meta({ description: 'Where to post to' })

/** Posts a cart to the shop once its person has left it. */
export const abandonedCartSchema = z.strictObject({
  kind: z.literal('abandoned_cart'),
  url: webhookUrl,
  idle_minutes: z
    .number()
    .int()
    .min(1)
    .max(10_080)
    .default(60)
    .meta({ description: 'How long its person has done nothing', unit: 'min' }),
})

/** What a shop wants to be told of, and where. */
export const notificationSchema = z.discriminatedUnion('kind', [abandonedCartSchema])
export type NotificationSettings = z.output<typeof notificationSchema>

export type Notification = NotificationSettings & { site_id: string; notification_id: string }

/** A notification out of its record; undefined when it is of a kind or shape that this version does not know. */
export function readNotification(record: NotificationRecord): Notification | undefined {
  const parsed = notificationSchema.safeParse({ ...JSON.parse(record.settings), kind: record.kind })
  return parsed.success
    ? { ...parsed.data, site_id: record.site_id, notification_id: record.notification_id }
    : undefined
}
