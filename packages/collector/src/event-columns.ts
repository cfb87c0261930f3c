import { type EventKind, type ImportLine, type Item, kindOf } from '@touchline/events'
import type { EventRow } from '@touchline/storage'
import { channelOf } from './channel.js'
import { cleanText } from './clean-text.js'
import { pageAddress } from './page-address.js'

/** What an event says of itself, whoever sent it and by which way. */
export type EventFacts = Omit<ImportLine, 'event_id' | 'occurred_at'> & { kind?: EventKind }

const textColumns = [
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
const numberColumns = [
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
const moneyColumns = ['value', 'shipping', 'tax'] as const

/** The columns of an event that do not depend on who sent it. */
export function eventColumns(event: EventFacts): Partial<EventRow> & Pick<EventRow, 'kind' | 'name'> {
  const columns: Partial<EventRow> = {}
  for (const column of textColumns) {
    const value = event[column]
    if (value) columns[column] = cleanText(value)
  }
  for (const column of numberColumns) {
    const value = event[column]
    if (value !== undefined) columns[column] = value
  }
  for (const column of moneyColumns) {
    const value = event[column]
    if (value !== undefined) columns[column] = money(value)
  }
  if (event.initially_hidden) columns.initially_hidden = 1
  if (event.properties) columns.properties = textProperties(event.properties)
  if (event.items) columns.items = event.items.map(cleanItem)
  return {
    kind: event.kind ?? kindOf(event.name),
    name: event.name,
    ...columns,
    ...pageColumns(event.page),
    ...channelColumns(event),
  }
}

function pageColumns(page: EventFacts['page']): Partial<EventRow> {
  if (!page) return {}
  const address = pageAddress(page.url)
  return {
    host: address?.host ?? '',
    // An address that is no page, such as javascript:, must not become a link anywhere.
    url: address ? cleanText(page.url ?? '') : '',
    path: cleanText(page.path ?? address?.path ?? ''),
    title: cleanText(page.title ?? ''),
    referrer: isReferrer(page.referrer) ? cleanText(page.referrer) : '',
    page_type: cleanText(page.page_type ?? ''),
  }
}

const isReferrer = (referrer: string | undefined): referrer is string =>
  pageAddress(referrer) !== undefined || /^android-app:\/\//.test(referrer ?? '')

function channelColumns({ name, page, channel }: EventFacts): Partial<EventRow> {
  const found = channelOf({ name, url: page?.url, referrer: page?.referrer, channel })
  if (!found.channel) return {}
  return Object.fromEntries(Object.entries(found).map(([column, value]) => [column, cleanText(value)]))
}

// The columns hold four decimals; ClickHouse would cut the rest off instead of rounding.
const money = (amount: number) => Number(amount.toFixed(4))

function textProperties(properties: NonNullable<EventFacts['properties']>): Record<string, string> {
  const texts: [string, string][] = []
  for (const [key, value] of Object.entries(properties)) {
    // null says that there is no value, as does a missing key.
    if (value !== null) texts.push([key, typeof value === 'string' ? cleanText(value) : String(value)])
  }
  return Object.fromEntries(texts)
}

function cleanItem(item: Item): Item {
  const clean: Record<string, string | number> = {}
  for (const [key, value] of Object.entries(item)) {
    if (value !== undefined) clean[key] = typeof value === 'string' ? cleanText(value) : value
  }
  if (item.price !== undefined) clean.price = money(item.price)
  if (item.discount !== undefined) clean.discount = money(item.discount)
  return clean
}
