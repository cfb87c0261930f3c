import type { Site } from '@touchline/events'
import { type ClickHouseClient, type Delivery, listNotifications } from '@touchline/storage'
import type { Logger } from 'pino'
import { decideCarts } from './abandoned-carts/decide-carts.js'
import { type Notification, readNotification } from './notification.js'
import { type Channel, sendDeliveries } from './send-deliveries.js'
import { postWebhook } from './webhooks/post-webhook.js'
import { signedHeaders, webhookSecret } from './webhooks/sign-delivery.js'

export interface NotificationsOptions {
  owner: ClickHouseClient
  reader: ClickHouseClient
  sites: { site(siteId: string): Site | undefined }
  /** What the secrets of webhooks are derived from. */
  installationSecret: string
  /** Webhooks may go to addresses of private networks. */
  allowPrivate: boolean
  /** Milliseconds since the epoch. */
  now: () => number
  log: Logger
  /** How often it looks for what is due. */
  everyMs?: number
}

export interface Notifications {
  /** Ends after what is being sent. */
  close(): Promise<void>
}

/** Looks again and again for what shops want to be told of, and sends it. One process of an installation does this. */
export function startNotifications(options: NotificationsOptions): Notifications {
  const { owner, reader, sites, installationSecret, allowPrivate, now, log, everyMs = 10_000 } = options
  const channels: Record<Delivery['channel'], Channel> = {
    async webhook(delivery, { url, notification_id }) {
      const secret = webhookSecret(installationSecret, notification_id)
      const headers = signedHeaders(secret, delivery.delivery_id, now(), delivery.body)
      const { status, text } = await postWebhook(url, delivery.body, headers, { allowPrivate })
      const answer = `${status} ${text}`.trim()
      if (status < 200 || status > 299) throw new Error(answer)
      return answer
    },
    async email() {
      throw new Error('No mail server is configured.')
    },
  }

  async function decide(notification: Notification): Promise<void> {
    const site = sites.site(notification.site_id)
    if (!site) return
    await decideCarts({ owner, reader }, site, notification, now())
  }

  async function round(): Promise<void> {
    const records = await listNotifications(owner)
    const notifications = records.flatMap((record) => readNotification(record) ?? [])
    for (const notification of notifications) {
      // One that cannot be decided must not keep the others waiting.
      await decide(notification).catch((error) => log.error({ event: 'decision_failed', err: error }))
    }
    await sendDeliveries({ owner, reader, sites, notifications, channels, now, log })
  }

  let closed = false
  let timer: NodeJS.Timeout
  let running: Promise<void> = Promise.resolve()
  const next = () => {
    running = round()
      .catch((error) => log.error({ event: 'notifications_failed', err: error }))
      .then(() => {
        if (!closed) timer = setTimeout(next, everyMs)
      })
  }
  next()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await running
    },
  }
}
