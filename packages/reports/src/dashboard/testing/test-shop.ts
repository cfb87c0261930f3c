import { createHash } from 'node:crypto'
import { kindOf, uuidV7 } from '@touchline/events'
import { clickHouseTime, type EventRow } from '@touchline/storage'

const dayMs = 86_400_000
const people = 400

/**
 * Four hundred visitors of the last 25 days, by their number: every 8th leaves while the page loads, half of the others
 * see a product, every 3rd of those fills a cart, and of the carts two thirds begin a checkout and a third is bought.
 */
export function testShop(siteId: string, now: number): EventRow[] {
  return Array.from({ length: people }, (_, i) => visitOf(siteId, i, now - 25 * dayMs + i * 5_000_000)).flat()
}

function visitOf(siteId: string, i: number, startMs: number): EventRow[] {
  const rows: EventRow[] = []
  const mobile = i % 5 < 3
  const push = (name: string, afterMs: number, fields: Partial<EventRow> = {}) => {
    const at = startMs + afterMs
    rows.push({
      site_id: siteId,
      event_id: uuidV7(at, createHash('sha256').update(`${siteId}/${i}/${name}`).digest()),
      kind: kindOf(name),
      name,
      occurred_at: clickHouseTime(at),
      received_at: clickHouseTime(at),
      visitor_id: `visitor-${i}`,
      identity: 'imported',
      session_id: `session-${i}`,
      device: mobile ? 'mobile' : 'desktop',
      country: i % 2 === 0 ? 'VN' : 'FI',
      path: '/p/1',
      ...fields,
    })
  }
  const readyMs = 400 + ((i * 37) % 90) * 60 + (mobile ? 800 : 0)
  push('page_view', 0)
  const load = { navigation_id: `load-${i}`, navigation_type: 'navigate' }
  if (i % 8 === 0) {
    push('page_leave', readyMs / 2, { ...load, hidden_at_ms: readyMs / 2 })
    return rows
  }
  push('page_load', readyMs + 1000, {
    ...load,
    fcp_ms: readyMs,
    lcp_ms: readyMs + 900,
    inp_ms: 80 + i,
    cls: (i % 50) / 200,
  })
  if (i % 2 === 0) return rows
  push('view_item', 10_000)
  const cart = { cart_id: `cart-${i}`, currency: i % 4 === 1 ? 'EUR' : 'VND', value: i % 4 === 1 ? 49.9 : 1_250_000 }
  if (i % 3 !== 0) return rows
  push('add_to_cart', 40_000, cart)
  if (i % 9 === 0) return rows
  push('begin_checkout', 70_000, cart)
  if (i % 9 === 3) push('purchase', 130_000, { ...cart, transaction_id: `order-${i}` })
  return rows
}
