import { z } from 'zod'
import { breakdownParam } from './common-params.js'
import { breakdownText, conditionOf, type Filter } from './conditions.js'
import { resolvePeriod } from './period.js'
import type { Report, ReportContext } from './report.js'
import { eventsOf } from './source.js'
import { bind, sql } from './sql.js'

/** Values shown apart; what has another value is `other`. */
const mostSlices = 10

/** One value of a breakdown, with what the report answers of it alone. */
export interface Slice {
  value: string
  /** True of what has none of the values shown. */
  is_other: boolean
  rows: Record<string, unknown>[]
  totals: Record<string, unknown>
}

/** A report that takes filters and has no breakdown of its own can be asked once for each value. */
export function canBeSliced(params: z.ZodType): params is z.ZodObject {
  return params instanceof z.ZodObject && 'filters' in params.shape && !('breakdown' in params.shape)
}

/** The parameters with a breakdown. */
export const withBreakdown = (params: z.ZodObject): z.ZodObject =>
  params.safeExtend({
    breakdown: breakdownParam.meta({
      description: `Repeat the report for each of the ${mostSlices} most frequent values of this dimension and for all others, as with a filter`,
    }),
  })

/** The parameters that slicing looks at. */
export type SlicedParams = { from?: string; to?: string; timezone?: string; filters?: Filter[] }

/** Answers a report once for each of the most frequent values of a dimension, and once for all others. */
export async function sliceReport(
  report: Report,
  context: ReportContext,
  params: SlicedParams,
  dimension: string,
): Promise<Slice[]> {
  const { filters = [] } = params
  const values = await frequentValues(context, params, dimension)
  const shown = values.slice(0, mostSlices)
  const slices: Slice[] = []
  const add = async (value: string, is_other: boolean, filter: Filter) => {
    // One after the other: each may use all the memory that a report may use.
    const { rows, totals } = await report.run(context, { ...params, filters: [...filters, filter] })
    slices.push({ value, is_other, rows: rows as Slice['rows'], totals: totals as Slice['totals'] })
  }
  for (const value of shown) await add(value, false, { dimension, operator: 'is', values: [value] })
  if (values.length > shown.length) await add('other', true, { dimension, operator: 'is_not', values: shown })
  return slices
}

/** The most frequent values, and one more when there are more. */
async function frequentValues(context: ReportContext, params: SlicedParams, dimension: string): Promise<string[]> {
  const { site, now } = context
  const period = params.from || params.to ? resolvePeriod(params, site, now) : {}
  const events = eventsOf(
    { site, ...period, where: conditionOf(params.filters), people: false },
    sql`${breakdownText(dimension)} AS slice`,
  )
  const rows = await context.query<{ slice: string }>(sql`
    SELECT slice FROM (${events}) GROUP BY slice ORDER BY count() DESC, slice LIMIT ${bind.uint(mostSlices + 1)}`)
  return rows.map(({ slice }) => slice)
}
