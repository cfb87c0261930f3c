import type { NotificationDesk } from '@touchline/reports'
import { type ClickHouseClient, listDeliveries, listNotifications, removeNotification } from '@touchline/storage'
import { createNotification } from './create-notification.js'
import { notificationKinds, readNotification } from './notification.js'
import { readNotificationFields } from './read-fields.js'
import { replayDelivery } from './replay-delivery.js'
import { webhookSecret } from './webhooks/sign-delivery.js'

/** What the dashboard's settings need of notifications. `now` in milliseconds since the epoch. */
export function notificationDesk(
  owner: ClickHouseClient,
  installationSecret: string,
  now: () => number,
): NotificationDesk {
  return {
    kinds: notificationKinds,
    async list(siteId) {
      const records = await listNotifications(owner, siteId)
      return records.flatMap((record) => {
        const notification = readNotification(record)
        if (!notification) return []
        const { site_id: _, notification_id: id, created_at: __, kind, ...settings } = notification
        const texts = Object.entries(settings).map(([name, value]) => [name, [value].flat().join(', ')])
        const signs = 'url' in settings && settings.url !== undefined
        const secret = signs ? webhookSecret(installationSecret, id) : undefined
        return [{ id, kind, settings: Object.fromEntries(texts) as Record<string, string>, secret }]
      })
    },
    async add(siteId, kind, fields) {
      const read = readNotificationFields(kind, fields)
      if ('problems' in read) return read.problems.map(({ field, message }) => `${field}: ${message}`)
      await createNotification(owner, siteId, read.settings, now())
      return []
    },
    remove: (siteId, id) => removeNotification(owner, siteId, id),
    deliveries: (siteId, limit) => listDeliveries(owner, siteId, limit),
    replay: (siteId, id) => replayDelivery(owner, siteId, id, now()),
  }
}
