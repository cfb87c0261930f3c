export { answerReport, findReport, type ReportSources } from './answer-report.js'
export { type ReportAnswer, ReportError } from './core/report.js'
export { reports } from './registry.js'
