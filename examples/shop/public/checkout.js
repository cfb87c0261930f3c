/** The three steps: /checkout, /checkout/shipping, /checkout/payment. What is typed here is checked and not kept. */
import { chooseTier, loadCart, totals } from './cart.js'
import { shippingTiers } from './money.js'
import { placeOrder } from './orders.js'
import { byId, href, money, onSubmit, t } from './page.js'
import { read } from './stored.js'
import { showShortLines, showSummary } from './summary.js'
import { addPaymentInfo, addShippingInfo, beginCheckout, failPayment } from './tracking.js'

const declinedCard = '4000000000000002'
const cart = loadCart()
const goTo = (address) => location.assign(href(address))

function show(tier) {
  const filled = cart.lines.length > 0
  byId('checkout').hidden = !filled
  byId('cart-empty').hidden = filled
  showShortLines(cart.lines)
  showSummary(totals(cart, tier))
}

function contactStep(form) {
  if (cart.lines.length > 0) beginCheckout(cart)
  form.elements.email.value = read('user', '')
  onSubmit(form, () => goTo('/checkout/shipping'))
}

function shippingStep(form) {
  for (const tier of shippingTiers) {
    const { shipping } = totals(cart, tier)
    form.querySelector(`[data-tier=${tier}]`).textContent = shipping > 0 ? money(shipping) : t('free')
  }
  form.elements.tier.value = cart.tier ?? 'standard'
  form.addEventListener('change', () => show(form.elements.tier.value))
  onSubmit(form, (fields) => {
    chooseTier(cart, fields.get('tier'))
    addShippingInfo(cart)
    goTo('/checkout/payment')
  })
}

function paymentStep(form) {
  const error = byId('payment-error')
  form.addEventListener('change', () => {
    const byCard = form.elements.type.value === 'card'
    byId('card-fields').hidden = !byCard
    form.elements.card.required = byCard
  })
  onSubmit(form, (fields) => {
    const type = fields.get('type')
    const number = fields.get('card').replace(/[\s-]/g, '')
    error.textContent = ''
    if (type === 'card' && !/^\d{16}$/.test(number)) {
      error.textContent = t('cardInvalid')
      return form.elements.card.focus()
    }
    addPaymentInfo(cart, type)
    if (type === 'card' && number === declinedCard) {
      failPayment(cart, type, 'card_declined')
      error.textContent = t('cardDeclined')
      return form.elements.card.focus()
    }
    goTo(`/order/${placeOrder(cart, type).transaction_id}`)
  })
}

const steps = { contact: contactStep, shipping: shippingStep, payment: paymentStep }
for (const [id, start] of Object.entries(steps)) if (byId(id)) start(byId(id))
show()
// Taken back from the browser's cache after the order: the cart is another one now.
window.addEventListener('pageshow', (event) => event.persisted && location.reload())
