import { addItem, loadCart } from './cart.js'
import { byId, element, facts, findProduct, href, onSubmit, t } from './page.js'
import { showCartCount } from './shop.js'
import { addToCart, markProductVisible, submitReview, viewItem } from './tracking.js'

const itemId = facts.product
viewItem(itemId)
// A picture that does not load is never visible.
markProductVisible(document.querySelector('.product img')).catch(() => {})

onSubmit(byId('add'), (fields) => {
  const cart = loadCart()
  const added = addItem(cart, itemId, Number(fields.get('quantity')))
  if (added > 0) addToCart(cart, itemId, added)
  showCartCount()
  const { name } = findProduct(itemId)
  byId('add-status').replaceChildren(t('added', { name }), ' ', element('a', { href: href('/cart') }, t('goToCart')))
})

onSubmit(byId('review'), (fields) => {
  submitReview(itemId, Number(fields.get('rating')))
  byId('review').hidden = true
  byId('review-status').textContent = t('reviewThanks')
})
