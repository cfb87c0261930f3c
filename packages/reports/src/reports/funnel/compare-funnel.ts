import type { Site } from '@touchline/events'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { type Period, resolvePeriod } from '../../core/period.js'
import { rateSchema } from '../../core/rate.js'
import type { ReportContext } from '../../core/report.js'
import { newcombeDifference } from '../../statistics/newcombe-difference.js'
import { enoughToCompare } from '../../statistics/too-few.js'
import type { FunnelParams } from './funnel-params.js'
import type { FunnelScope } from './funnel-source.js'
import { funnelRowSchema } from './funnel-tally.js'
import { measureFunnel } from './measure-funnel.js'

const differenceSchema = z
  .object({ difference: z.number(), low: z.number(), high: z.number() })
  .nullable()
  .meta({ description: 'Conversion here minus conversion there, with Newcombe’s 95% interval' })

export const comparisonSchema = z.object({
  from: z.string(),
  to: z.string(),
  entered: z.number(),
  converted: z.number(),
  conversion: rateSchema,
  difference: differenceSchema,
  significant: z
    .boolean()
    .nullable()
    .meta({ description: 'The interval of the difference does not contain 0; null = too few to say' }),
  rows: z.array(funnelRowSchema.extend({ difference: differenceSchema })),
})
export type Comparison = z.infer<typeof comparisonSchema>

/** The same number of days right before the period. */
export function previousPeriod(period: Period, site: Site): Period {
  const zone = { zone: period.timezone }
  const from = DateTime.fromISO(period.from, zone)
  const days = Math.round(DateTime.fromISO(period.to, zone).diff(from, 'days').days) + 1
  return resolvePeriod(
    {
      from: from.minus({ days }).toISODate() ?? undefined,
      to: from.minus({ days: 1 }).toISODate() ?? undefined,
      timezone: period.timezone,
    },
    site,
    0,
  )
}

/** The other scope that `compare` names; its answer has counts and times, nothing else. */
export function otherScope(
  scope: FunnelScope,
  compare: NonNullable<FunnelParams['compare']>,
  now: number,
): FunnelScope {
  const { site, period } = scope
  const params = {
    ...scope.params,
    breakdown: undefined,
    trend: undefined,
    time_to_convert: undefined,
    people: undefined,
  }
  if (compare === 'previous_period') return { ...scope, params, period: previousPeriod(period, site) }
  const { from, to, filters } = compare
  return {
    site,
    params,
    period: from || to ? resolvePeriod({ from, to, timezone: period.timezone }, site, now) : period,
    filters: filters ?? scope.filters,
  }
}

/** Measures the other scope and sets it against what was measured here. */
export async function compareFunnel(
  context: ReportContext,
  other: FunnelScope,
  here: Awaited<ReturnType<typeof measureFunnel>>,
): Promise<Comparison> {
  const there = await measureFunnel(context, other)
  const { entered, converted, conversion } = there.tally.totals()
  const ours = here.tally.totals().conversion
  const difference = newcombeDifference(ours, conversion)
  const enough = enoughToCompare([ours, conversion])
  const hereRows = here.tally.rows()
  return {
    from: other.period.from,
    to: other.period.to,
    entered,
    converted,
    conversion,
    difference,
    significant: difference && enough ? difference.low > 0 || difference.high < 0 : null,
    rows: there.tally.rows().map((row, i) => {
      const same = hereRows[i]
      return { ...row, difference: same ? newcombeDifference(same.from_first, row.from_first) : null }
    }),
  }
}
