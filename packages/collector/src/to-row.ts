import { type BatchContext, limits, type Site, type TouchlineEvent, uuidV7Time } from '@touchline/events'
import { clickHouseTime, type EventRow } from '@touchline/storage'
import { clickIdParameters } from './channel.js'
import { cleanText } from './clean-text.js'
import type { DeviceFacts } from './device.js'
import { eventColumns } from './event-columns.js'

/** What the collector knows of a request besides its events. */
export interface RequestFacts {
  site: Pick<Site, 'site_id' | 'mode'>
  /** Both in ms since the epoch: the collector's clock, and the client's when it sent. */
  arrivedAt: number
  sentAt: number
  context?: BatchContext
  sdk?: string
  device: DeviceFacts
  /** Why the sender seems to be no person; empty when it seems to be one. */
  bot: string
  country?: string
  /** The request carried the site's server key. */
  trusted: boolean
  /** The visitor's hash of the day of a time, while that day's salt exists; absent for servers, who hide the visitor. */
  dailyHash?: (time: number) => string | undefined
}

/** True when ids of the client may be stored at all. */
export const idsAllowed = (request: Pick<RequestFacts, 'site' | 'context'>): boolean =>
  request.context?.opt_out !== true && request.site.mode !== 'cookieless'

/**
 * The row of an event, or `clock` when its times cannot be right. Every privacy rule is here:
 * - Opted out (Global Privacy Control, Do Not Track): no id of any kind, not even the daily hash. Such an event counts,
 *   but belongs to no visitor.
 * - The client's visitor_id and user_id count unless the site is cookieless or an adaptive site's visitor said no.
 * - Otherwise the visitor is the daily hash; with its salt destroyed, no visitor.
 * - Both together, which links the visits before consent to those after, only on an adaptive site after consent.
 */
export function toRow(event: TouchlineEvent, request: RequestFacts): EventRow | 'clock' {
  const { arrivedAt, site, context } = request
  const occurredAt = event.occurred_at + (arrivedAt - request.sentAt)
  const idTime = uuidV7Time(event.event_id)
  if (occurredAt < arrivedAt - limits.maxAgeMs || occurredAt > arrivedAt + limits.maxFutureMs) return 'clock'
  if (Math.abs(idTime - arrivedAt) > limits.maxClockSkewMs) return 'clock'

  const optOut = context?.opt_out === true
  const denied = site.mode === 'adaptive' && context?.consent === 'denied'
  const clientIds = idsAllowed(request) && !denied
  // The day of the id, which a retry repeats; a clock far off leaves the corrected time to go by.
  const dailyHash = optOut ? undefined : (request.dailyHash?.(idTime) ?? request.dailyHash?.(occurredAt))
  const clientVisitor = clientIds && event.visitor_id ? cleanText(event.visitor_id) : ''
  const visitor = clientVisitor || dailyHash || ''
  const linked = clientVisitor && site.mode === 'adaptive' && context?.consent === 'granted' ? dailyHash : undefined

  const columns = eventColumns(event)
  return {
    ...(optOut ? withoutTraces(columns) : columns),
    site_id: site.site_id,
    event_id: event.event_id.toLowerCase(),
    occurred_at: clickHouseTime(occurredAt),
    received_at: clickHouseTime(arrivedAt),
    visitor_id: visitor,
    identity: clientVisitor ? 'first_party' : visitor ? 'daily_hash' : 'none',
    daily_visitor_id: linked ?? '',
    session_id: optOut ? '' : cleanText(event.session_id ?? ''),
    user_id: clientIds ? cleanText(event.user_id ?? '') : '',
    trusted: request.trusted ? 1 : 0,
    bot: request.bot,
    country: request.country ?? '',
    language: cleanText(context?.language ?? ''),
    device: request.device.device,
    browser: request.device.browser,
    os: request.device.os,
    screen_width: context?.screen_width ?? 0,
    consent: context?.consent ?? '',
    sdk: cleanText(request.sdk ?? ''),
  }
}

/** The columns without what could tell their visitor from others: the cart's id and the click ids of ad networks. */
function withoutTraces<Columns extends Partial<EventRow>>(columns: Columns): Columns {
  const { url = '', referrer = '' } = columns
  return { ...columns, cart_id: '', click_id: '', url: withoutClickIds(url), referrer: withoutClickIds(referrer) }
}

function withoutClickIds(address: string): string {
  if (!address.includes('clid=') && !address.includes('braid=')) return address
  if (!URL.canParse(address)) return ''
  const url = new URL(address)
  for (const parameter of clickIdParameters) url.searchParams.delete(parameter)
  return url.href
}
