import {
  createNotification,
  installationSecret,
  readNotification,
  readNotificationFields,
  replayDelivery,
  webhookSecret,
} from '@touchline/notifications'
import { listDeliveries, listNotifications, removeNotification } from '@touchline/storage'
import Table from 'cli-table3'
import { CliError } from '../cli-error.js'
import type { Settings } from '../config.js'
import { withDatabase } from '../open-database.js'
import { requireSite } from '../require-site.js'

interface SiteOptions {
  site: string
  json?: boolean
}

const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`)

const snakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const option = (field: string) => (field === 'kind' ? field : `--${field.replaceAll('_', '-')}`)

/** Adds a notification, and prints the secret that signs what it posts. */
export async function addNotification(
  settings: Settings,
  kind: string,
  { site, json, ...options }: SiteOptions & Record<string, string>,
): Promise<void> {
  const fields = Object.fromEntries(Object.entries(options).map(([name, value]) => [snakeCase(name), value]))
  const read = readNotificationFields(kind, fields)
  if ('problems' in read)
    throw new CliError(read.problems.map(({ field, message }) => `${option(field)}: ${message}`).join('\n'), 2)
  const { notification_id } = await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, site)
    return createNotification(owner, site, read.settings, Date.now())
  })
  const url = 'url' in read.settings ? read.settings.url : undefined
  const secret = url && webhookSecret(installationSecret(settings.TOUCHLINE_DATA_DIR), notification_id)
  if (json) return void print({ notification_id, ...read.settings, secret })
  process.stdout.write(`Added ${notification_id}.\n`)
  if (secret) process.stdout.write(`What it posts is signed (Standard Webhooks) with:\n  ${secret}\n`)
  else if (!settings.TOUCHLINE_SMTP_URL)
    process.stdout.write('No mail server is configured yet: set TOUCHLINE_SMTP_URL and TOUCHLINE_MAIL_FROM.\n')
}

/** Lists the notifications of a site. */
export async function showNotifications(settings: Settings, { site, json }: SiteOptions): Promise<void> {
  const records = await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, site)
    return listNotifications(owner, site)
  })
  const notifications = records.flatMap((record) => readNotification(record) ?? [])
  if (json) return void print(notifications)
  const table = new Table({ head: ['id', 'kind', 'settings'], style: { head: [] } })
  for (const { notification_id, kind, site_id: _, created_at: __, ...rest } of notifications) {
    const described = Object.entries(rest).map(([name, value]) => `${name}: ${[value].flat().join(', ')}`)
    table.push([notification_id, kind, described.join('\n')])
  }
  const none = 'There is none. Add one with: touchline notify add abandoned_cart --url URL --site ID\n'
  process.stdout.write(notifications.length > 0 ? `${table}\n` : none)
}

/** Removes a notification; what waits to be sent is cancelled. */
export async function dropNotification(settings: Settings, id: string, { site, json }: SiteOptions): Promise<void> {
  const removed = await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, site)
    return removeNotification(owner, site, id)
  })
  if (!removed)
    throw new CliError(`There is no notification ${id}. See them with: touchline notify list --site ${site}`)
  if (json) print({ notification_id: id, removed })
  else process.stdout.write(`Removed ${id}.\n`)
}

/** Lists what was sent and what waits, the newest first. */
export async function showDeliveries(settings: Settings, { site, json }: SiteOptions): Promise<void> {
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
export async function resendDelivery(settings: Settings, id: string, { site, json }: SiteOptions): Promise<void> {
  const found = await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, site)
    return replayDelivery(owner, site, id, Date.now())
  })
  if (!found)
    throw new CliError(`There is no delivery ${id}. See them with: touchline notify deliveries --site ${site}`)
  if (json) print({ delivery_id: id, replayed: true })
  else process.stdout.write(`${id} is sent again within seconds while the server runs.\n`)
}
