import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { ClickHouseError, type SqlAccess, sqlLimits, sqlQueryId } from '@touchline/storage'
import type { Context } from 'hono'
import { z } from 'zod'
import { limitProblem } from '../core/limit-problem.js'
import { rowsToCsv } from '../core/rows-to-csv.js'
import { type AnswerFormat, askedFormat, fileResponse } from './answer-formats.js'
import { ApiProblem } from './api-problem.js'
import { requireSite } from './authorize-read.js'
import { checkSql } from './check-sql.js'

const scalar = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()])

export const sqlBodySchema = z.strictObject({
  site_id: z.string().optional(),
  query: z.string().min(1).max(20_000).meta({
    description: 'One SELECT of the tables events and identities, of which it sees the rows of the site',
  }),
  params: z
    .record(z.string().regex(/^\w{1,64}$/), z.union([scalar, z.array(scalar).max(1000)]))
    .default({})
    .meta({ description: 'Values for placeholders such as {day:Date}' }),
})

export const sqlAnswerSchema = z.object({
  columns: z.array(z.object({ name: z.string(), type: z.string().meta({ description: 'ClickHouse’s name of it' }) })),
  rows: z.array(z.record(z.string(), z.unknown())),
  row_count: z.number(),
  computed_ms: z.number().meta({ unit: 'ms' }),
})

type Question = Pick<z.output<typeof sqlBodySchema>, 'query' | 'params'> & { siteId: string }

/** `POST /v1/sql`: read-only SQL over the rows of one site. */
export async function answerSql(c: Context, siteId: string, access: SqlAccess | undefined): Promise<Response> {
  if (!access) throw new ApiProblem('not_found', 'SQL is off on this server. Turn it on with TOUCHLINE_SQL=on.')
  const body = sqlBodySchema.safeParse(await c.req.json().catch(() => undefined))
  if (!body.success) throw new ApiProblem('invalid_parameters', z.prettifyError(body.error))
  requireSite(body.data.site_id, siteId)
  const format = askedFormat(c)
  const question = { ...body.data, siteId }
  try {
    const tree = await run(access, { ...question, query: `EXPLAIN AST ${question.query}` })
    checkSql(tree.toString(), access.forbidden)
    return await answered(access, question, format)
  } catch (error) {
    throw readable(error)
  }
}

async function answered(access: SqlAccess, question: Question, format: AnswerFormat): Promise<Response> {
  const started = performance.now()
  if (format === 'parquet') return fileResponse('answer', format, await run(access, question, 'Parquet'))
  if (format === 'arrow') return fileResponse('answer', format, await run(access, question, 'ArrowStream'))
  if (format === 'ndjson')
    return fileResponse('answer', format, (await run(access, question, 'JSONEachRow')).toString())
  const { meta, data } = JSON.parse((await run(access, question, 'JSON')).toString()) as {
    meta: { name: string; type: string }[]
    data: Record<string, unknown>[]
  }
  if (data.length > sqlLimits.rows)
    throw new ApiProblem('limit_exceeded', `The query has more rows than its limit. ${limitAdvice}`)
  if (format === 'csv') return fileResponse('answer', format, rowsToCsv(data))
  return Response.json({
    columns: meta,
    rows: data,
    row_count: data.length,
    computed_ms: Math.round(performance.now() - started),
  })
}

/** Runs a query of the site and answers its bytes; whole, so that an error half way is no part of them. */
async function run({ client }: SqlAccess, { query, params, siteId }: Question, format?: string): Promise<Buffer> {
  const { stream } = await client.exec({
    // A line of its own, in case the query ends with a comment.
    query: `${query.trim().replace(/;$/, '')}${format ? `\nFORMAT ${format}` : ''}`,
    query_params: params,
    query_id: sqlQueryId(siteId, randomUUID()),
    clickhouse_settings: { wait_end_of_query: 1 },
  })
  return buffer(stream)
}

const limitAdvice = `Limits: ${sqlLimits.rows} rows, ${sqlLimits.seconds} s. Read less, or add a LIMIT.`

const refused = new Set(['164', '291', '392', '497'])
const tooMany = new Set(['202'])

function readable(error: unknown): unknown {
  if (!(error instanceof ClickHouseError)) return limitProblem(error, 'query') ?? error
  const limit = limitProblem(error, 'query', limitAdvice)
  if (limit) return limit
  const message = error.message.split('\n')[0]?.trim()
  if (tooMany.has(error.code))
    return new ApiProblem('unavailable', 'Too many queries of SQL run at the moment. Try again in a few seconds.')
  if (refused.has(error.code))
    return new ApiProblem(
      'forbidden',
      `SQL here may read the tables events and identities of this site, nothing else: ${message}`,
    )
  return new ApiProblem('invalid_parameters', `ClickHouse did not take the query: ${message}`)
}
