import { z } from 'zod'
import { Calendar, calendarParams } from '../../core/calendar.js'
import { commonParams } from '../../core/common-params.js'
import { conditionOf } from '../../core/conditions.js'
import { eventChoiceSchema } from '../../core/event-choice.js'
import { momentMs, momentSchema } from '../../core/moment.js'
import { resolvePeriod } from '../../core/period.js'
import { rateSchema } from '../../core/rate.js'
import { defineReport, ReportError } from '../../core/report.js'
import { toRate } from '../../statistics/to-rate.js'
import { enough, tooFewNote } from '../../statistics/too-few.js'
import { definitions } from './definitions.js'
import { type RetentionCell, retentionCells } from './retention-cells.js'

const usualPeriods = { hour: 24, day: 14, week: 8, month: 6 }
const mostCells = 40_000

const params = z.strictObject({
  ...commonParams,
  start: eventChoiceSchema.default({}).meta({ description: 'What puts a person into a cohort; default any event' }),
  return: eventChoiceSchema.default({}).meta({ description: 'What counts as coming back; default any event' }),
  ...calendarParams,
  periods: z.number().int().min(1).max(400).optional().meta({
    description: 'How many periods to follow a cohort, its own included; default 24 hours, 14 days, 8 weeks, 6 months',
  }),
  cohort: z.enum(['first', 'every']).default('first').meta({
    description: 'first: the period of the first start ever; every: each period with a start',
  }),
  cumulative: z.boolean().default(false).meta({ description: 'Came back in that period or any later one' }),
  min_occurrences: z.number().int().min(1).max(1000).default(1).meta({
    description: 'How many returns within the period it takes',
  }),
  unit: z.enum(['person', 'visitor']).default('person').meta({ description: 'Whose events are one row’s' }),
  as_of: momentSchema.optional(),
})

const row = z.object({
  cohort: z.string(),
  size: z.number(),
  values: z.array(z.number().nullable()),
  rates: z.array(rateSchema.nullable()),
  finished: z.number(),
})

const totals = z.object({
  units: z.number(),
  average: z.array(z.object({ later: z.number(), cohorts: z.number(), rate: rateSchema, finished: rateSchema })),
})

type Row = z.infer<typeof row>

/** The table, out of its cells that are not 0. */
function toRows(
  cells: readonly RetentionCell[],
  calendar: Calendar,
  periods: number,
  cumulative: boolean,
  asOfMs: number,
) {
  const counts = new Map(cells.map(({ cohort, later, units }) => [`${cohort} ${later}`, units]))
  return Array.from({ length: calendar.length }, (_, cohort): Row => {
    const count = (later: number) => counts.get(`${cohort} ${later}`) ?? 0
    const size = count(0)
    const found = Array.from({ length: periods }, (_, later) => count(later))
    if (cumulative) {
      for (let later = periods - 2; later > 0; later--) found[later] = (found[later] ?? 0) + (found[later + 1] ?? 0)
    }
    const begun = found.filter((_, later) => calendar.startMs(cohort + later) <= asOfMs).length
    const values = found.map((value, later) => (later < begun ? value : null))
    return {
      cohort: calendar.label(cohort),
      size,
      values,
      rates: values.map((value) => (value === null ? null : toRate(value, size))),
      finished: found.filter((_, later) => calendar.startMs(cohort + later + 1) <= asOfMs).length,
    }
  })
}

/** Cohorts together: a period counts those that have come to it; a cohort weighs as much as it has members. */
function toAverage(rows: readonly Row[], periods: number) {
  const pooled = (some: readonly Row[], later: number) =>
    toRate(
      some.reduce((sum, { values }) => sum + (values[later] ?? 0), 0),
      some.reduce((sum, { size }) => sum + size, 0),
    )
  return Array.from({ length: periods }, (_, later) => {
    const begun = rows.filter(({ values, size }) => size > 0 && values[later] !== null)
    return {
      later,
      cohorts: begun.length,
      rate: pooled(begun, later),
      finished: pooled(
        begun.filter(({ finished }) => finished > later),
        later,
      ),
    }
  })
}

/** Cohorts by when people began, and how many of each come back in the periods after. */
export const retention = defineReport({
  name: 'retention',
  title: 'Retention',
  question: 'Of those who began in a week, how many come back in the weeks after?',
  params,
  row,
  totals,
  lists: ['average'],
  definitions,
  async run({ query, site, now }, given) {
    const { cohort, cumulative, unit, start } = given
    const range = resolvePeriod(given, site, now)
    const asOfMs = momentMs(given.as_of, range.timezone, now)
    const calendar = new Calendar(given, range)
    const periods = given.periods ?? usualPeriods[given.period]
    if (calendar.length * periods > mostCells) {
      throw new ReportError(
        'invalid_parameters',
        `${calendar.length} cohorts of ${periods} periods are too many for one table: ask for fewer days, fewer periods or longer ones.`,
      )
    }
    const cells = await query<RetentionCell>(
      retentionCells({
        site,
        unit,
        start,
        comeBack: given.return,
        calendar,
        periods,
        cohort,
        cumulative,
        minOccurrences: given.min_occurrences,
        filters: conditionOf(given.filters),
        untilMs: asOfMs + 1,
      }),
    )
    const rows = toRows(cells, calendar, periods, cumulative, asOfMs)
    const units = cells.find((cell) => cell.cohort < 0)?.units ?? 0
    const notes: string[] = []
    if (units < enough.rate) notes.push(tooFewNote('persons in the cohorts', units, enough.rate))
    else if (rows.some(({ size }) => size > 0 && size < enough.rate))
      notes.push(`Cohorts of fewer than ${enough.rate} say little each: look at their intervals, or at the average.`)
    if (
      rows.some(({ size, values, finished }) => size > 0 && values.filter((value) => value !== null).length > finished)
    )
      notes.push('The last period of a row is not over yet: its figure can still rise.')
    return { rows, totals: { units, average: toAverage(rows, periods) }, notes, sample: { units } }
  },
})
