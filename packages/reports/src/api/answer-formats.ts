import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import type { ReportAnswer } from '../core/report.js'
import { rowsToCsv } from '../core/rows-to-csv.js'
import { ApiProblem } from './api-problem.js'

const types = {
  json: 'application/json',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
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

/** An answer in the format asked for: JSON has everything, the others its rows. */
export function formatted(answer: ReportAnswer, format: AnswerFormat): Response {
  if (format === 'json') return Response.json(answer)
  const text = format === 'csv' ? rowsToCsv(answer.rows) : answer.rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  return new Response(text, {
    headers: {
      'Content-Type': `${types[format]}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${answer.report}.${format}"`,
    },
  })
}
