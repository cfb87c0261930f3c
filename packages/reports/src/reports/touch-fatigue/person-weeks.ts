import { defaultStageRules, type Site } from '@touchline/events'
import { Calendar } from '../../core/calendar.js'
import { conditionOf, type Filter } from '../../core/conditions.js'
import { ordersOf } from '../../core/orders.js'
import type { Period } from '../../core/period.js'
import type { ReportQuery } from '../../core/query.js'
import { eventsOf } from '../../core/source.js'
import { bind, type Sql, sql } from '../../core/sql.js'

/** What a person did in the weeks before, the strongest sign first. */
export const intents = ['bought', 'carted', 'looked', 'none'] as const
export type Intent = (typeof intents)[number]
/** Over so many weeks before the week in which touches are counted. */
export const weeksOfIntent = 4

/** Persons of one intent with so many touches in their week, and what they did in the week after. */
export interface WeekCell {
  intent: Intent
  touches: number
  converted: boolean
  opted_out: boolean
  persons: number
}

export interface WeekScope {
  site: Site
  period: Period
  now: number
  filters?: readonly Filter[]
  touches: readonly string[]
  optOuts: readonly string[]
}

const names = (stage: 'consideration' | 'decision') => defaultStageRules[stage].map(({ name }) => name)

/** The whole weeks of the period after which another whole week has passed; undefined when there is none. */
export function wholeWeeks({ period, now }: WeekScope) {
  const calendar = new Calendar({ period: 'week', week_start: 'monday' }, period)
  const first = calendar.startMs(0) < period.fromMs ? 1 : 0
  let last = calendar.length - 1
  while (last >= first && (calendar.startMs(last + 1) > period.untilMs || calendar.startMs(last + 2) > now)) last--
  return last < first ? undefined : { calendar, first, last }
}

/**
 * One week a person: of the weeks in which the person was seen, the one that a hash of both chooses, so that nobody counts
 * several times. Touches are those of that week; conversions and opt-outs those of the week after.
 */
export async function personWeeks(query: ReportQuery, scope: WeekScope): Promise<WeekCell[]> {
  const weeks = wholeWeeks(scope)
  if (!weeks) return []
  const { calendar, first, last } = weeks
  const { site, filters, touches, optOuts } = scope
  const between = { site, fromMs: calendar.startMs(first - weeksOfIntent), untilMs: calendar.startMs(last + 2) }
  const events = eventsOf(
    { ...between, where: sql`name != 'purchase'` },
    sql`${calendar.indexOfEvent()} AS week, ${conditionOf(filters) ?? sql`true`} AS passes, name IN ${bind.texts([...touches])} AS touch,
      name IN ${bind.texts([...optOuts])} AS leaves, name IN ${bind.texts(names('consideration'))} AS looks, name IN ${bind.texts(names('decision'))} AS carts, false AS buys`,
  )
  const orders = sql`
    SELECT person_id, week, false AS passes, false AS touch, false AS leaves, false AS looks, false AS carts, true AS buys
    FROM (SELECT *, fromUnixTimestamp64Milli(toInt64(at_ms), 'UTC') AS occurred_at, ${calendar.indexOfEvent()} AS week FROM (${ordersOf(between, site.currency)}))`
  const before = (list: Sql) => sql`arrayExists(w -> w < chosen AND w >= chosen - ${bind.int(weeksOfIntent)}, ${list})`
  return query<WeekCell>(sql`
    SELECT multiIf(${before(sql`bought`)}, 'bought', ${before(sql`carted`)}, 'carted', ${before(sql`looked`)}, 'looked', 'none') AS intent,
      toUInt32(countEqual(touched, chosen)) AS touches, has(bought, chosen + 1) AS converted, has(left_in, chosen + 1) AS opted_out,
      count() AS persons
    FROM (
      SELECT person_id, groupUniqArrayIf(week, passes AND week >= ${bind.int(first)} AND week <= ${bind.int(last)}) AS seen,
        arraySort(w -> cityHash64(person_id, w), seen)[1] AS chosen, groupArrayIf(week, touch AND passes) AS touched,
        groupUniqArrayIf(week, leaves) AS left_in, groupUniqArrayIf(week, looks) AS looked,
        groupUniqArrayIf(week, carts) AS carted, groupUniqArrayIf(week, buys) AS bought
      FROM (SELECT person_id, week, passes, touch, leaves, looks, carts, buys FROM (${events}) UNION ALL ${orders})
      GROUP BY person_id
      HAVING notEmpty(seen)
    )
    GROUP BY intent, touches, converted, opted_out`)
}
