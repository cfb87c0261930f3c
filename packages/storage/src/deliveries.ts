import type { ClickHouseClient } from '@clickhouse/client'
import { clickHouseTime } from './event-row.js'

export type DeliveryStatus = 'waiting' | 'delivered' | 'failed' | 'cancelled'

/** Something to send, and what became of it. Times are UTC, `2026-03-01 10:03:00.000`. */
export interface Delivery {
  site_id: string
  delivery_id: string
  notification_id: string
  kind: string
  channel: 'webhook' | 'email'
  /** What it is about, in words of its kind: a cart, a day, a week. */
  subject: string
  /** What is sent. */
  body: string
  status: DeliveryStatus
  attempts: number
  answer: string
  decided_at: string
  next_at: string
}

const columns = `site_id, delivery_id, notification_id, kind, channel, subject, body, status, attempts, answer,
  toString(decided_at) AS decided_at, toString(next_at) AS next_at`

async function read(client: ClickHouseClient, where: string, query_params: Record<string, unknown>) {
  const result = await client.query({
    query: `SELECT ${columns} FROM deliveries FINAL WHERE ${where}`,
    query_params,
    format: 'JSONEachRow',
  })
  return result.json<Delivery>()
}

/** Those that wait and whose time has come, the longest waiting first. `now` as a delivery's times. */
export const dueDeliveries = (client: ClickHouseClient, now: string, limit: number): Promise<Delivery[]> =>
  read(
    client,
    `status = 'waiting' AND deliveries.next_at <= {now:DateTime64(3, 'UTC')} ORDER BY deliveries.next_at LIMIT {limit:UInt32}`,
    { now, limit },
  )

/** A site's deliveries, the newest first. */
export const listDeliveries = (client: ClickHouseClient, siteId: string, limit: number, offset = 0) =>
  read(
    client,
    `site_id = {site:String} ORDER BY deliveries.decided_at DESC, delivery_id LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
    { site: siteId, limit, offset },
  )

/** One delivery of a site. */
export async function findDelivery(client: ClickHouseClient, siteId: string, id: string) {
  const [found] = await read(client, 'site_id = {site:String} AND delivery_id = {id:String}', { site: siteId, id })
  return found
}

/** Which of these ids are decided already. */
export async function decidedDeliveries(client: ClickHouseClient, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const result = await client.query({
    query: 'SELECT DISTINCT delivery_id FROM deliveries WHERE has({ids:Array(String)}, delivery_id)',
    query_params: { ids: [...ids] },
    format: 'JSONEachRow',
  })
  return new Set((await result.json<{ delivery_id: string }>()).map(({ delivery_id }) => delivery_id))
}

/** Writes deliveries in their present state. Resolves when they are on disk. */
export async function putDeliveries(client: ClickHouseClient, deliveries: readonly Delivery[]): Promise<void> {
  if (deliveries.length === 0) return
  await client.insert({ table: 'deliveries', values: [...deliveries], format: 'JSONEachRow' })
}

/** True when a notification has decided on something since `sinceMs` (milliseconds since the epoch). */
export async function recentlyDecided(client: ClickHouseClient, notificationId: string, sinceMs: number) {
  const result = await client.query({
    query: `SELECT count() AS found FROM deliveries WHERE notification_id = {id:String} AND decided_at > {since:DateTime64(3, 'UTC')}`,
    query_params: { id: notificationId, since: clickHouseTime(sinceMs) },
    format: 'JSONEachRow',
  })
  return ((await result.json<{ found: number }>())[0]?.found ?? 0) > 0
}
