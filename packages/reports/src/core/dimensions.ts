import { bind, identifier, type Sql, sql } from './sql.js'

/**
 * Names under which a caller may filter and break down, with the column that each reads. The columns of
 * `derived-columns.ts` are joined by `eventsOf` where they are used.
 */
export const dimensions = {
  name: 'name',
  kind: 'kind',
  device: 'device',
  browser: 'browser',
  os: 'os',
  country: 'country',
  language: 'language',
  channel: 'channel',
  source: 'source',
  medium: 'medium',
  campaign: 'campaign',
  host: 'host',
  path: 'path',
  landing_page: 'visit_landing_page',
  new_or_returning: 'visit_kind',
  url: 'url',
  page_type: 'page_type',
  referrer: 'referrer',
  connection: 'effective_type',
  release: 'release',
  currency: 'currency',
  coupon: 'coupon',
  payment_type: 'payment_type',
  reason: 'reason',
  cart_id: 'cart_id',
  session_id: 'session_id',
  user_id: 'user_id',
  transaction_id: 'transaction_id',
} as const
export type Dimension = keyof typeof dimensions

/** Dimensions of the items of an event: true of the event when true of one of its items. */
export const itemDimensions = { product: 'item_id', category: 'item_category', brand: 'item_brand' } as const

/** Numbers of an event, for conditions only: a report does not break down by them. */
export const measures = [
  'value',
  'shipping',
  'tax',
  'score',
  'visible_ms',
  'ttfb_ms',
  'fcp_ms',
  'lcp_ms',
  'inp_ms',
  'cls',
  'dom_ready_ms',
  'load_ms',
  'product_visible_ms',
] as const

const columns = [...new Set(Object.values(dimensions))]

/** True for a name that is a column; every other name is a custom property. */
export const isDimension = (name: string): name is Dimension => Object.hasOwn(dimensions, name)
export const isItemDimension = (name: string): name is keyof typeof itemDimensions =>
  Object.hasOwn(itemDimensions, name)
const isMeasure = (name: string): name is (typeof measures)[number] => measures.some((measure) => measure === name)

/** Before the key of a custom property of events, and of a property of persons (the traits of `identify`). */
export const propertyPrefix = 'property:'
export const visitorPrefix = 'visitor.'

/**
 * The text value of a dimension or custom property of an event; empty text when the event has none. A dimension whose
 * column is empty falls back to the custom property of the same name, so that imported events answer too.
 */
export function propertyText(name: string): Sql {
  if (name.startsWith(visitorPrefix)) return sql`person_traits[${bind.text(name.slice(visitorPrefix.length))}]`
  const property = sql`properties[${bind.text(name)}]`
  if (isMeasure(name)) return sql`ifNull(toString(${identifier(name, measures)}), ${property})`
  if (!isDimension(name)) return property
  const column = identifier(dimensions[name], columns)
  return name === 'name' || name === 'kind' ? sql`toString(${column})` : sql`if(${column} = '', ${property}, ${column})`
}

/** The texts of an item dimension: one an item; the custom property of that name when the event has no items. */
export function itemTexts(name: keyof typeof itemDimensions): Sql {
  const column = identifier(itemDimensions[name], Object.values(itemDimensions))
  return sql`if(empty(items), [properties[${bind.text(name)}]], arrayMap(item -> item.${column}, items))`
}
