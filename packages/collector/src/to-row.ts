import { type BatchContext, limits, type Site, type TouchlineEvent, uuidV7Time } from '@touchline/events'
import { clickHouseTime, type EventRow } from '@touchline/storage'
import { cleanText } from './clean-text.js'
import { withoutClickIds } from './click-ids.js'
import type { DeviceFacts } from './device.js'
import { addEventColumns, addText } from './event-columns.js'

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

/** True when ids of the client may be stored: neither the site, nor the browser, nor the visitor is against it. */
export const idsAllowed = ({ site, context }: Pick<RequestFacts, 'site' | 'context'>): boolean =>
  !context?.opt_out && context?.consent !== 'denied' && site.mode !== 'cookieless'

/**
 * The row of an event, or `clock` when its times cannot be right. Every privacy rule is here:
 * - Opted out (Global Privacy Control, Do Not Track): no id of any kind, not even the daily hash. Such an event counts,
 *   but belongs to no visitor.
 * - The client's visitor_id and user_id count unless the site is cookieless or the visitor said no. On an adaptive site
 *   the SDK has none to send before consent; a page that sends one nevertheless (`data-mode="first_party"`) may do so.
 * - What `identify` says of a person is stored only together with the person's user_id.
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
  const clientIds = idsAllowed(request)
  const clientVisitor = clientIds && event.visitor_id ? cleanText(event.visitor_id) : ''
  const isLinked = clientVisitor !== '' && site.mode === 'adaptive' && context?.consent === 'granted'
  // Asked for only where it is stored. The day of the id, which a retry repeats; a clock far off leaves the corrected
  // time to go by.
  const needsHash = !optOut && (clientVisitor === '' || isLinked)
  const dailyHash = needsHash ? (request.dailyHash?.(idTime) ?? request.dailyHash?.(occurredAt)) : undefined
  const visitor = clientVisitor || dailyHash || ''

  const row: EventRow = {
    site_id: site.site_id,
    event_id: event.event_id.toLowerCase(),
    kind: event.kind,
    name: event.name,
    occurred_at: clickHouseTime(occurredAt),
    received_at: clickHouseTime(arrivedAt),
    visitor_id: visitor,
    identity: clientVisitor ? 'first_party' : visitor ? 'daily_hash' : 'none',
    trusted: request.trusted ? 1 : 0,
  }
  if (isLinked) addText(row, 'daily_visitor_id', dailyHash)
  if (!optOut) addText(row, 'session_id', event.session_id)
  if (clientIds) addText(row, 'user_id', event.user_id)
  addText(row, 'bot', request.bot)
  addText(row, 'country', request.country)
  addText(row, 'language', context?.language)
  addText(row, 'device', request.device.device)
  addText(row, 'browser', request.device.browser)
  addText(row, 'os', request.device.os)
  addText(row, 'consent', context?.consent)
  addText(row, 'sdk', request.sdk)
  if (context?.screen_width) row.screen_width = context.screen_width
  addEventColumns(row, event)
  // What is said of a person is kept with the person's id or not at all.
  if (event.kind === 'identify' && !row.user_id) delete row.properties
  if (optOut) removeTraces(row)
  return row
}

/** Takes out what could tell the visitor from others: the cart's id and the click ids of ad networks. */
function removeTraces(row: EventRow): void {
  delete row.cart_id
  delete row.click_id
  if (row.url) row.url = withoutClickIds(row.url)
  if (row.referrer) row.referrer = withoutClickIds(row.referrer)
}
