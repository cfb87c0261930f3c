import type { Report } from './core/report.js'
import { funnel } from './reports/funnel/funnel.js'

/** Every report, in the order in which the catalogue and the dashboard show them. */
// biome-ignore lint/suspicious/noExplicitAny: reports differ in their parameter and row types; each is checked by defineReport
export const reports: readonly Report<any, any, any>[] = [funnel]
