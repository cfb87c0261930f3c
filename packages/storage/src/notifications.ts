import type { ClickHouseClient } from '@clickhouse/client'

/** Whom to tell of what; what `settings` mean is the business of whoever sends. */
export interface NotificationRecord {
  site_id: string
  notification_id: string
  kind: string
  /** JSON. */
  settings: string
  /** UTC, `2026-03-01 10:03:00.000`. */
  created_at: string
}

/** The notifications of a site, or of all, oldest first. */
export async function listNotifications(client: ClickHouseClient, siteId?: string): Promise<NotificationRecord[]> {
  const result = await client.query({
    query: `SELECT site_id, notification_id, kind, settings, toString(created_at) AS created_at FROM notifications FINAL
      WHERE removed = 0 AND ({site:String} = '' OR site_id = {site:String}) ORDER BY created_at, notification_id`,
    query_params: { site: siteId ?? '' },
    format: 'JSONEachRow',
  })
  return result.json<NotificationRecord>()
}

/** Saves a notification, in place of the one with its id. */
export async function putNotification(client: ClickHouseClient, record: NotificationRecord): Promise<void> {
  await client.insert({ table: 'notifications', values: [record], format: 'JSONEachRow' })
}

/** Removes a notification; false when there was none. */
export async function removeNotification(client: ClickHouseClient, siteId: string, id: string): Promise<boolean> {
  const found = (await listNotifications(client, siteId)).find((record) => record.notification_id === id)
  if (!found) return false
  await client.insert({ table: 'notifications', values: [{ ...found, removed: 1 }], format: 'JSONEachRow' })
  return true
}
