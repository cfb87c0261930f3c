import { clickHouseTime, type DeadLetter } from '@touchline/storage'
import { cleanText } from './clean-text.js'
import { withoutClickIds } from './click-ids.js'
import { withoutIpAddresses } from './ip-addresses.js'
import { jsonText } from './json-text.js'

const maxRawBytes = 16 * 1024
const maxReason = 200
// What tells who the visitor is: left out where the site or the visitor wants no ids.
const idFields: ReadonlySet<string> = new Set(['visitor_id', 'session_id', 'user_id', 'cart_id', 'click_id'])

export interface RefusedEvent {
  siteId: string
  arrivedAt: number
  stage: 'validate' | 'clock' | 'insert'
  reason: string
  event: unknown
  keepIds: boolean
  clickHouseCode?: number
}

/** The dead letter of an event that is not stored. Whatever the event holds, no IP address is in it. */
export function deadLetter(refused: RefusedEvent): DeadLetter {
  const { event } = refused
  const id = isObject(event) && typeof event.event_id === 'string' ? event.event_id : ''
  return {
    received_at: clickHouseTime(refused.arrivedAt),
    site_id: refused.siteId,
    stage: refused.stage,
    reason: withoutIpAddresses(cleanText(refused.reason)).slice(0, maxReason),
    clickhouse_code: refused.clickHouseCode ?? 0,
    event_id: cleanText(id).slice(0, 128),
    raw: cut(withoutIpAddresses(cleanText(jsonText(event, refused.keepIds ? undefined : withoutIds) ?? ''))),
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function withoutIds(key: string, part: unknown): unknown {
  if (idFields.has(key)) return undefined
  return typeof part === 'string' ? withoutClickIds(part) : part
}

function cut(text: string): string {
  const bytes = Buffer.from(text)
  // A character cut in two becomes U+FFFD, which is three bytes.
  return bytes.length <= maxRawBytes ? text : bytes.subarray(0, maxRawBytes - 3).toString('utf8')
}
