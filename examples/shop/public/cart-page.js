import { applyCoupon, clearCart, loadCart, setQuantity, totals } from './cart.js'
import { byId, element, findProduct, href, money, onSubmit, t } from './page.js'
import { showCartCount } from './shop.js'
import { showSummary } from './summary.js'
import { addToCart, denyCoupon, emptyCart, removeFromCart, viewCart } from './tracking.js'

function change(itemId, quantity) {
  const cart = loadCart()
  const changed = setQuantity(cart, itemId, quantity)
  if (changed > 0) addToCart(cart, itemId, changed)
  if (changed < 0) removeFromCart(cart, itemId, -changed)
  if (cart.lines.length === 0) emptyCart(cart)
  show()
}

function cartLine({ item_id: itemId, quantity }) {
  const { name, slug, price, item } = findProduct(itemId)
  const field = element('input', {
    ...{ type: 'number', min: 0, max: 20, value: quantity, inputmode: 'numeric' },
    'aria-label': t('quantityOf', { name }),
  })
  field.addEventListener('change', () => change(itemId, Number(field.value)))
  const remove = element(
    'button',
    { type: 'button', class: 'plain', 'aria-label': t('removeOf', { name }) },
    t('remove'),
  )
  remove.addEventListener('click', () => {
    change(itemId, 0)
    byId('content').focus()
  })
  return element(
    'li',
    {},
    element('img', { src: `/images/${slug}.svg`, alt: '', width: 96, height: 96 }),
    element(
      'div',
      { class: 'what' },
      element('a', { href: href(`/p/${slug}`) }, name),
      element('span', { class: 'maker' }, item.item_brand),
      element('span', { class: 'price' }, money(price)),
    ),
    element('div', { class: 'amount' }, field, remove),
  )
}

function show() {
  const cart = loadCart()
  const filled = cart.lines.length > 0
  byId('cart-filled').hidden = !filled
  byId('cart-empty').hidden = filled
  byId('cart-lines').replaceChildren(...cart.lines.map(cartLine))
  showSummary(totals(cart))
  showCartCount()
}

onSubmit(byId('coupon'), (fields) => {
  const code = fields.get('code').trim().toUpperCase()
  const cart = loadCart()
  const refused = applyCoupon(cart, code)
  if (refused) denyCoupon(cart, code, refused)
  const refusal = refused === 'expired' ? t('couponExpired') : t('couponUnknown')
  byId('coupon-status').textContent = refused ? refusal : t('couponApplied', { code })
  show()
})

byId('cart-clear').addEventListener('click', () => {
  const cart = loadCart()
  clearCart(cart)
  emptyCart(cart)
  show()
  byId('content').focus()
})

show()
const cart = loadCart()
if (cart.lines.length > 0) viewCart(cart)
window.addEventListener('pageshow', (event) => event.persisted && show())
