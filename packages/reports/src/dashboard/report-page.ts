import type { Child } from 'hono/jsx'
import type { ReportAnswer } from '../core/report.js'
import type { View } from './view.js'

/** The page of one report. */
export interface ReportPage {
  /** The report's name in the registry. */
  report: string
  /** What the address asks the report, beside the days and filters that all pages share. */
  params(query: URLSearchParams): Record<string, unknown>
  /** A form for these parameters, shown also when the report refuses them. */
  Form?: (props: { view: View; open?: boolean }) => Child
  /** A tidier address for the same request, when this one came from a form. */
  tidied?(query: URLSearchParams): URLSearchParams | undefined
  /** Without days in the address it is about everybody ever seen, not about the last thirty days. */
  allTime?: boolean
  isEmpty(answer: ReportAnswer): boolean
  Body: (props: { view: View; answer: ReportAnswer }) => Child
}
