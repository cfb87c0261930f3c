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
