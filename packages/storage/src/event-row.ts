import type { EventKind, Item } from '@touchline/events'

/** Columns that hold a field of an event under its own name. */
export const eventTextColumns = [
  'stage',
  'navigation_id',
  'navigation_type',
  'effective_type',
  'release',
  'lcp_target',
  'inp_target',
  'cls_target',
  'cart_id',
  'currency',
  'transaction_id',
  'coupon',
  'shipping_tier',
  'payment_type',
  'reason',
] as const
export const eventNumberColumns = [
  'score',
  'visible_ms',
  'revision',
  'ttfb_ms',
  'fcp_ms',
  'lcp_ms',
  'inp_ms',
  'cls',
  'dom_ready_ms',
  'load_ms',
  'product_visible_ms',
  'hidden_at_ms',
  'device_memory',
] as const
export const eventMoneyColumns = ['value', 'shipping', 'tax'] as const

type Text =
  | (typeof eventTextColumns)[number]
  | 'session_id'
  | 'user_id'
  | 'daily_visitor_id'
  | 'bot'
  | 'host'
  | 'url'
  | 'path'
  | 'title'
  | 'referrer'
  | 'page_type'
  | 'channel'
  | 'source'
  | 'medium'
  | 'campaign'
  | 'content'
  | 'term'
  | 'click_id'
  | 'country'
  | 'language'
  | 'device'
  | 'browser'
  | 'os'
  | 'consent'
  | 'sdk'

type Numeric = (typeof eventNumberColumns)[number] | (typeof eventMoneyColumns)[number] | 'screen_width'

export type VisitorIdentity = 'first_party' | 'daily_hash' | 'imported' | 'none'

/**
 * One row of the `events` table as it is inserted (JSONEachRow). Times are UTC text `2026-03-01 10:03:00.000`, money is
 * in major units. A column left out gets its default: empty text, zero, or null where the table says Nullable.
 */
export type EventRow = {
  site_id: string
  event_id: string
  kind: EventKind
  name: string
  occurred_at: string
  received_at: string
  visitor_id: string
  identity: VisitorIdentity
  trusted?: 0 | 1
  initially_hidden?: 0 | 1
  properties?: Record<string, string>
  items?: Item[]
} & { [column in Text]?: string } & { [column in Numeric]?: number }

// Times come in order or are of the present, and writing a date costs more than looking its minute up.
const minutes = new Map<number, string>()
const mostMinutes = 1000

/** A time as ClickHouse reads it into a DateTime64(3, 'UTC'). */
export function clickHouseTime(ms: number): string {
  const minute = Math.floor(ms / 60_000)
  const inMinute = Math.floor(ms - minute * 60_000)
  const second = String(Math.floor(inMinute / 1000)).padStart(2, '0')
  return `${textOfMinute(minute)}${second}.${String(inMinute % 1000).padStart(3, '0')}`
}

function textOfMinute(minute: number): string {
  const known = minutes.get(minute)
  if (known) return known
  if (minutes.size >= mostMinutes) minutes.clear()
  const text = new Date(minute * 60_000).toISOString().replace('T', ' ').slice(0, 17)
  minutes.set(minute, text)
  return text
}
