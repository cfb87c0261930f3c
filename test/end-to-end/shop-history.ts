import type { ImportLineInput } from '@touchline/events'

const firstDay = Date.parse('2026-03-02T08:00:00Z')
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** After everything in the history: whoever left has had the time to come back. */
export const historyEnd = firstDay + 40 * day

/**
 * Two weeks of a small shop, the same each time: 60 visitors of whom some buy, in two currencies, some are slow to get
 * their page, and some are one person on two devices. Everything follows from the visitor's number.
 */
export function shopHistory(): ImportLineInput[] {
  return Array.from({ length: 60 }, (_, number) => visit(number)).flat()
}

const devices = ['mobile', 'desktop', 'tablet']
const page = { url: 'https://shop.example/p/lamp', path: '/p/lamp', page_type: 'product' }
const sources = ['google', 'zalo', 'newsletter', undefined]

function visit(number: number): ImportLineInput[] {
  const start = firstDay + (number % 14) * day + number * 7 * minute
  const source = sources[number % sources.length]
  const visitor = {
    visitor_id: `visitor-${number}`,
    device: devices[number % devices.length],
    country: number % 2 === 0 ? 'VN' : 'SE',
  }
  const at = (afterMs: number) => ({ ...visitor, session_id: `visit-${number}`, occurred_at: start + afterMs })
  const lines: ImportLineInput[] = [
    { name: 'page_view', ...at(0), page, ...(source && { channel: { source, medium: 'test' } }) },
    pageLoad(number, at),
  ]
  // Every tenth visitor has had enough before the page came.
  if (number % 10 === 9) return lines
  lines.push({ name: 'view_item', ...at(2 * minute), page, items: [{ item_id: `item-${number % 5}` }] })
  if (number % 4 !== 0) lines.push(...cart(number, at))
  return lines
}

type At = (afterMs: number) => Pick<ImportLineInput, 'occurred_at' | 'visitor_id' | 'session_id' | 'device' | 'country'>

function pageLoad(number: number, at: At): ImportLineInput {
  const navigation = { navigation_id: `navigation-${number}`, revision: 0, navigation_type: 'navigate' as const }
  if (number % 10 === 9) {
    const left = 1500 + number * 50
    return { name: 'page_leave', ...at(left), ...navigation, page, ttfb_ms: 400, hidden_at_ms: left, visible_ms: left }
  }
  const fcp_ms = 600 + ((number * 389) % 5000)
  const seen = { hidden_at_ms: 3 * minute, visible_ms: 3 * minute, initially_hidden: false }
  return {
    name: 'page_load',
    ...at(3 * minute),
    ...navigation,
    page,
    ttfb_ms: 200,
    fcp_ms,
    lcp_ms: fcp_ms + 300,
    ...seen,
  }
}

function cart(number: number, at: At): ImportLineInput[] {
  const held = {
    cart_id: `cart-${number}`,
    ...(number % 3 === 0
      ? { currency: 'VND', value: 890_000 + number * 1000 }
      : { currency: 'EUR', value: 40.25 + number }),
    items: [{ item_id: `item-${number % 5}`, quantity: 1 }],
  }
  const lines: ImportLineInput[] = [{ name: 'add_to_cart', ...at(3 * minute), ...held }]
  if (number % 2 === 0) return lines
  lines.push({ name: 'begin_checkout', ...at(5 * minute), ...held })
  if (number % 3 !== 1) lines.push({ name: 'purchase', ...at(7 * minute), ...held, transaction_id: `order-${number}` })
  // A checkout that was left and finished three days later on another device of the same person.
  else lines.push(...secondDevice(number, at, held))
  return lines
}

function secondDevice(number: number, at: At, held: Partial<ImportLineInput>): ImportLineInput[] {
  const user_id = `user-${number}`
  const other = { ...at(3 * day), visitor_id: `tablet-${number}`, session_id: `return-${number}`, device: 'tablet' }
  return [
    { name: 'identify', ...at(6 * minute), user_id },
    { name: 'identify', ...other, user_id },
    { name: 'purchase', ...other, ...held, user_id, transaction_id: `order-${number}` },
    { name: 'delivery_confirmed', ...other, occurred_at: Number(other.occurred_at) + 2 * day, user_id },
    { name: 'review_submitted', ...other, occurred_at: Number(other.occurred_at) + 4 * day, user_id, score: 5 },
  ]
}
