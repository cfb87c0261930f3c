import type { Site } from '@touchline/events'
import { DateTime } from 'luxon'

/** Days of a report, both included, as `2026-03-01`. */
export interface Days {
  from: string
  to: string
}

const isoDay = (day: DateTime) => day.toISODate() ?? ''

/** The last whole days of a site, and as many before them. */
export function wholeDays(
  { timezone }: Pick<Site, 'timezone'>,
  days: number,
  now: number,
): { last: Days; before: Days } {
  const today = DateTime.fromMillis(now, { zone: timezone }).startOf('day')
  const span = (ago: number): Days => ({
    from: isoDay(today.minus({ days: ago + days })),
    to: isoDay(today.minus({ days: ago + 1 })),
  })
  return { last: span(0), before: span(days) }
}
