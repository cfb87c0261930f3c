import type { Cart } from './cart.js'
import { cartItems } from './cart.js'
import { emitOutside } from './outside-event.js'
import type { Random } from './random.js'
import type { VisitLog } from './visit-log.js'

const dayMs = 86_400_000
/** Delivery later than this was promised sooner. */
const promisedDays = 6

const topics = ['where_is_my_order', 'damaged', 'wrong_item', 'how_to_return', 'invoice'] as const
const praise = ['quality', 'design', 'fast_delivery', 'price', 'packaging'] as const
const blame = ['late_delivery', 'damaged', 'support', 'price', 'quality'] as const

/** Share of the scores 0 to 10 after an order that went well, and after one that did not. */
const scores = {
  well: { 10: 0.31, 9: 0.25, 8: 0.19, 7: 0.11, 6: 0.05, 5: 0.04, 4: 0.02, 3: 0.01, 2: 0.01, 0: 0.01 },
  badly: { 10: 0.06, 9: 0.07, 8: 0.12, 7: 0.15, 6: 0.16, 5: 0.14, 4: 0.1, 3: 0.08, 2: 0.05, 1: 0.03, 0: 0.04 },
}

function drawScore(random: Random, troubled: boolean): number {
  return Number(random.weighted<string>(troubled ? scores.badly : scores.well))
}

/**
 * What follows an order until it is used: delivery, trouble, answers, and words to others.
 * @returns whether something went wrong
 */
export function deliver(log: VisitLog, cart: Cart, order: string): boolean {
  const { world, person, device } = log
  const { random } = world
  const properties = { transaction_id: order }
  const emit = (days: number, name: string, fields: Parameters<typeof emitOutside>[5]) =>
    emitOutside(world, person, device, log.at + days * dayMs, name, fields)

  const days = person.country === 'VN' ? 1 + random.exponential(1.5) : 1.5 + random.exponential(2)
  const late = days > promisedDays
  const troubled = late || random.chance(0.07)
  emit(days, 'delivery_confirmed', { properties: { ...properties, late } })
  if (random.chance(troubled ? 0.35 : 0.05)) {
    const topic = late ? topics[0] : random.pick(topics)
    emit(days + random.exponential(1), 'support_contact', { properties: { ...properties, topic } })
  }
  if (random.chance(troubled ? 0.2 : 0.05)) {
    emit(days + 0.5 + random.exponential(3), 'return_requested', { properties })
  }
  if (random.chance(0.25)) {
    const score = drawScore(random, troubled)
    const reason = late && score < 7 ? blame[0] : random.pick(score > 6 ? praise : blame)
    emit(days + 2 + random.exponential(1), 'nps_answered', { score, properties: { ...properties, reason } })
  }
  if (random.chance(0.12)) {
    const stars = Math.max(1, Math.ceil(drawScore(random, troubled) / 2))
    const items = cartItems(cart, person.shopLanguage).slice(0, 1)
    emit(days + 1 + random.exponential(4), 'review_submitted', { score: stars, items, properties })
  }
  if (random.chance(0.05)) {
    const network = person.country === 'VN' ? 'zalo' : 'whatsapp'
    emit(days + 1 + random.exponential(3), 'share', { properties: { network } })
  }
  if (random.chance(troubled ? 0.01 : 0.05)) emit(days + 2 + random.exponential(6), 'referral_sent', {})
  return troubled
}
