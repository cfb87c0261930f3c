import type { NotificationRecord } from '@touchline/storage'
import { z } from 'zod'

const webhookUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address such as https://my-shop.example/hooks/cart' })
  .max(2048)
  .meta({ description: 'Where to post to' })
const addresses = z
  .array(z.email('must be e-mail addresses'))
  .min(1, 'must name at least one e-mail address')
  .max(50)
  .meta({ description: 'E-mail addresses' })
export const mailLanguages = ['en', 'vi'] as const
export type MailLanguage = (typeof mailLanguages)[number]
const language = z.enum(mailLanguages).default('en').meta({ description: 'Language of e-mails' })

/** Posts a cart to the shop once its person has left it. */
const abandonedCartSchema = z.strictObject({
  kind: z.literal('abandoned_cart'),
  url: webhookUrl,
  idle_minutes: z
    .number('must be a number')
    .int()
    .min(1)
    .max(10_080)
    .default(60)
    .meta({ description: 'How long its person has done nothing', unit: 'min' }),
})

export const alertMeasures = ['conversion', 'abandonment', 'lcp', 'inp', 'cls'] as const
export type AlertMeasure = (typeof alertMeasures)[number]

/** Tells when a figure of the last days is worse than of as many days before, by more than chance. */
const alertSchema = z
  .strictObject({
    kind: z.literal('alert'),
    measure: z.enum(alertMeasures).meta({ description: 'Which figure' }),
    worse_by_percent: z
      .number('must be a number')
      .min(1)
      .max(1000)
      .default(20)
      .meta({ description: 'How much worse, relative to before', unit: '%' }),
    days: z.number('must be a number').int().min(1).max(28).default(7).meta({ description: 'Whole days compared' }),
    url: webhookUrl.optional(),
    to: addresses.optional(),
    language,
  })
  .refine(({ url, to }) => (url === undefined) !== (to === undefined), {
    message: 'needs either a webhook or e-mail addresses',
    path: ['to'],
  })

/** Mails the figures of the week before. */
const weeklyEmailSchema = z.strictObject({
  kind: z.literal('weekly_email'),
  to: addresses,
  language,
  weekday: z.number('must be a number').int().min(1).max(7).default(1).meta({ description: '1 = Monday' }),
  hour: z
    .number('must be a number')
    .int()
    .min(0)
    .max(23)
    .default(8)
    .meta({ description: 'In the time zone of the site' }),
})

/** What a shop wants to be told of, and where. */
export const notificationSchema = z.discriminatedUnion('kind', [abandonedCartSchema, alertSchema, weeklyEmailSchema])
export type NotificationSettings = z.output<typeof notificationSchema>
export type NotificationKind = NotificationSettings['kind']
export const notificationKinds = ['abandoned_cart', 'alert', 'weekly_email'] as const satisfies NotificationKind[]

export type Notification<Kind extends NotificationKind = NotificationKind> = Extract<
  NotificationSettings,
  { kind: Kind }
> & {
  site_id: string
  notification_id: string
  /** UTC, `2026-03-01 10:03:00.000`. */
  created_at: string
}

/** A notification out of its record; undefined when it is of a kind or shape that this version does not know. */
export function readNotification(record: NotificationRecord): Notification | undefined {
  const { site_id, notification_id, created_at } = record
  const parsed = notificationSchema.safeParse({ ...JSON.parse(record.settings), kind: record.kind })
  return parsed.success ? { ...parsed.data, site_id, notification_id, created_at } : undefined
}
