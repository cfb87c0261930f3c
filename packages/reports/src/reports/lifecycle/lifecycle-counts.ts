import type { Calendar } from '../../core/calendar.js'
import { type EventChoice, isChosen, namesPurchase } from '../../core/event-choice.js'
import { repeatedReceipts } from '../../core/orders.js'
import { type EventScope, eventsOf, type Unit } from '../../core/source.js'
import { bind, join, type Sql, sql } from '../../core/sql.js'

export interface LifecycleQuestion {
  site: EventScope['site']
  unit: Unit
  event: EventChoice
  calendar: Calendar
  filters: Sql | undefined
}

/** The row of all periods together, which has all its units as `fresh`. */
export const allPeriods = -100

/** How many units were active in a period, by why. -1 is the period before the first. */
export interface LifecycleCount {
  p: number
  fresh: number
  returning: number
  resurrecting: number
}

/**
 * Per unit, the periods with an active event and the period of the first event of any kind ever, which may lie before the
 * range or outside the filters. Who is gone after a period is who was there and does not return in the next.
 */
export function lifecycleCounts({ site, unit, event, calendar, filters }: LifecycleQuestion): Sql {
  // Who was there in the period before the first is needed to know who returns in it.
  const fromMs = calendar.startMs(-1)
  const untilMs = calendar.startMs(calendar.length)
  const conditions = [isChosen(event), sql`occurred_at >= ${bind.time(fromMs)}`, ...(filters ? [filters] : [])]
  if (namesPurchase(event)) conditions.push(sql`event_id NOT IN (${repeatedReceipts({ site, fromMs, untilMs })})`)
  const events = eventsOf(
    { site, untilMs, people: unit === 'person', keys: true, copies: true },
    sql`${calendar.indexOfEvent()} AS p, (${join(conditions, ' AND ')}) AS active`,
  )
  return sql`
    SELECT p, countIf(p = first_p OR p = ${bind.int(allPeriods)}) AS fresh, countIf(p != first_p AND has(periods, p - 1)) AS returning,
      countIf(p != first_p AND NOT has(periods, p - 1) AND p >= -1) AS resurrecting
    FROM (
      SELECT arrayJoin(if(arrayMax(periods) >= 0, arrayConcat([${bind.int(allPeriods)}], periods), periods)) AS p, periods, first_p FROM (
        SELECT groupUniqArrayIf(p, active) AS periods, min(p) AS first_p
        FROM (${events}) GROUP BY person_key HAVING notEmpty(periods)
      )
    )
    GROUP BY p ORDER BY p`
}
