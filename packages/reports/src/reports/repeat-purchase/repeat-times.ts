import type { Site } from '@touchline/events'
import { ordersOf } from '../../core/orders.js'
import type { Period } from '../../core/period.js'
import { bind, type Sql, sql } from '../../core/sql.js'

export interface RepeatScope {
  site: Site
  /** When the first order was; absent = at any time. */
  begun?: Pick<Period, 'fromMs' | 'untilMs'>
  /** What is known ends here, in ms since the epoch. */
  asOfMs: number
  /** A condition on the first order. */
  fits?: Sql
  /** A text of the first order. */
  slice?: Sql
}

/** Customers alike. */
export interface RepeatTimes {
  slice: string
  /** Whole days from the first order until the second one, or until watching ended without it. */
  time: number
  /** The second order came, on a day that was watched to its end. */
  again: 0 | 1
  /** Day of the second order, also of one on the day that is not over; 0 without one. */
  again_day: number
  customers: number
}

const dayMs = 86_400_000

/**
 * How long customers took to their second order, one row for those alike. Day 1 is the first 24 hours. Only whole days
 * count as watched: a customer of whom half a day is known may not be in that day for an order alone.
 */
export function repeatTimes({ site, begun, asOfMs, fits, slice }: RepeatScope): Sql {
  const orders = ordersOf({ site, untilMs: asOfMs + 1 }, site.currency, {
    fits: fits ?? sql`true`,
    slice: slice ?? sql`''`,
  })
  const inPeriod = begun
    ? sql`AND first_ms >= ${bind.uint(begun.fromMs)} AND first_ms < ${bind.uint(begun.untilMs)}`
    : sql``
  const day = bind.uint(dayMs)
  return sql`
    SELECT slice_of_first AS slice, if(again, again_day, watched) AS time, again, again_day, count() AS customers FROM (
      SELECT slice_of_first, intDiv(toUInt64(${bind.uint(asOfMs)}) - first_ms, ${day}) AS watched,
        if(length(times) < 2, 0, greatest(1, intDiv(times[2] - first_ms + ${day} - 1, ${day}))) AS again_day,
        toUInt8(again_day > 0 AND again_day <= watched) AS again
      FROM (
        SELECT arraySort(groupArray(at_ms)) AS times, times[1] AS first_ms, argMin(slice, at_ms) AS slice_of_first,
          argMin(fits, at_ms) AS first_fits
        FROM (${orders}) GROUP BY person_id
      )
      WHERE first_fits ${inPeriod}
    )
    GROUP BY slice, time, again, again_day`
}
