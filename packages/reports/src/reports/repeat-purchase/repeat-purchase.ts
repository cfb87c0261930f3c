import { z } from 'zod'
import { breakdownParam, commonParams } from '../../core/common-params.js'
import { breakdownText, conditionOf } from '../../core/conditions.js'
import { momentMs, momentSchema } from '../../core/moment.js'
import { resolvePeriod } from '../../core/period.js'
import { defineReport } from '../../core/report.js'
import { enough, tooFewNote } from '../../statistics/too-few.js'
import { definitions } from './definitions.js'
import { curvePointSchema, RepeatCurve, repeatRowSchema } from './repeat-curve.js'
import { type RepeatTimes, repeatTimes } from './repeat-times.js'

const mostSlices = 20

const params = z.strictObject({
  ...commonParams,
  from: commonParams.from.meta({
    description: 'Only customers whose first order is of this day or later; default all',
  }),
  to: commonParams.to.meta({ description: 'Only customers whose first order is of this day or earlier; default all' }),
  filters: commonParams.filters.meta({ description: 'Only customers whose first order fits all of these' }),
  breakdown: breakdownParam.meta({ description: 'Repeat the rows per value of this dimension of the first order' }),
  days: z
    .array(z.number().int().min(1).max(3650))
    .min(1)
    .max(50)
    .default([7, 14, 30, 60, 90, 120, 180, 365])
    .meta({ description: 'Days after the first order to answer for' }),
  as_of: momentSchema.optional(),
})

const totals = z.object({
  customers: z.number(),
  repeaters: z.number(),
  quarter_days: z.number().nullable(),
  median_days: z.number().nullable(),
  last_day: z.number(),
  sure_day: z.number(),
  curve: z.array(curvePointSchema),
  breakdowns: z.array(z.object({ value: z.string(), customers: z.number(), rows: z.array(repeatRowSchema) })),
})

/** Who orders again, and when; customers of yesterday are not held against the shop. */
export const repeatPurchase = defineReport({
  name: 'repeat-purchase',
  title: 'Repeat purchase',
  question: 'How many customers order again, and after how many days?',
  params,
  row: repeatRowSchema,
  totals,
  lists: ['curve', 'breakdowns'],
  definitions,
  async run({ query, site, now }, given) {
    const { filters, breakdown, as_of } = given
    const asOfMs = momentMs(as_of, given.timezone ?? site.timezone, now)
    const begun = given.from || given.to ? resolvePeriod(given, site, asOfMs) : undefined
    const times = await query<RepeatTimes>(
      repeatTimes({
        site,
        begun,
        asOfMs,
        fits: conditionOf(filters),
        slice: breakdown ? breakdownText(breakdown) : undefined,
      }),
    )
    const days = [...new Set(given.days)].sort((a, b) => a - b)
    const curve = new RepeatCurve(times)
    const rowsOf = (one: RepeatCurve) => days.map((day) => one.at(day))
    const rows = rowsOf(curve)
    return {
      rows,
      totals: {
        customers: curve.customers,
        repeaters: curve.repeaters,
        quarter_days: curve.quarterDays,
        median_days: curve.medianDays,
        last_day: curve.lastDay,
        sure_day: curve.sureDay,
        curve: curve.points(days.at(-1) ?? 0),
        breakdowns: breakdown
          ? slicesOf(times).map(({ value, one }) => ({ value, customers: one.customers, rows: rowsOf(one) }))
          : [],
      },
      notes: notesOf(curve, rows),
      sample: { customers: curve.customers, repeaters: curve.repeaters },
    }
  },
})

function slicesOf(times: readonly RepeatTimes[]) {
  const bySlice = new Map<string, RepeatTimes[]>()
  for (const group of times) {
    const some = bySlice.get(group.slice)
    if (some) some.push(group)
    else bySlice.set(group.slice, [group])
  }
  return [...bySlice]
    .map(([value, some]) => ({ value, one: new RepeatCurve(some) }))
    .sort((a, b) => b.one.customers - a.one.customers)
    .slice(0, mostSlices)
}

function notesOf(curve: RepeatCurve, rows: readonly z.infer<typeof repeatRowSchema>[]): string[] {
  if (curve.customers === 0) return ['Nobody has ordered in these days.']
  const notes: string[] = []
  if (curve.customers < enough.rate) notes.push(tooFewNote('customers', curve.customers, enough.rate))
  else {
    const thin = rows.find(({ watched }) => watched < enough.rate)
    if (thin)
      notes.push(`From day ${thin.day} on fewer than ${enough.rate} customers are still watched: do not rely on it.`)
  }
  const last = rows.filter(({ repeated, watched }) => repeated !== null && watched >= enough.rate).at(-1)
  const naive = last?.naive.rate
  if (last?.repeated != null && naive != null && last.repeated - naive > 0.005)
    notes.push(
      `Counting everybody, also those who ordered first only days ago, would give ${percent(naive)} by day ${last.day} instead of ${percent(last.repeated)}.`,
    )
  return notes
}

const percent = (share: number) => `${(share * 100).toFixed(1)}%`
