import type { ClickHouseClient } from '@touchline/storage'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { findReport } from '../answer-report.js'
import { rowsToColumnar } from '../core/columnar.js'
import type { ReportAnswer } from '../core/report.js'
import { rowsToCsv } from '../core/rows-to-csv.js'
import { ApiProblem } from './api-problem.js'

const types = {
  json: 'application/json',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.stream',
} as const
export type AnswerFormat = keyof typeof types
export const answerFormats = Object.keys(types) as AnswerFormat[]

/**
 * The format that a request asks for: `?format=` wins over `Accept`.
 * @throws ApiProblem 400 for one that is not offered
 */
export function askedFormat(c: Context): AnswerFormat {
  const asked = c.req.query('format')
  if (asked !== undefined) {
    const format = answerFormats.find((name) => name === asked)
    if (format) return format
    throw new ApiProblem(
      'invalid_parameters',
      `There is no format "${asked.slice(0, 32)}": use ${answerFormats.join(', ')}.`,
    )
  }
  const accepted = accepts(c, { header: 'Accept', supports: Object.values(types), default: types.json })
  return answerFormats.find((name) => types[name] === accepted) ?? 'json'
}

/** The rows of an answer in a format of rows: text, or the bytes of a file. */
export async function formatRows(
  reader: ClickHouseClient,
  answer: Pick<ReportAnswer, 'report' | 'rows'>,
  format: Exclude<AnswerFormat, 'json'>,
): Promise<string | Buffer> {
  const { report, rows } = answer
  if (format === 'csv') return rowsToCsv(rows)
  if (format === 'ndjson') return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  return rowsToColumnar(reader, findReport(report).row, rows, format)
}

/** An answer in the format asked for: JSON has everything, the others its rows. */
export async function formatted(
  reader: ClickHouseClient,
  answer: ReportAnswer,
  format: AnswerFormat,
): Promise<Response> {
  if (format === 'json') return Response.json(answer)
  return fileResponse(answer.report, format, await formatRows(reader, answer, format))
}

/** A file to keep, of a name without ending. */
export function fileResponse(name: string, format: AnswerFormat, content: string | Buffer): Response {
  const isText = typeof content === 'string'
  return new Response(isText ? content : new Uint8Array(content), {
    headers: {
      'Content-Type': `${types[format]}${isText ? '; charset=utf-8' : ''}`,
      'Content-Disposition': `attachment; filename="${name}.${format}"`,
    },
  })
}
