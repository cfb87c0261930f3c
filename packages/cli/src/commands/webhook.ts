import {
  abandonedCartSchema,
  createNotification,
  installationSecret,
  readNotification,
  replayDelivery,
  webhookSecret,
} from '@touchline/notifications'
import { listDeliveries, listNotifications, removeNotification } from '@touchline/storage'
import Table from 'cli-table3'
import { CliError } from '../cli-error.js'
import type { Settings } from '../config.js'
import { withDatabase } from '../open-database.js'
import { requireSite } from '../require-site.js'

interface WebhookOptions {
  site: string
  json?: boolean
}

const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`)

/** Adds a webhook for abandoned carts and prints the secret that signs what it sends. */
export async function addWebhook(
  settings: Settings,
  { site, url, idleMinutes, json }: WebhookOptions & { url: string; idleMinutes: string },
): Promise<void> {
  const parsed = abandonedCartSchema.safeParse({ kind: 'abandoned_cart', url, idle_minutes: Number(idleMinutes) })
  if (!parsed.success) {
    const option = (path: PropertyKey[]) => (path[0] === 'url' ? '--url' : '--idle-minutes')
    throw new CliError(parsed.error.issues.map(({ path, message }) => `${option(path)}: ${message}`).join('\n'), 2)
  }
  const { notification_id } = await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, site)
    return createNotification(owner, site, parsed.data, Date.now())
  })
  const secret = webhookSecret(installationSecret(settings.TOUCHLINE_DATA_DIR), notification_id)
  if (json) return void print({ notification_id, ...parsed.data, secret })
  process.stdout.write(
    `Carts that are idle for ${parsed.data.idle_minutes} minutes are posted to ${url}.\nIt is ${notification_id}; what it sends is signed (Standard Webhooks) with:\n  ${secret}\n`,
  )
}

/** Lists the webhooks of a site. */
export async function showWebhooks(settings: Settings, { site, json }: WebhookOptions): Promise<void> {
  const records = await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, site)
    return listNotifications(owner, site)
  })
  const webhooks = records
    .flatMap((record) => readNotification(record) ?? [])
    .filter(({ kind }) => kind === 'abandoned_cart')
  if (json) return void print(webhooks)
  const table = new Table({ head: ['webhook', 'what', 'idle', 'url'], style: { head: [] } })
  for (const { notification_id, kind, url, idle_minutes } of webhooks) {
    table.push([notification_id, kind, `${idle_minutes} min`, url])
  }
  process.stdout.write(
    webhooks.length > 0 ? `${table}\n` : 'There is none. Add one with: touchline webhook add --url URL\n',
  )
}

/** Removes a webhook; what waits to be sent is cancelled. */
export async function dropWebhook(settings: Settings, id: string, { site, json }: WebhookOptions): Promise<void> {
  const removed = await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, site)
    return removeNotification(owner, site, id)
  })
  if (!removed) throw new CliError(`There is no webhook ${id}. See them with: touchline webhook list --site ${site}`)
  if (json) print({ notification_id: id, removed })
  else process.stdout.write(`Removed ${id}.\n`)
}

/** Lists what was sent and what waits, the newest first. */
export async function showDeliveries(settings: Settings, { site, json }: WebhookOptions): Promise<void> {
  const deliveries = await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, site)
    return listDeliveries(owner, site, 1000)
  })
  if (json) return void print(deliveries)
  const table = new Table({
    head: ['delivery', 'subject', 'decided', 'status', 'tries', 'answer'],
    style: { head: [] },
  })
  for (const { delivery_id, subject, decided_at, status, attempts, answer } of deliveries) {
    table.push([delivery_id, subject.slice(0, 40), decided_at.slice(0, 19), status, attempts, answer.slice(0, 60)])
  }
  process.stdout.write(deliveries.length > 0 ? `${table}\n` : 'Nothing was to be sent yet.\n')
}

/** Sends a delivery once more. */
export async function resendDelivery(settings: Settings, id: string, { site, json }: WebhookOptions): Promise<void> {
  const found = await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, site)
    return replayDelivery(owner, site, id, Date.now())
  })
  if (!found)
    throw new CliError(`There is no delivery ${id}. See them with: touchline webhook deliveries --site ${site}`)
  if (json) print({ delivery_id: id, replayed: true })
  else process.stdout.write(`${id} is sent again within seconds while the server runs.\n`)
}
