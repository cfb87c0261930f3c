import type { IncomingMessage, RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { type ImportFormat, importFormats } from '@touchline/events'
import { Hono } from 'hono'
import { routePath } from 'hono/route'
import { requireServerKey } from './authorize.js'
import { type ClientAddress, createClientAddress } from './client-address.js'
import { corsHeaders, createEventsEndpoint, type EventsEndpointOptions, eventsPath } from './events-endpoint.js'
import { createEventsListener } from './events-listener.js'
import { HttpProblem, jsonResponse, problemResponse, securityHeaders, toResponse } from './http-problem.js'
import type { ImportOptions, ImportResult } from './import-events.js'
import { requestBody } from './read-body.js'
import { findSdk, listSdk, type SdkFiles, serveSdk } from './serve-sdk.js'
import { streamImport } from './stream-import.js'

/** What Node's server hands to the app beside the request; absent in tests that call `app.request()`. */
export type CollectorEnv = { Bindings: { incoming?: IncomingMessage } }

export interface CollectorOptions extends Omit<EventsEndpointOptions, 'clientAddress'> {
  clientAddress?: ClientAddress
  /** Stores an import; the site and source are the request's. */
  importEvents: (
    options: Pick<ImportOptions, 'siteId' | 'format' | 'source' | 'onProgress' | 'signal'>,
  ) => Promise<ImportResult>
  sdk?: SdkFiles
  /** A second path that takes events, by a name of the shop's own. */
  ownEventsPath?: string
}

export interface CollectorHttp {
  /** Every route, for web requests. */
  app: Hono<CollectorEnv>
  /** The same for Node's server, with a short way to `POST /v1/events`. */
  listener: RequestListener
}

const preflightHeaders = {
  ...corsHeaders,
  ...securityHeaders,
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type, content-encoding',
  'access-control-max-age': '86400',
}

/** The collector's public HTTP interface. */
export function createCollector(options: CollectorOptions): CollectorHttp {
  const { spool, sites, metrics, log } = options
  const endpoint = createEventsEndpoint({ ...options, clientAddress: options.clientAddress ?? createClientAddress([]) })
  const app = new Hono<CollectorEnv>()

  app.use(async (c, next) => {
    await next()
    // The pattern, not the path: what a client asks for must not name a metric.
    metrics.request(c.res.status === 404 ? '_other' : routePath(c, -1), c.res.status)
  })
  app.onError((error) => {
    if (error instanceof HttpProblem) return problemResponse(error)
    log.error({ err: error }, 'A request failed')
    return problemResponse(new HttpProblem('failed', 'The collector failed at this request.'))
  })
  app.notFound(() => problemResponse(new HttpProblem('not_found', 'There is nothing at this address.')))

  const eventPaths = options.ownEventsPath ? [eventsPath, options.ownEventsPath] : [eventsPath]
  app.on('POST', eventPaths, async (c) => {
    const incoming = c.env?.incoming
    const peer = incoming?.socket.remoteAddress
    return toResponse(
      await endpoint({ header: (name) => c.req.header(name), peer, body: requestBody(c.req.raw, incoming) }),
    )
  })
  app.on('OPTIONS', eventPaths, () => new Response(null, { status: 204, headers: preflightHeaders }))

  app.post('/v1/import', async (c) => {
    const siteId = c.req.query('site_id')
    if (!siteId) throw new HttpProblem('malformed', 'The query must name the site: /v1/import?site_id=…')
    const format = importFormat(c.req.query('format'))
    await requireServerKey(sites, siteId, c.req.header('authorization'))
    const source = requestBody(c.req.raw, c.env?.incoming).chunks
    return streamImport(
      (onProgress, signal) => options.importEvents({ siteId, format, source, onProgress, signal }),
      log,
    )
  })

  app.get('/sdk.json', () => jsonResponse(200, { scripts: options.sdk ? listSdk(options.sdk) : [] }))
  app.get('/:path{.+\\.js}', (c, next) => {
    const found = findSdk(options.sdk, c.req.path)
    return found ? serveSdk(found, c.req.raw) : next()
  })
  app.get('/livez', () => jsonResponse(200, { status: 'ok' }))
  app.get('/readyz', () => {
    const problem = spool.problem()
    if (problem) return jsonResponse(503, { status: 'not ready', error: problem.kind, message: problem.message })
    return jsonResponse(200, { status: 'ok', backlog: spool.backlog().events })
  })

  return { app, listener: createEventsListener(endpoint, getRequestListener(app.fetch), metrics, eventPaths) }
}

function importFormat(asked = 'touchline'): ImportFormat {
  const format = importFormats.find((name) => name === asked)
  if (format) return format
  throw new HttpProblem('malformed', `There is no format of that name; there are ${importFormats.join(', ')}.`)
}
