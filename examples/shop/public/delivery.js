import { findOrder } from './orders.js'
import { byId, element, facts, lang, t } from './page.js'
import { trackOrder } from './tracking.js'

const minute = 60_000
const day = 24 * 60 * minute
/** When each step is reached, from the order on. */
const steps = [
  ['received', () => 0],
  ['packed', () => 10 * minute],
  ['onItsWay', () => day / 2],
  ['delivered', (tier) => (tier === 'express' ? day : 3 * day)],
]

function progressLine(key, time) {
  const reached = time <= Date.now()
  const when = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' }).format(time)
  const text = element('span', { class: 'small' }, reached ? when : t('expected', { time: when }))
  return element('li', { class: reached ? 'reached' : '' }, element('strong', {}, t(key)), ' ', text)
}

const order = findOrder(facts.order)
byId(order ? 'order-known' : 'order-unknown').hidden = false
if (order) {
  trackOrder(order)
  const lines = steps.map(([key, after]) => progressLine(key, order.placed_at + after(order.shipping_tier)))
  byId('progress').replaceChildren(...lines)
}
