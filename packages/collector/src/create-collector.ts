import type { IncomingMessage } from 'node:http'
import { limits } from '@touchline/events'
import type { SiteDirectory } from '@touchline/storage'
import { Hono } from 'hono'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'
import { knownSite, requireServerKey } from './authorize.js'
import { type ClientAddress, createClientAddress } from './client-address.js'
import type { DailyHash } from './daily-hash.js'
import { HttpProblem, jsonResponse, problemResponse, securityHeaders } from './http-problem.js'
import type { ImportOptions, ImportResult } from './import-events.js'
import type { CollectorMetrics } from './metrics.js'
import { originAllowed } from './origins.js'
import { createRateLimiter, type RateLimit } from './rate-limit.js'
import { readBody, requestBody } from './read-body.js'
import { type Batch, parseBatch, receiveEvents, requestFacts } from './receive-events.js'
import { type SdkFiles, serveSdk } from './serve-sdk.js'
import type { Spool } from './spool.js'
import { streamImport } from './stream-import.js'

/** What Node's server hands to the app beside the request; absent in tests that call `app.request()`. */
export type CollectorEnv = { Bindings: { incoming?: IncomingMessage } }

export interface CollectorOptions {
  spool: Spool
  sites: SiteDirectory
  dailyHash: DailyHash
  metrics: CollectorMetrics
  log: Logger
  now: () => number
  /** Stores an import; the site and source are the request's. */
  importEvents: (options: Pick<ImportOptions, 'siteId' | 'source' | 'onProgress' | 'signal'>) => Promise<ImportResult>
  sdk?: SdkFiles
  clientAddress?: ClientAddress
  /** The country of an address (ISO 3166-1 alpha-2), when the operator has a way to tell. */
  country?: (address: string) => string | undefined
  /** Limit of requests of one address to one site. */
  rateLimit?: RateLimit
}

const defaultRateLimit: RateLimit = { perSecond: 500, burst: 2000 }

// Without the second header a browser cannot honour Retry-After.
const corsHeaders = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' }
const preflightHeaders = {
  ...corsHeaders,
  ...securityHeaders,
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type, content-encoding',
  'access-control-max-age': '86400',
}

/** The collector's public HTTP interface. */
export function createCollector(options: CollectorOptions): Hono<CollectorEnv> {
  const { spool, sites, metrics, log, now } = options
  const clientAddress = options.clientAddress ?? createClientAddress([])
  const takeToken = createRateLimiter(options.rateLimit ?? defaultRateLimit, now)
  const app = new Hono<CollectorEnv>()

  app.use(async (c, next) => {
    await next()
    // The pattern, not the path: what a client asks for must not name a metric.
    metrics.request(c.res.status === 404 ? 'other' : routePath(c, -1), c.res.status)
  })
  app.onError((error, c) => {
    const cors = c.req.path === '/v1/events' ? corsHeaders : {}
    if (error instanceof HttpProblem) {
      return problemResponse(new HttpProblem(error.code, error.message, { ...cors, ...error.headers }))
    }
    log.error({ err: error }, 'A request failed')
    return problemResponse(new HttpProblem('failed', 'The collector failed at this request.', cors))
  })
  app.notFound(() => problemResponse(new HttpProblem('not_found', 'There is nothing at this address.')))

  function addressOf(incoming: IncomingMessage | undefined, header: (name: string) => string | undefined): string {
    return clientAddress(incoming?.socket.remoteAddress, header('x-forwarded-for'))
  }

  function limit(siteId: string, address: string) {
    // On loopback speaks a proxy that is not configured as one, or a load test: neither is one visitor.
    if (!options.rateLimit && (address === '' || isLoopback(address))) return
    const waitS = takeToken(`${siteId} ${address}`)
    if (waitS === undefined) return
    const headers = { 'retry-after': String(waitS) }
    throw new HttpProblem('rate_limited', 'Too many requests of this address to this site.', headers)
  }

  async function authorize(batch: Batch, origin: string | undefined, authorization: string | undefined) {
    const site = await knownSite(sites, batch.site_id)
    if (authorization !== undefined) await requireServerKey(sites, site.site_id, authorization)
    else if (!originAllowed(site.origins, origin)) {
      throw new HttpProblem('forbidden', `Origin ${printable(origin)} is not allowed for site ${site.site_id}.`)
    }
    return { site, trusted: authorization !== undefined }
  }

  app.post('/v1/events', async (c) => {
    const arrivedAt = now()
    const header = (name: string) => c.req.header(name)
    const type = header('content-type')?.split(';')[0]?.trim().toLowerCase()
    if (type !== 'text/plain' && type !== 'application/json') {
      throw new HttpProblem('unsupported', 'Content-Type must be application/json or text/plain.')
    }
    const body = await readBody(requestBody(c.req.raw, c.env?.incoming), limits.bodyBytes)
    const batch = parseBatch(body)
    const { site, trusted } = await authorize(batch, header('origin'), header('authorization'))
    const address = addressOf(c.env?.incoming, header)
    limit(site.site_id, address)
    const userAgent = header('user-agent')
    const sender = { siteId: site.site_id, address, userAgent: userAgent ?? '' }
    const request = requestFacts({
      site,
      batch,
      arrivedAt,
      trusted,
      userAgent,
      secPurpose: header('sec-purpose'),
      isLocal: isLoopback(address) && header('x-forwarded-for') === undefined,
      optOut: header('sec-gpc') === '1' || header('dnt') === '1',
      country: options.country?.(address),
      dailyHash: (time) => options.dailyHash.of(sender, time),
    })
    return jsonResponse(202, await receiveEvents(batch.events, body.length, request, { spool, metrics }), corsHeaders)
  })
  app.options('/v1/events', () => new Response(null, { status: 204, headers: preflightHeaders }))

  app.post('/v1/import', async (c) => {
    const siteId = c.req.query('site_id')
    if (!siteId) throw new HttpProblem('malformed', 'The query must name the site: /v1/import?site_id=…')
    if (c.req.query('format')) throw new HttpProblem('malformed', 'The only format is NDJSON: leave `format` out.')
    await requireServerKey(sites, siteId, c.req.header('authorization'))
    const source = requestBody(c.req.raw, c.env?.incoming).chunks
    return streamImport((onProgress, signal) => options.importEvents({ siteId, source, onProgress, signal }), log)
  })

  app.get('/:file{touchline(\\.[0-9a-f]{16})?\\.js}', (c) => {
    return serveSdk(options.sdk, /\.([0-9a-f]{16})\./.exec(c.req.param('file'))?.[1], c.req.raw)
  })
  app.get('/livez', () => jsonResponse(200, { status: 'ok' }))
  app.get('/readyz', () => {
    const problem = spool.problem()
    if (problem) return jsonResponse(503, { status: 'not ready', error: problem.kind, message: problem.message })
    return jsonResponse(200, { status: 'ok', backlog: spool.backlog().events })
  })
  return app
}

const isLoopback = (address: string) => address === '::1' || address.startsWith('127.')

const printable = (origin: string | undefined) =>
  origin ? origin.replaceAll(/[^\x21-\x7e]/g, '').slice(0, 200) : '(none)'
