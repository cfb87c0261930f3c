import { z } from 'zod'
import { resolvePeriod } from '../../core/period.js'
import { rateSchema } from '../../core/rate.js'
import { defineReport } from '../../core/report.js'
import { toRate } from '../../statistics/to-rate.js'
import { enough, tooFewNote } from '../../statistics/too-few.js'
import { compareFunnel, comparisonSchema, otherScope } from './compare-funnel.js'
import { funnelParams } from './funnel-params.js'
import { funnelRowSchema } from './funnel-tally.js'
import { trendRowSchema } from './funnel-trend.js'
import { type FunnelMeasure, measureFunnel } from './measure-funnel.js'
import { timeToConvert, timeToConvertSchema } from './time-to-convert.js'

const totalsSchema = z.object({
  entered: z.number().meta({ description: 'Did step 1' }),
  converted: z.number().meta({ description: 'Did the last step that is not optional' }),
  conversion: rateSchema,
  mean_s: z.number().nullable().meta({ description: 'Mean time from step 1 to converting', unit: 's' }),
  median_s: z.number().nullable().meta({ description: 'Median of that time', unit: 's' }),
  units: z.number().nullable().meta({ description: 'Persons (or other units) with any event in the period' }),
  entering: rateSchema.nullable().meta({ description: 'Did step 1, of those with any event' }),
  breakdowns: z.array(z.object({ value: z.array(z.string()), rows: z.array(funnelRowSchema) })).optional(),
  trend: z.array(trendRowSchema).optional(),
  time_to_convert: timeToConvertSchema.optional(),
  compare: comparisonSchema.optional(),
  people: z.array(z.string()).optional(),
  people_total: z.number().optional().meta({ description: 'How many the list has on all its pages' }),
})

/** How many persons get through any steps of the shop's choosing, where they stop, and how long it takes them. */
export const funnel = defineReport({
  name: 'funnel',
  title: 'Funnel',
  question: 'How many get from each of these steps to the next, and how long does it take?',
  params: funnelParams,
  row: funnelRowSchema,
  totals: totalsSchema,
  lists: ['breakdowns', 'trend', 'time_to_convert', 'compare', 'people'],
  definitions: {
    count:
      'Persons (or the unit asked for) whose best try reached the step. One event serves one step; any step 1 may begin a try, the deepest try counts, of equally deep ones the one completed first.',
    window:
      'A step counts when it happens no later than the window after step 1, bound included: 7 days unless asked otherwise, null for none, a month is 30 days. All events lie in the period.',
    order:
      'sequential: other events may lie between. strict: none may, but a new step 1 begins a new try. any: as many different steps as fit the window. Events of the same instant count in whichever order helps.',
    exclude:
      'Whose deepest try met an excluded event between the steps named is left out of all steps. In any order the event ends the try, which keeps the steps it had.',
    optional:
      'Who skips an optional step still counts at later steps; those are compared with the last step that is not optional.',
    from_previous: 'Of those who did the step before (the last that is not optional), the share who did this one.',
    from_first: 'Of those who did step 1, the share who did this one.',
    dropped: 'Did the step before (the last that is not optional) and not this one.',
    mean_s: 'Time between the step and the one before in the same try, of those who did both.',
    median_s: 'The middle of those times; between the two middle ones when their number is even.',
    breakdowns:
      'entry_step: the value of the event that began the try. step: of the event that did that step. first_touch, last_touch: of the first or last event of the period that has any of the properties. all_events: for each value a funnel of the events with it, so that a person may count under several.',
    trend: 'By when step 1 happened; a person who begins in several intervals counts in each.',
    significant: 'The 95% interval of the difference of the two conversions (Newcombe) does not contain 0.',
  },
  async run(context, params) {
    const period = resolvePeriod(params, context.site, context.now)
    const scope = { site: context.site, period, filters: params.filters, params }
    const measure = await measureFunnel(context, scope)
    const totals = measure.tally.totals()
    const breakdown = measure.breakdown?.result()
    return {
      rows: measure.tally.rows(),
      totals: {
        ...totals,
        units: measure.units,
        entering: measure.units === null ? null : toRate(totals.entered, measure.units),
        breakdowns: breakdown?.shown.map(({ value, tally }) => ({ value, rows: tally.rows() })),
        trend: measure.trend?.rows(),
        time_to_convert:
          params.time_to_convert &&
          timeToConvert(measure.durations, {
            ...params.time_to_convert,
            to_step: params.time_to_convert.to_step ?? params.steps.length - 1,
          }),
        compare:
          params.compare && (await compareFunnel(context, otherScope(scope, params.compare, context.now), measure)),
        people: measure.people?.toList(),
        people_total: measure.people?.total,
      },
      notes: notesOf(measure, breakdown?.hidden ?? 0),
      sample: { entered: totals.entered, ...(measure.units === null ? {} : { units: measure.units }) },
    }
  },
})

function notesOf(measure: FunnelMeasure, hidden: number): string[] {
  const notes: string[] = []
  const { entered } = measure.tally.totals()
  if (entered < enough.rate) notes.push(tooFewNote('entries', entered, enough.rate))
  if (hidden > 0) notes.push(`${hidden} more breakdown values are not shown.`)
  return notes
}
