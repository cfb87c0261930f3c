import { DateTime } from 'luxon'
import { z } from 'zod'

const parse = (text: string, zone?: string) => DateTime.fromISO(text, { zone })

/** A moment as a parameter: ISO 8601 (without an offset: in the report's time zone) or milliseconds since the epoch. */
export const momentSchema = z
  .union([
    z.number().int().min(0),
    z
      .string()
      .refine((text) => /^\d{5,}$/.test(text) || parse(text).isValid, 'must be a time such as 2026-03-09T00:00:00Z'),
  ])
  .meta({ description: 'ISO 8601 or ms since the epoch; default now' })

/** The moment in milliseconds since the epoch; `now` when none was given. */
export function momentMs(moment: number | string | undefined, timezone: string, now: number): number {
  if (moment === undefined) return now
  if (typeof moment === 'number') return moment
  return /^\d{5,}$/.test(moment) ? Number(moment) : parse(moment, timezone).toMillis()
}
