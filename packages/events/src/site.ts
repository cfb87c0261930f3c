import { z } from 'zod'
import { currencySchema } from './event.js'

export const siteIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'must be lower-case letters, digits, dots, dashes or underscores, at most 63')
  .meta({ description: 'The site; also its publishable write key' })

/** True when the runtime knows the IANA time zone. */
export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

export const timezoneSchema = z
  .string()
  .refine(isTimezone, 'must be an IANA time zone such as Asia/Ho_Chi_Minh')
  .meta({ description: 'IANA time zone' })

/** An allowed origin: a host, `*.host`, or an address whose host (and port, when given) counts. */
const originSchema = z
  .string()
  .regex(
    /^(https?:\/\/)?(\*\.)?[a-z0-9.-]+(:\d{1,5})?\/?$/i,
    'must be an origin such as https://shop.example or *.shop.example',
  )

export const siteModes = ['adaptive', 'cookieless', 'first_party'] as const

export const siteSchema = z.strictObject({
  site_id: siteIdSchema,
  origins: z.array(originSchema).max(100).meta({ description: 'Allowed origins; empty allows every origin' }),
  timezone: timezoneSchema,
  currency: currencySchema,
  mode: z.enum(siteModes).meta({ description: 'How visitors are told apart' }),
})
export type Site = z.infer<typeof siteSchema>
