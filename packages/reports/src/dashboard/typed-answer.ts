import type { z } from 'zod'
import type { Report, ReportAnswer } from '../core/report.js'

/** An answer's rows and totals with the types that its report declares. */
export function typedAnswer<Params extends z.ZodType, Row, Totals>(
  _report: Report<Params, Row, Totals>,
  { rows, totals }: ReportAnswer,
): { rows: Row[]; totals: Totals } {
  return { rows: rows as Row[], totals: totals as Totals }
}
