import { DateTime } from 'luxon'
import { z } from 'zod'
import type { Period } from './period.js'

export const intervalNames = ['hour', 'day', 'week', 'month'] as const
export type IntervalName = (typeof intervalNames)[number]

const mostIntervals = 1500

/** How finely a trend is drawn; by default so that a screen holds it. */
export const intervalParam = z
  .enum(intervalNames)
  .optional()
  .meta({ description: 'One row an hour, day, week (from Monday) or month; default by the length of the range' })

/** Hours for up to two days, days for up to three months, weeks for up to two years, else months; coarser when too many were asked for. */
export function chosenInterval(
  { fromMs, untilMs }: Pick<Period, 'fromMs' | 'untilMs'>,
  asked?: IntervalName,
): IntervalName {
  const days = (untilMs - fromMs) / 86_400_000
  if (asked && (asked !== 'hour' || days * 24 <= mostIntervals)) return asked
  if (asked === 'hour' || (days > 2.1 && days <= 93)) return 'day'
  if (days <= 2.1) return 'hour'
  return days <= 732 ? 'week' : 'month'
}

/**
 * When the intervals of a period begin, in milliseconds since the epoch, ascending: hours, days, weeks and months of the
 * period's time zone. The first one may begin before the period.
 */
export function intervalStarts(
  { fromMs, untilMs, timezone }: Omit<Period, 'from' | 'to'>,
  interval: IntervalName,
): number[] {
  const starts: number[] = []
  let start = DateTime.fromMillis(fromMs, { zone: timezone }).startOf(interval)
  while (start.toMillis() < untilMs) {
    starts.push(start.toMillis())
    const next = start.plus({ [interval]: 1 }).startOf(interval)
    // Where clocks go back, the second of two hours of one name starts at the first again.
    start = next > start ? next : start.plus({ [interval]: 1 })
  }
  return starts
}

/** How an answer names an interval: its first day, or its hour with the offset. */
export function intervalLabel(startMs: number, interval: IntervalName, timezone: string): string {
  const start = DateTime.fromMillis(startMs, { zone: timezone })
  return (
    (interval === 'hour' ? start.toISO({ suppressMilliseconds: true, suppressSeconds: true }) : start.toISODate()) ?? ''
  )
}
