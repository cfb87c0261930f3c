import { z } from 'zod'
import { Calendar, calendarParams } from '../../core/calendar.js'
import { commonParams } from '../../core/common-params.js'
import { conditionOf } from '../../core/conditions.js'
import { eventChoiceSchema } from '../../core/event-choice.js'
import { resolvePeriod } from '../../core/period.js'
import { rateSchema } from '../../core/rate.js'
import { defineReport } from '../../core/report.js'
import { toRate } from '../../statistics/to-rate.js'
import { enough, tooFewNote } from '../../statistics/too-few.js'
import { allPeriods, type LifecycleCount, lifecycleCounts } from './lifecycle-counts.js'

const params = z.strictObject({
  ...commonParams,
  event: eventChoiceSchema.default({}).meta({ description: 'What counts as being active; default any event' }),
  ...calendarParams,
  unit: z.enum(['person', 'visitor']).default('person').meta({ description: 'Whose events are one row’s' }),
})

const row = z.object({
  period: z.string(),
  active: z.number(),
  new: z.number(),
  returning: z.number(),
  resurrecting: z.number(),
  dormant: z.number(),
  kept: rateSchema,
})

/** Who is active in each period: new, back again, or back after a pause; and who went quiet. */
export const lifecycle = defineReport({
  name: 'lifecycle',
  title: 'Lifecycle',
  question: 'Who is new, who keeps coming, who comes back after a pause, and who goes quiet?',
  params,
  row,
  totals: z.object({ units: z.number(), kept: rateSchema }),
  definitions: {
    period:
      'The hour, day, week or month, by its first day in the report’s time zone. The days asked for are widened to whole periods.',
    active:
      'Persons with at least one of the events asked for in the period: new, returning and resurrecting together.',
    new: 'Active, and the person’s first event of any kind ever lies in this period.',
    returning: 'Active, and active in the period before too.',
    resurrecting: 'Active, not in the period before, but the person was known earlier.',
    dormant: 'Active in the period before and not in this one, as a negative number: they leave.',
    kept: 'Of those active in the period before, the share who are active in this one too.',
    units: 'Different persons active in any of the periods.',
  },
  async run({ query, site, now }, { filters, event, unit, period, week_start, ...days }) {
    const range = resolvePeriod(days, site, now)
    const calendar = new Calendar({ period, week_start }, range)
    const counts = await query<LifecycleCount>(
      lifecycleCounts({ site, unit, event, calendar, filters: conditionOf(filters) }),
    )
    const found = new Map(counts.map((count) => [count.p, count]))
    const rows = Array.from({ length: calendar.length }, (_, p) => {
      const { fresh = 0, returning = 0, resurrecting = 0 } = found.get(p) ?? {}
      const { fresh: f = 0, returning: r = 0, resurrecting: back = 0 } = found.get(p - 1) ?? {}
      const before = f + r + back
      return {
        period: calendar.label(p),
        active: fresh + returning + resurrecting,
        new: fresh,
        returning,
        resurrecting,
        // Not -0, which JSON would write as 0 and a comparison would not take for it.
        dormant: returning - before || 0,
        kept: toRate(returning, before),
      }
    })
    const units = counts.find(({ p }) => p === allPeriods)?.fresh ?? 0
    const notes: string[] = []
    if (units < enough.rate) notes.push(tooFewNote('persons', units, enough.rate))
    if (calendar.startMs(calendar.length) > now)
      notes.push('The last period is not over yet: some who look dormant in it may still come.')
    return {
      rows,
      totals: {
        units,
        kept: toRate(
          rows.reduce((sum, { returning }) => sum + returning, 0),
          rows.reduce((sum, { kept }) => sum + kept.denominator, 0),
        ),
      },
      notes,
      sample: { units },
    }
  },
})
