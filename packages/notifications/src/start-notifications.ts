import type { ReportSources } from '@touchline/reports'
import { type ClickHouseClient, type Delivery, listNotifications, recentlyDecided } from '@touchline/storage'
import type { Logger } from 'pino'
import { cartMessages } from './abandoned-carts/cart-messages.js'
import { alertMessages } from './alerts/alert-messages.js'
import { askWith } from './ask.js'
import { decide, type Message } from './decide.js'
import type { Mail, Mailer } from './mail/mail.js'
import { type Notification, readNotification } from './notification.js'
import { type Channel, sendDeliveries } from './send-deliveries.js'
import { postWebhook } from './webhooks/post-webhook.js'
import { signedHeaders, webhookSecret } from './webhooks/sign-delivery.js'
import { weeklyMessages } from './weekly/weekly-messages.js'

export interface NotificationsOptions extends ReportSources {
  owner: ClickHouseClient
  /** What the secrets of webhooks are derived from. */
  installationSecret: string
  /** Webhooks may go to addresses of private networks. */
  allowPrivate: boolean
  /** Sends e-mails; without it they wait. */
  mailer?: Mailer
  /** Where links in e-mails lead. */
  dashboardUrl?: string
  log: Logger
  /** How often it looks for what is due. */
  everyMs?: number
}

export interface Notifications {
  /** Ends after what is being sent. */
  close(): Promise<void>
}

const dayMs = 86_400_000
/** How often the figures of an alert are looked at. */
const alertEveryMs = 3_600_000

/** Looks again and again for what shops want to be told of, and sends it. One process of an installation does this. */
export function startNotifications(options: NotificationsOptions): Notifications {
  const { owner, reader, sites, installationSecret, allowPrivate, mailer, now, log, everyMs = 10_000 } = options
  const channels: Record<Delivery['channel'], Channel> = {
    async webhook(delivery, notification) {
      if (!('url' in notification) || !notification.url) throw new Error('The notification has no address any more.')
      const secret = webhookSecret(installationSecret, notification.notification_id)
      const headers = signedHeaders(secret, delivery.delivery_id, now(), delivery.body)
      const { status, text } = await postWebhook(notification.url, delivery.body, headers, { allowPrivate })
      const answer = `${status} ${text}`.trim()
      if (status < 200 || status > 299) throw new Error(answer)
      return answer
    },
    async email({ body, delivery_id }) {
      if (!mailer) throw new Error('No mail server is configured: set TOUCHLINE_SMTP_URL and TOUCHLINE_MAIL_FROM.')
      return mailer(JSON.parse(body) as Mail, delivery_id)
    },
  }
  const lookedAt = new Map<string, number>()

  async function messagesOf(notification: Notification): Promise<Message[]> {
    const site = sites.site(notification.site_id)
    if (!site) return []
    const ask = askWith(options, site.site_id)
    const { kind, notification_id } = notification
    if (kind === 'abandoned_cart') return cartMessages(reader, site, notification, now())
    if (kind === 'weekly_email') return weeklyMessages(ask, site, notification, now(), options.dashboardUrl)
    if (now() - (lookedAt.get(notification_id) ?? 0) < alertEveryMs) return []
    lookedAt.set(notification_id, now())
    // The same days would say the same again tomorrow.
    const since = now() - notification.days * dayMs
    if (await recentlyDecided(owner, notification_id, since)) return []
    return alertMessages(ask, site, notification, now(), options.dashboardUrl)
  }

  async function round(): Promise<void> {
    const records = await listNotifications(owner)
    const notifications = records.flatMap((record) => readNotification(record) ?? [])
    for (const notification of notifications) {
      // One that cannot be decided must not keep the others waiting.
      await messagesOf(notification)
        .then((messages) => decide(owner, notification, messages, now()))
        .catch((error) => log.error({ event: 'decision_failed', id: notification.notification_id, err: error }))
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
