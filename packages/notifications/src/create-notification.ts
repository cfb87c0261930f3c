import { randomBytes } from 'node:crypto'
import { type ClickHouseClient, clickHouseTime, putNotification } from '@touchline/storage'
import type { Notification, NotificationSettings } from './notification.js'

/** Saves a new notification of a site. */
export async function createNotification(
  owner: ClickHouseClient,
  siteId: string,
  settings: NotificationSettings,
  now: number,
): Promise<Notification> {
  const { kind, ...rest } = settings
  const created_at = clickHouseTime(now)
  const notification_id = `ntf_${randomBytes(9).toString('base64url')}`
  await putNotification(owner, {
    site_id: siteId,
    notification_id,
    kind,
    settings: JSON.stringify(rest),
    created_at,
  })
  return { ...settings, site_id: siteId, notification_id, created_at }
}
