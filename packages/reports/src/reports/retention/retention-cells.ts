import type { Calendar } from '../../core/calendar.js'
import { type EventChoice, isChosen, namesPurchase } from '../../core/event-choice.js'
import { repeatedReceipts } from '../../core/orders.js'
import { type EventScope, eventsOf, type Unit } from '../../core/source.js'
import { bind, type Sql, sql } from '../../core/sql.js'

/** What is asked of the events of a site. */
export interface RetentionQuestion {
  site: EventScope['site']
  unit: Unit
  start: EventChoice
  comeBack: EventChoice
  /** The periods that cohorts begin in. */
  calendar: Calendar
  /** How many periods each cohort is followed, its own included. */
  periods: number
  cohort: 'first' | 'every'
  cumulative: boolean
  minOccurrences: number
  filters: Sql | undefined
  /** Nothing from this time on is known, in ms since the epoch. */
  untilMs: number
}

/** How many units of a cohort came back `later` periods after it; 0 = the cohort itself. Cohort -1 is all units. */
export interface RetentionCell {
  cohort: number
  later: number
  units: number
}

/**
 * The cells that are not 0. Per unit the periods of its starts and of its returns are gathered, and each start is then
 * paired with the returns that follow it. Cumulative cells count a unit once, at its last return.
 */
export function retentionCells(question: RetentionQuestion): Sql {
  const { calendar, periods, cohort, cumulative, minOccurrences } = question
  const cohorts = bind.int(calendar.length)
  const began = sql`starts AND p >= 0 AND p < ${cohorts}`
  // The first ever: a start before the days asked about keeps its unit out of them.
  const first = sql`minIf(p, starts)`
  const starts =
    cohort === 'every'
      ? sql`groupUniqArrayIf(p, ${began})`
      : sql`if(countIf(starts) > 0 AND ${first} >= 0 AND ${first} < ${cohorts}, [${first}], CAST([], 'Array(Int32)'))`
  const backs =
    minOccurrences === 1
      ? sql`groupUniqArrayIf(p, returns)`
      : sql`arrayMap(back -> back.1, arrayFilter(back -> back.2 >= ${bind.uint(minOccurrences)},
          arrayZip((sumMapIf([p], [toUInt64(1)], returns) AS by_period).1, by_period.2)))`
  const followed = cumulative
    ? sql`arraySlice(arrayReverseSort(arrayMap(back -> least(back, cohort + ${bind.int(periods - 1)}), arrayFilter(back -> back > cohort, backs))), 1, 1)`
    : sql`arrayFilter(back -> back > cohort AND back < cohort + ${bind.int(periods)}, backs)`
  return sql`
    SELECT cohort, later, count() AS units FROM (
      SELECT cohort, arrayJoin(if(cohort < 0, [0], arrayConcat([0], arrayMap(back -> back - cohort, ${followed})))) AS later
      FROM (
        SELECT arrayJoin(arrayConcat([-1], cohorts)) AS cohort, backs FROM (
          SELECT ${starts} AS cohorts, ${backs} AS backs FROM (${periodEvents(question)}) GROUP BY person_key HAVING notEmpty(cohorts)
        )
      )
    )
    GROUP BY cohort, later ORDER BY cohort, later`
}

/** The events that matter, with `person_key` of the unit, the number of their period `p`, and whether they start or return. */
function periodEvents(question: RetentionQuestion): Sql {
  const { site, unit, start, comeBack, calendar, periods, cohort, cumulative, minOccurrences, filters, untilMs } =
    question
  const fromMs = calendar.startMs(0)
  const lastStartMs = calendar.startMs(calendar.length)
  const lastReturnMs = cumulative ? untilMs : Math.min(untilMs, calendar.startMs(calendar.length - 1 + periods))
  const startsMs = { from: cohort === 'first' ? undefined : fromMs, until: Math.min(untilMs, lastStartMs) }
  const isStart = sql`(${isChosen(start)} AND occurred_at < ${bind.time(startsMs.until)})`
  const isReturn = sql`(${isChosen(comeBack)} AND occurred_at >= ${bind.time(fromMs)})`
  const scope = { site, fromMs: startsMs.from, untilMs: Math.max(lastReturnMs, startsMs.until) }
  const receipts =
    namesPurchase(start) || namesPurchase(comeBack) ? sql`AND event_id NOT IN (${repeatedReceipts(scope)})` : sql``
  return eventsOf(
    {
      ...scope,
      where: sql`(${isStart} OR ${isReturn}) ${filters ? sql`AND ${filters}` : sql``} ${receipts}`,
      people: unit === 'person',
      keys: true,
      // Who came twice came; only a count of returns would notice a copy.
      copies: minOccurrences === 1,
    },
    sql`${calendar.indexOfEvent()} AS p, ${isStart} AS starts, ${isReturn} AS returns`,
  )
}
