import type { ClickHouseClient, KeyKind, SiteDirectory, SqlAccess } from '@touchline/storage'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Logger } from 'pino'
import { z } from 'zod'
import { answerReport, findReport, shapeOf } from '../answer-report.js'
import { queryWith } from '../core/query.js'
import { reports } from '../registry.js'
import { type AnnotationStore, listAnnotationsOf, putAnnotationOf, removeAnnotationOf } from './annotation-routes.js'
import { askedFormat, formatted } from './answer-formats.js'
import { ApiProblem, failedResponse, problemResponse } from './api-problem.js'
import { requireSite, siteOfKey } from './authorize-read.js'
import { catalogueEntry } from './catalogue.js'
import { docsPage, docsPolicy } from './docs-page.js'
import { openapiDocument } from './openapi.js'
import { erasePersonOf, exportPersonOf, type PersonErasure } from './person-routes.js'
import { readQueryParams } from './query-params.js'
import { listSegmentsOf, putSegmentOf, removeSegmentOf, type SegmentStore } from './segment-routes.js'
import { answerSql } from './sql-route.js'
import { timelineParams, visitorTimeline } from './visitor-timeline.js'

/** What the reports' HTTP interface needs. */
export interface ReportsOptions {
  /** Read-only. */
  reader: ClickHouseClient
  sites: Pick<SiteDirectory, 'site' | 'all' | 'key' | 'refresh'>
  /** Milliseconds since the epoch. */
  now: () => number
  log?: Pick<Logger, 'error'>
  /** Erases a person, which the reader cannot; without it `DELETE /v1/visitors/{id}` is refused. */
  erase?: PersonErasure
  /** Saves segments, which the reader cannot; without it they can only be read. */
  segments?: SegmentStore
  /** Runs SQL of others; without it `POST /v1/sql` is refused. */
  sql?: SqlAccess
  /** Saves annotations; without it they can only be read. */
  annotations?: AnnotationStore
  /** Pages for people, answered for every address that is not the API's. */
  dashboard?: Hono
}

const bodyBytes = 256 * 1024

const headers = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'private, no-store',
} as const

/**
 * The reports over HTTP: catalogue, answers, a visitor's events (also exported and erased), and the dashboard when given. No other origin
 * may read it (no CORS).
 */
export function createReports({
  reader,
  sites,
  now,
  log,
  erase,
  segments,
  annotations,
  sql,
  dashboard,
}: ReportsOptions): Hono {
  const app = new Hono<{ Variables: { siteId: string } }>()
  const sources = { reader, sites, now }

  for (const path of ['/v1/*', '/openapi.json', '/livez']) {
    app.use(path, async (c, next) => {
      await next()
      for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
    })
  }
  app.onError((error) => {
    const response = problemResponse(error)
    if (response) return response
    log?.error({ event: 'report_failed', err: error })
    return failedResponse()
  })

  app.get('/livez', (c) => c.json({ status: 'ok' }))
  app.get('/openapi.json', (c) => c.json(openapiDocument()))
  app.get('/docs', (c) =>
    c.html(docsPage(), 200, { ...headers, 'Content-Security-Policy': docsPolicy, 'Cache-Control': 'no-cache' }),
  )

  app.use('/v1/*', async (c, next) => {
    c.set('siteId', await siteOfKey(sites, c.req.header('authorization'), keyKinds(c.req)))
    await next()
  })
  app.get('/v1/reports', (c) => c.json({ reports: reports.map(catalogueEntry) }))

  const answer = async (
    c: Context<{ Variables: { siteId: string } }>,
    name: string,
    params: Record<string, unknown>,
  ) => {
    const siteId = c.get('siteId')
    requireSite(params.site_id, siteId)
    const format = askedFormat(c)
    return formatted(reader, await answerReport(sources, name, { ...params, site_id: siteId }), format)
  }
  app.get('/v1/reports/:name', (c) => {
    const { format: _, ...query } = c.req.queries()
    const name = c.req.param('name')
    return answer(c, name, readQueryParams(query, shapeOf(findReport(name))))
  })
  app.post('/v1/reports/:name', bodyLimit({ maxSize: bodyBytes, onError: tooLarge }), async (c) =>
    answer(c, c.req.param('name'), await readBody(c)),
  )

  app.get('/v1/visitors/:id', async (c) => {
    const siteId = c.get('siteId')
    const params = timelineParams.safeParse(c.req.query())
    if (!params.success) throw new ApiProblem('invalid_parameters', z.prettifyError(params.error))
    requireSite(params.data.site_id, siteId)
    const id = c.req.param('id')
    const timeline = await visitorTimeline(queryWith(reader), { site_id: siteId }, id, params.data)
    if (!timeline) throw new ApiProblem('not_found', `Site ${siteId} has no events of "${id.slice(0, 128)}".`)
    return c.json(timeline)
  })

  app.get('/v1/visitors/:id/export', (c) => exportPersonOf(c, c.get('siteId'), reader, log))
  app.delete('/v1/visitors/:id', (c) => erasePersonOf(c, c.get('siteId'), erase))

  app.post('/v1/sql', bodyLimit({ maxSize: bodyBytes, onError: tooLarge }), (c) => answerSql(c, c.get('siteId'), sql))

  app.get('/v1/segments', (c) => listSegmentsOf(c, c.get('siteId'), reader))
  app.put('/v1/segments/:name', bodyLimit({ maxSize: bodyBytes, onError: tooLarge }), (c) =>
    putSegmentOf(c, c.get('siteId'), segments),
  )
  app.delete('/v1/segments/:name', (c) => removeSegmentOf(c, c.get('siteId'), segments))

  app.get('/v1/annotations', (c) => listAnnotationsOf(c, c.get('siteId'), reader))
  app.put('/v1/annotations/:id', bodyLimit({ maxSize: bodyBytes, onError: tooLarge }), (c) =>
    putAnnotationOf(c, c.get('siteId'), annotations),
  )
  app.delete('/v1/annotations/:id', (c) => removeAnnotationOf(c, c.get('siteId'), annotations))

  app.all('/v1/*', (c) => {
    throw new ApiProblem('not_found', `There is no ${c.req.method} ${c.req.path}; /openapi.json lists what there is.`)
  })
  if (dashboard) app.route('/', dashboard)
  return app as unknown as Hono
}

/** Who may read may export; who may erase, or change what others see, is whoever may write. */
function keyKinds({ method, path }: { method: string; path: string }): readonly KeyKind[] {
  if (method === 'DELETE' || method === 'PUT') return ['server']
  return path.startsWith('/v1/visitors/') && path.endsWith('/export') ? ['read', 'server'] : ['read']
}

function tooLarge(): never {
  throw new ApiProblem('too_large', `The body is larger than ${bodyBytes} bytes.`)
}

/** @throws ApiProblem 400 unless the body is a JSON object */
async function readBody(c: Context): Promise<Record<string, unknown>> {
  const body: unknown = await c.req.json().catch(() => undefined)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ApiProblem('invalid_parameters', 'The body must be a JSON object with the report’s parameters.')
  }
  return body as Record<string, unknown>
}
