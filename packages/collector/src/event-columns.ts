import type { ImportLine, Item } from '@touchline/events'
import { type EventRow, eventMoneyColumns, eventNumberColumns, eventTextColumns } from '@touchline/storage'
import { channelOf } from './channel.js'
import { cleanText } from './clean-text.js'
import { pageAddress } from './page-address.js'

/** What an event says of itself, whoever sent it and by which way. */
export type EventFacts = Omit<ImportLine, 'event_id' | 'occurred_at'>

/**
 * Adds the columns that do not depend on who sent an event. The row is filled in place and empty columns are left out:
 * this runs for every event, and most events fill few of the columns.
 */
export function addEventColumns(row: EventRow, event: EventFacts): void {
  for (const column of eventTextColumns) addText(row, column, event[column])
  for (const column of eventNumberColumns) {
    const value = event[column]
    if (value !== undefined) row[column] = value
  }
  for (const column of eventMoneyColumns) {
    const value = event[column]
    if (value !== undefined) row[column] = money(value)
  }
  if (event.initially_hidden) row.initially_hidden = 1
  if (event.properties) row.properties = textProperties(event.properties)
  if (event.items) row.items = event.items.map(cleanItem)
  if (event.page) addPageColumns(row, event.page)
  addChannelColumns(row, event)
}

type TextColumn = {
  [Column in keyof EventRow]: EventRow[Column] extends string | undefined ? Column : never
}[keyof EventRow]

/** Adds text that ClickHouse can hold; empty text is the column's default. */
export function addText(
  row: EventRow,
  column: Exclude<TextColumn, 'kind' | 'identity' | undefined>,
  text: string | undefined,
): void {
  if (text) row[column] = cleanText(text)
}

function addPageColumns(row: EventRow, page: NonNullable<EventFacts['page']>): void {
  const address = pageAddress(page.url)
  // An address that is no page, such as javascript:, must not become a link anywhere.
  if (address) addText(row, 'url', page.url)
  addText(row, 'host', address?.host)
  addText(row, 'path', page.path ?? address?.path)
  addText(row, 'title', page.title)
  if (isReferrer(page.referrer)) addText(row, 'referrer', page.referrer)
  addText(row, 'page_type', page.page_type)
}

const isReferrer = (referrer: string | undefined): referrer is string =>
  pageAddress(referrer) !== undefined || /^android-app:\/\//.test(referrer ?? '')

const channelColumns = ['channel', 'source', 'medium', 'campaign', 'content', 'term', 'click_id'] as const

function addChannelColumns(row: EventRow, { name, page, channel }: EventFacts): void {
  const found = channelOf({ name, url: page?.url, referrer: page?.referrer, channel })
  if (!found.channel) return
  for (const column of channelColumns) addText(row, column, found[column])
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
