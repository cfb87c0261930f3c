import type { Site } from '@touchline/events'

import type { z } from 'zod'
import { canBeSliced, withBreakdown } from './general-breakdown.js'
import type { BinaryQuery, ReportQuery } from './query.js'

export { ReportError } from './report-error.js'

/** What a report may use: a read-only connection, the site it is about, and the time it is asked at. */
export interface ReportContext {
  query: ReportQuery
  binaryQuery: BinaryQuery
  site: Site
  /** Milliseconds since the epoch. */
  now: number
}

/** The part of an answer that a report computes itself. */
export interface ReportResult<Row, Totals> {
  rows: Row[]
  totals: Totals
  /** Sentences that a reader needs to judge the figures. */
  notes?: string[]
  /** How many there were of what the figures are made from. */
  sample: Record<string, number>
}

/** One report: question, parameters, computation, shape of the rows, and what every figure means. */
export interface Report<Params extends z.ZodType = z.ZodType, Row = unknown, Totals = unknown> {
  name: string
  title: string
  question: string
  params: Params
  row: z.ZodType<Row>
  totals: z.ZodType<Totals>
  /** Lists among the totals that an answer also shows beside its rows, under their own names. */
  lists?: readonly (keyof Totals & string)[]
  /** Figure name to definition; shown on the dashboard and in the API's answers. */
  definitions: Record<string, string>
  /** Its breakdown is the general one: the report is asked once for each value. */
  isSliced?: boolean
  run(context: ReportContext, params: z.output<Params>): Promise<ReportResult<Row, Totals>>
}

/**
 * Names a report's types once and checks that `run` answers what the schemas say. A report that takes filters and has no
 * breakdown gets the general one.
 */
export function defineReport<Params extends z.ZodType, Row, Totals>(
  report: Report<Params, Row, Totals>,
): Report<Params, Row, Totals> {
  if (!canBeSliced(report.params)) return report
  return { ...report, params: withBreakdown(report.params) as unknown as Params, isSliced: true }
}

/** What the API, the command line and the dashboard get. */
export interface ReportAnswer {
  report: string
  params: Record<string, unknown>
  rows: Record<string, unknown>[]
  totals: Record<string, unknown>
  notes: string[]
  definitions: Record<string, string>
  sample: Record<string, number>
  computed_ms: number
  /** The report's lists. */
  [list: string]: unknown
}
