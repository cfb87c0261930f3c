import { findOrder } from './orders.js'
import { byId, facts, onSubmit, t } from './page.js'
import { showShortLines, showSummary } from './summary.js'
import { answerNps, purchase } from './tracking.js'

const order = findOrder(facts.order)
byId(order ? 'order-known' : 'order-unknown').hidden = false

if (order) {
  purchase(order)
  showShortLines(order.items)
  showSummary(order, order.currency)
  onSubmit(byId('nps'), (fields) => {
    answerNps(order, Number(fields.get('score')))
    byId('nps').hidden = true
    byId('nps-status').textContent = t('npsThanks')
  })
}
