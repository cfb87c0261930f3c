import { newId } from '../support/event-load.js'

/** A visit that reaches every report, with `text` in every field that takes text. */
export function shoppingWith(text: string): unknown[] {
  const now = Date.now()
  let before = 600_000
  const event = (kind: string, name: string, more: Record<string, unknown> = {}) => {
    before -= 1000
    return {
      kind,
      name,
      event_id: newId(now),
      occurred_at: now - before,
      visitor_id: `v${text}`,
      session_id: `s${text}`,
      page: {
        url: `https://shop.example/${text}?utm_source=${encodeURIComponent(text)}`,
        path: `/${text}`,
        title: text,
        referrer: `https://${text}`,
        page_type: text.slice(0, 64),
      },
      properties: { note: text },
      ...more,
    }
  }
  const channel = { source: text, medium: text, campaign: text, content: text, term: text, click_id: text }
  const items = [
    {
      item_id: text,
      item_name: text,
      item_brand: text,
      item_category: text,
      item_variant: text,
      coupon: text,
      price: 1,
    },
  ]
  const cart = { cart_id: text, currency: 'EUR', value: 10, items, coupon: text }
  return [
    event('touchpoint', 'page_view', { channel }),
    event('page_load', 'page_load', {
      navigation_id: text,
      fcp_ms: 900,
      lcp_ms: 1200,
      hidden_at_ms: 60_000,
      release: text,
      lcp_target: text,
      inp_target: text,
      cls_target: text,
    }),
    event('touchpoint', 'view_item', { items, user_id: text }),
    event('cart', 'add_to_cart', cart),
    event('cart', 'begin_checkout', cart),
    event('cart', 'payment_failed', { ...cart, reason: text, payment_type: text, shipping_tier: text }),
    event('cart', 'purchase', { ...cart, transaction_id: text }),
  ]
}
