import { limits } from '@touchline/events'
import type { SiteDirectory } from '@touchline/storage'
import type { Logger } from 'pino'
import { knownSite, requireServerKey } from './authorize.js'
import { type ClientAddress, networkOf } from './client-address.js'
import type { DailyHash } from './daily-hash.js'
import { type Answer, HttpProblem, jsonAnswer, problemAnswer } from './http-problem.js'
import type { CollectorMetrics } from './metrics.js'
import { originAllowed } from './origins.js'
import { createRateLimiter, type RateLimit } from './rate-limit.js'
import { type RequestBody, readBody } from './read-body.js'
import { type Batch, parseBatch, receiveEvents, requestFacts } from './receive-events.js'
import type { Spool } from './spool.js'

export interface EventsEndpointOptions {
  spool: Spool
  sites: SiteDirectory
  dailyHash: DailyHash
  metrics: CollectorMetrics
  log: Logger
  now: () => number
  clientAddress: ClientAddress
  /** The country of an address (ISO 3166-1 alpha-2), when the operator has a way to tell. */
  country?: (address: string) => string | undefined
  /** Limit of requests of one address (IPv6: one /64 network) to one site. */
  rateLimit?: RateLimit
  /** Limit of requests of all addresses to one site; none unless set. */
  siteRateLimit?: RateLimit
}

/** A request as the endpoint reads it, whichever server took it. */
export interface EventsRequest {
  /** A header by its name in lower case. */
  header(name: string): string | undefined
  /** The address at the other end of the connection. */
  peer: string | undefined
  body: RequestBody
}

export const eventsPath = '/v1/events'

const defaultRateLimit: RateLimit = { perSecond: 500, burst: 2000 }

// Without the second header a browser cannot honour Retry-After.
export const corsHeaders = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' }

/** `POST /v1/events`, apart from the server that takes the request. What goes wrong is an answer too. */
export function createEventsEndpoint(options: EventsEndpointOptions): (request: EventsRequest) => Promise<Answer> {
  const { spool, sites, metrics, log, now, clientAddress } = options
  const takeToken = createRateLimiter(options.rateLimit ?? defaultRateLimit, now)
  const takeSiteToken = options.siteRateLimit && createRateLimiter(options.siteRateLimit, now)

  function limit(siteId: string, address: string) {
    // On loopback speaks a proxy that is not configured as one, or a load test: neither is one visitor.
    const exempt = !options.rateLimit && (address === '' || isLoopback(address))
    if (!exempt) {
      refuseAfter(takeToken(`${siteId} ${networkOf(address)}`), 'Too many requests of this address to this site.')
    }
    // Last, so that what one address sends too much does not count against the others.
    refuseAfter(takeSiteToken?.(siteId), 'Too many requests to this site.')
  }

  async function authorize(batch: Batch, origin: string | undefined, authorization: string | undefined) {
    const site = sites.site(batch.site_id) ?? (await knownSite(sites, batch.site_id))
    if (authorization !== undefined) await requireServerKey(sites, site.site_id, authorization)
    else if (!originAllowed(site.origins, origin)) {
      throw new HttpProblem('forbidden', `Origin ${printable(origin)} is not allowed for site ${site.site_id}.`)
    }
    return { site, trusted: authorization !== undefined }
  }

  async function accept({ header, peer, body: source }: EventsRequest): Promise<Answer> {
    const arrivedAt = now()
    const type = header('content-type')?.split(';')[0]?.trim().toLowerCase()
    if (type !== 'text/plain' && type !== 'application/json') {
      throw new HttpProblem('unsupported', 'Content-Type must be application/json or text/plain.')
    }
    const body = await readBody(source, limits.bodyBytes)
    const batch = parseBatch(body)
    const { site, trusted } = await authorize(batch, header('origin'), header('authorization'))
    const forwardedFor = header('x-forwarded-for')
    const address = clientAddress(peer, forwardedFor)
    limit(site.site_id, address)
    const preparing = options.dailyHash.prepare()
    if (preparing) await preparing
    const userAgent = header('user-agent')
    const sender = { siteId: site.site_id, address, userAgent: userAgent ?? '' }
    const request = requestFacts({
      site,
      batch,
      arrivedAt,
      trusted,
      userAgent,
      secPurpose: header('sec-purpose'),
      isLocal: isLoopback(address) && forwardedFor === undefined,
      optOut: header('sec-gpc') === '1' || header('dnt') === '1',
      country: options.country?.(address),
      dailyHash: (time) => options.dailyHash.of(sender, time),
    })
    return jsonAnswer(202, await receiveEvents(batch.events, body.length, request, { spool, metrics }), corsHeaders)
  }

  return async (request) => {
    try {
      return await accept(request)
    } catch (error) {
      if (error instanceof HttpProblem) return problemAnswer(error, corsHeaders)
      log.error({ err: error }, 'A request failed')
      return problemAnswer(new HttpProblem('failed', 'The collector failed at this request.'), corsHeaders)
    }
  }
}

function refuseAfter(waitS: number | undefined, message: string) {
  if (waitS !== undefined) throw new HttpProblem('rate_limited', message, { 'retry-after': String(waitS) })
}

const isLoopback = (address: string) => address === '::1' || address.startsWith('127.')

const printable = (origin: string | undefined) =>
  origin ? origin.replaceAll(/[^\x21-\x7e]/g, '').slice(0, 200) : '(none)'
