import type { Site } from '@touchline/events'
import type { ClickHouseClient, SiteDirectory } from '@touchline/storage'
import { ClickHouseError } from '@touchline/storage'
import { z } from 'zod'
import { type SlicedParams, sliceReport } from './core/general-breakdown.js'
import { limitProblem } from './core/limit-problem.js'
import { resolvePeriod } from './core/period.js'
import { binaryQueryWith, queryWith } from './core/query.js'
import { type Report, type ReportAnswer, ReportError } from './core/report.js'
import { withSegments } from './core/segments.js'
import { reports } from './registry.js'

type AskedParams = SlicedParams & { breakdown?: string }

/** What answering a report needs. */
export interface ReportSources {
  reader: ClickHouseClient
  sites: Pick<SiteDirectory, 'site' | 'all'>
  now: () => number
}

/** @throws ReportError `unknown_report` naming the reports there are */
export function findReport(name: string): Report {
  const report = reports.find((candidate) => candidate.name === name)
  if (report) return report
  throw new ReportError(
    'unknown_report',
    `There is no report "${name}". There are: ${reports.map((r) => r.name).join(', ')}.`,
  )
}

/**
 * Answers one report: the one way in for the API, the command line and the dashboard.
 * @throws ReportError with a sentence that says what to change
 */
export async function answerReport(sources: ReportSources, name: string, raw: unknown): Promise<ReportAnswer> {
  const report = findReport(name)
  const parsed = report.params.safeParse(raw)
  if (!parsed.success) throw new ReportError('invalid_parameters', explain(report, parsed.error))
  const params = parsed.data as AskedParams & { site_id: string }
  const site = sources.sites.site(params.site_id)
  if (!site) {
    throw new ReportError(
      'unknown_site',
      `There is no site "${params.site_id}". Add it with: touchline site add ${params.site_id}`,
    )
  }
  checkDays(params, site, sources.now())
  const { reader } = sources
  const context = { query: queryWith(reader), binaryQuery: binaryQueryWith(reader), site, now: sources.now() }
  const started = performance.now()
  try {
    const { breakdown, ...own } = (await withSegments(reader, site.site_id, params)) as AskedParams
    const asked = report.isSliced ? own : { ...own, breakdown }
    const result = await report.run(context, asked)
    const slices =
      report.isSliced && breakdown !== undefined ? await sliceReport(report, context, own, breakdown) : undefined
    const totals = result.totals as Record<string, unknown>
    const lists: readonly string[] = report.lists ?? []
    return {
      report: report.name,
      params: params as Record<string, unknown>,
      rows: result.rows as Record<string, unknown>[],
      totals,
      ...Object.fromEntries(lists.flatMap((name) => (totals[name] === undefined ? [] : [[name, totals[name]]]))),
      ...(slices ? { breakdowns: slices } : {}),
      notes: result.notes ?? [],
      definitions: report.definitions,
      sample: result.sample,
      computed_ms: Math.round(performance.now() - started),
    }
  } catch (error) {
    throw readable(error)
  }
}

/** Refuses days that are no range also where a report does not look at them. */
function checkDays(params: AskedParams, site: Site, now: number): void {
  if (params.from && params.to) resolvePeriod(params, site, now)
}

/** All problems at once; an unknown parameter is answered with the known ones. */
function explain(report: Report, error: z.ZodError): string {
  const problems = error.issues.flatMap((issue) => plainIssues(issue)).map((issue) => problemOf(report, issue))
  return `${[...new Set(problems)].join('. ')}.`
}

function problemOf(report: Report, { path, code, message, keys }: PlainIssue): string {
  const place = path.map(String).join('.')
  if (message.endsWith('received undefined')) return `${place || 'parameters'}: is missing`
  if (code !== 'unrecognized_keys') return `${place || 'parameters'}: ${message}`
  if (place) return `${place}: unknown field ${keys?.join(', ')}`
  return `unknown parameter ${keys?.join(', ')}; the parameters are ${Object.keys(shapeOf(report)).join(', ')}`
}

interface PlainIssue {
  path: PropertyKey[]
  code?: string
  message: string
  keys?: string[]
}

/** Of something that may have several shapes, what is wrong with the shape that it comes closest to. */
function plainIssues(issue: z.core.$ZodIssue, prefix: PropertyKey[] = []): PlainIssue[] {
  const path = [...prefix, ...issue.path]
  if (issue.code === 'invalid_union') {
    const shapes = issue.errors.map((issues) => issues.flatMap((inner) => plainIssues(inner, path)))
    const depth = (issues: PlainIssue[]) =>
      Math.max(0, ...issues.map((inner) => inner.path.length + (inner.code === 'unrecognized_keys' ? 1 : 0)))
    const closest = shapes.sort((a, b) => depth(b) - depth(a))[0]
    if (closest && depth(closest) > path.length) return closest
    // Or with the shape that it has, but for a value that is not allowed.
    const shaped = shapes.find((issues) => issues.every(({ code }) => code === 'custom'))
    if (shaped) return shaped
  }
  return [
    {
      path,
      code: issue.code,
      message: issue.message,
      keys: issue.code === 'unrecognized_keys' ? issue.keys : undefined,
    },
  ]
}

/** The parameters of a report by name. */
export function shapeOf(report: Report): Record<string, z.ZodType> {
  return report.params instanceof z.ZodObject ? (report.params.shape as Record<string, z.ZodType>) : {}
}

function readable(error: unknown): unknown {
  if (error instanceof ClickHouseError && error.code === '427') {
    return new ReportError(
      'invalid_parameters',
      'A pattern given to "matches" is not a valid RE2 regular expression.',
      {
        cause: error,
      },
    )
  }
  return limitProblem(error, 'report') ?? error
}
