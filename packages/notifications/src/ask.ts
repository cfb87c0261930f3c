import { answerReport, type Report, type ReportSources } from '@touchline/reports'
import type { ZodType } from 'zod'

/** Answers a report about a site, as the API does, with the types of its rows and totals. */
export type Ask = <Params extends ZodType, Row, Totals>(
  report: Report<Params, Row, Totals>,
  params: Record<string, unknown>,
) => Promise<{ rows: Row[]; totals: Totals }>

export function askWith(sources: ReportSources, siteId: string): Ask {
  return async <Params extends ZodType, Row, Totals>(
    report: Report<Params, Row, Totals>,
    params: Record<string, unknown>,
  ) => {
    const { rows, totals } = await answerReport(sources, report.name, { ...params, site_id: siteId })
    return { rows: rows as Row[], totals: totals as Totals }
  }
}
