import { z } from 'zod'
import { commonParams } from '../../core/common-params.js'
import { resolvePeriod } from '../../core/period.js'
import { rateSchema } from '../../core/rate.js'
import { defineReport } from '../../core/report.js'
import { toRate } from '../../statistics/to-rate.js'
import { enough, tooFewNote } from '../../statistics/too-few.js'
import { definitions } from './definitions.js'
import { fatigueCurve, optOutOdds, verdicts } from './fatigue-curve.js'
import { intents, personWeeks, type WeekCell, type WeekScope, wholeWeeks } from './person-weeks.js'

const eventNames = z.array(z.string().min(1).max(128)).min(1).max(20)

const params = z.strictObject({
  ...commonParams,
  filters: commonParams.filters.meta({
    description: 'Only weeks in which the person had an event that fits all of these, and touches that do',
  }),
  touches: eventNames
    .default(['ad_impression', 'email_open'])
    .meta({ description: 'The events that count as a touch by the shop' }),
  opt_outs: eventNames
    .default(['subscription_cancelled'])
    .meta({ description: 'The events by which a person asks not to be touched again' }),
  max_touches: z
    .number()
    .int()
    .min(2)
    .max(100)
    .default(20)
    .meta({ description: 'Weeks with more touches than this are left out' }),
})

const interval = { low: z.number(), high: z.number() }
const peak = z.object({ touches: z.number(), ...interval }).nullable()
const row = z.object({
  touches: z.number().meta({ description: 'In a week' }),
  persons: z.number(),
  conversion: rateSchema,
  opt_out: rateSchema,
  fitted: z.object({ rate: z.number(), ...interval }).nullable(),
})
const totals = z.object({
  verdict: z.enum(verdicts),
  peak,
  crude_peak: peak,
  opt_out_odds: z.object({ odds_ratio: z.number(), ...interval }).nullable(),
  persons: z.number(),
  weeks: z.number().meta({ description: 'Whole weeks of the period with a whole week after them' }),
  left_out: z.number().meta({ description: 'Persons with more touches than max_touches' }),
  conversion: rateSchema,
  opt_out: rateSchema,
  strata: z.array(
    z.object({
      intent: z.enum(intents),
      persons: z.number(),
      mean_touches: z.number().nullable(),
      conversion: rateSchema,
      opt_out: rateSchema,
    }),
  ),
  grade: z.literal('B'),
})

function summary(cells: readonly WeekCell[]) {
  const sum = (of: (cell: WeekCell) => number) => cells.reduce((total, cell) => total + of(cell), 0)
  const persons = sum((cell) => cell.persons)
  return {
    persons,
    touched: sum((cell) => cell.persons * cell.touches),
    conversion: toRate(
      sum((cell) => (cell.converted ? cell.persons : 0)),
      persons,
    ),
    opt_out: toRate(
      sum((cell) => (cell.opted_out ? cell.persons : 0)),
      persons,
    ),
  }
}

/** Whether more touches bring more orders, or tire people: conversion and opt-out by the touches of a week. */
export const touchFatigue = defineReport({
  name: 'touch-fatigue',
  title: 'Touch fatigue',
  question: 'Is more touching better, and from how many touches a week on does it harm?',
  params,
  row,
  totals,
  lists: ['strata'],
  definitions,
  async run({ query, site, now }, given) {
    const { filters, max_touches, touches, opt_outs } = given
    const scope: WeekScope = {
      site,
      now,
      filters,
      touches,
      optOuts: opt_outs,
      period: resolvePeriod(given, site, now),
    }
    const all = (await personWeeks(query, scope)).map((cell) => ({
      ...cell,
      converted: Boolean(cell.converted),
      opted_out: Boolean(cell.opted_out),
    }))
    const cells = all.filter((cell) => cell.touches <= max_touches)
    const whole = summary(cells)
    const curve = fatigueCurve(cells)
    const counts = [...new Set(cells.map((cell) => cell.touches))].sort((a, b) => a - b)
    const weeks = wholeWeeks(scope)
    const notes: string[] = []
    if (!weeks)
      notes.push('The period has no whole week (Monday to Sunday) with a whole week after it: ask for more days.')
    else if (curve.verdict === 'too_few') {
      notes.push(tooFewNote('orders in the week after', whole.conversion.numerator, enough.slope))
    }
    if (curve.verdict !== 'too_few') {
      notes.push('Grade B: this is association within levels of intent. Only an experiment shows what touches bring.')
    }
    return {
      rows: counts.map((count) => {
        const { persons, conversion, opt_out } = summary(cells.filter((cell) => cell.touches === count))
        return { touches: count, persons, conversion, opt_out, fitted: curve.at(count) }
      }),
      totals: {
        verdict: curve.verdict,
        peak: curve.peak,
        crude_peak: fatigueCurve(cells, () => 'all').peak,
        opt_out_odds: optOutOdds(cells),
        persons: whole.persons,
        weeks: weeks ? weeks.last - weeks.first + 1 : 0,
        left_out: summary(all).persons - whole.persons,
        conversion: whole.conversion,
        opt_out: whole.opt_out,
        strata: intents.map((intent) => {
          const { persons, touched, conversion, opt_out } = summary(cells.filter((cell) => cell.intent === intent))
          return { intent, persons, mean_touches: persons > 0 ? touched / persons : null, conversion, opt_out }
        }),
        grade: 'B' as const,
      },
      notes,
      sample: { persons: whole.persons, conversions: whole.conversion.numerator },
    }
  },
})
