import { createHash } from 'node:crypto'
import type { ImportLineInput } from '@touchline/events'
import { countryCode } from './country-code.js'
import { currencyOf, type Fields, fieldsOf, idOf, numberOf, present, propertiesOf, textOf } from './foreign-values.js'
import { ga4Channel } from './ga4-channel.js'
import { ga4Items, ga4Promotion } from './ga4-items.js'
import { type Ga4Params, ga4Params } from './ga4-params.js'
import type { MappedLine } from './import-mapper.js'
import { snakeName } from './snake-name.js'

// Touchline's names are GA4's; these are the ones that Google's own collection names differently.
const names = new Map([
  ['view_search_results', 'search'],
  ['screen_view', 'page_view'],
  ['ecommerce_purchase', 'purchase'],
  ['purchase_refund', 'refund'],
])

/** Parameters with a column of their own, and those that only say how Google collects. */
const mappedParams: ReadonlySet<string> = new Set([
  ...['page_location', 'page_title', 'page_referrer', 'content_group', 'ga_session_id', 'engagement_time_msec'],
  ...['currency', 'value', 'transaction_id', 'tax', 'shipping', 'coupon', 'shipping_tier', 'payment_type', 'cart_id'],
  ...['source', 'medium', 'campaign', 'term', 'content', 'gclid', 'dclid', 'srsltid', 'ga_session_number'],
  ...['session_engaged', 'engaged_session_event', 'entrances', 'debug_mode', 'debug_event', 'ignore_referrer'],
  ...['batch_page_id', 'batch_ordering_id', 'synthetic_bundle', 'firebase_event_origin', 'firebase_conversion'],
])

/** The line of a row of GA4's export to BigQuery (a table `events_…`), or why it has none. */
export function mapGa4(row: Fields): MappedLine {
  const said = snakeName(row.event_name)
  if (!said) return { reason: 'event_name: there is none, or nothing in it makes a snake_case name' }
  const micros = numberOf(row.event_timestamp)
  if (micros === undefined) return { reason: 'event_timestamp: must be microseconds since the epoch' }
  const name = names.get(said) ?? said
  const params = ga4Params(row.event_params)
  const ecommerce = fieldsOf(row.ecommerce)
  const engagedMs = numberOf(params.engagement_time_msec)
  const line: ImportLineInput = {
    name,
    event_id: stableId(row, params),
    occurred_at: Math.floor(micros / 1000),
    visitor_id: idOf(row.user_pseudo_id),
    user_id: idOf(row.user_id),
    session_id: idOf(params.ga_session_id),
    page: present({
      url: textOf(params.page_location, 2048),
      title: textOf(params.page_title),
      referrer: textOf(params.page_referrer, 2048),
      page_type: textOf(params.content_group, 64),
    }),
    channel: ga4Channel(row, params),
    visible_ms: engagedMs === undefined ? undefined : Math.min(Math.max(engagedMs, 0), 86_400_000),
    ...amounts(name, ecommerce, params),
    transaction_id: idOf(params.transaction_id) ?? idOf(ecommerce.transaction_id),
    coupon: textOf(params.coupon),
    shipping_tier: textOf(params.shipping_tier),
    payment_type: textOf(params.payment_type),
    cart_id: idOf(params.cart_id),
    items: ga4Items(row.items),
    properties: propertiesOf({ ...ga4Promotion(row.items), ...params }, mappedParams),
    ...deviceOf(row),
  }
  return { line: present(line) }
}

/**
 * Amounts in the currency of the shop when the row names it, else in dollars, into which Google converts. Revenue in the
 * row's `ecommerce` counts for orders and refunds whose event carries no `value`.
 */
function amounts(name: string, ecommerce: Fields, params: Ga4Params) {
  const currency = currencyOf(params.currency)
  const revenue = name === 'refund' ? 'refund_value' : name === 'purchase' ? 'purchase_revenue' : undefined
  const dollars = revenue && numberOf(ecommerce[`${revenue}_in_usd`])
  if (!currency && dollars !== undefined) {
    return {
      currency: 'USD',
      value: dollars,
      tax: numberOf(ecommerce.tax_value_in_usd),
      shipping: numberOf(ecommerce.shipping_value_in_usd),
    }
  }
  return {
    currency,
    value: numberOf(params.value) ?? (revenue && numberOf(ecommerce[revenue])),
    tax: numberOf(params.tax) ?? (revenue && numberOf(ecommerce.tax_value)),
    shipping: numberOf(params.shipping) ?? (revenue && numberOf(ecommerce.shipping_value)),
  }
}

function deviceOf(row: Fields) {
  const device = fieldsOf(row.device)
  const category = textOf(device.category, 32)?.toLowerCase()
  return {
    device: category === 'smart tv' ? 'tv' : category,
    browser: textOf(fieldsOf(device.web_info).browser, 64) ?? textOf(device.browser, 64),
    os: textOf(device.operating_system, 64),
    language: textOf(device.language, 64),
    country: countryCode(textOf(fieldsOf(row.geo).country)),
  }
}

/**
 * The same each time the row is exported: of what was sent, and not of what Google adds or changes afterwards (user,
 * place, attribution). Two like events in one microsecond differ by their place in the batch.
 */
function stableId(row: Fields, params: Ga4Params): string {
  const sent = Object.entries(params)
    .map(([key, value]) => [key, String(value)] as [string, string])
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const order = ['event_bundle_sequence_id', 'batch_page_id', 'batch_ordering_id', 'batch_event_index']
  const facts = [
    idOf(row.event_name),
    idOf(row.event_timestamp),
    idOf(row.user_pseudo_id) ?? idOf(row.user_id),
    ...order.map((field) => idOf(row[field])),
    sent,
    idOf(fieldsOf(row.ecommerce).transaction_id),
  ]
  return `ga4-${createHash('sha256').update(JSON.stringify(facts)).digest('hex')}`
}
