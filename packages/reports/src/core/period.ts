import { isTimezone, type Site } from '@touchline/events'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { ReportError } from './report-error.js'

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as 2026-03-01')
  .refine((text) => DateTime.fromISO(text).isValid, 'is not a day of the calendar')

/** The parameters that every report takes. */
export const periodParams = {
  site_id: z.string().min(1).meta({ description: 'The site' }),
  from: day.optional().meta({ description: 'First day, included; default 29 days before `to`' }),
  to: day.optional().meta({ description: 'Last day, included; default today' }),
  timezone: z
    .string()
    .refine(isTimezone, 'must be an IANA time zone such as Asia/Ho_Chi_Minh')
    .optional()
    .meta({ description: 'Time zone of the days; default the site’s' }),
}

/** A range of whole days as moments: `fromMs` included, `untilMs` not. */
export interface Period {
  from: string
  to: string
  timezone: string
  fromMs: number
  untilMs: number
}

const longestDays = 3700

/**
 * The days that the parameters mean, in the report's time zone.
 * @throws ReportError `invalid_parameters` when the range is inverted or longer than ten years
 */
export function resolvePeriod(
  params: { from?: string; to?: string; timezone?: string },
  site: Pick<Site, 'timezone'>,
  now: number,
): Period {
  const timezone = params.timezone ?? site.timezone
  const zone = { zone: timezone }
  const last = params.to ? DateTime.fromISO(params.to, zone) : DateTime.fromMillis(now, zone).startOf('day')
  const first = params.from ? DateTime.fromISO(params.from, zone) : last.minus({ days: 29 })
  const until = last.plus({ days: 1 })
  if (first > last) {
    throw new ReportError('invalid_parameters', `from (${params.from}) is after to (${params.to}): swap them.`)
  }
  if (until.diff(first, 'days').days > longestDays) {
    throw new ReportError('invalid_parameters', `The range is longer than ${longestDays} days: ask for less.`)
  }
  return {
    from: first.toISODate() ?? '',
    to: last.toISODate() ?? '',
    timezone,
    fromMs: first.toMillis(),
    untilMs: until.toMillis(),
  }
}
