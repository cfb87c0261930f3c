/** On every page: the number of items in the cart, and the consent banner where there is one. */
import { countItems, loadCart } from './cart.js'
import { byId, t } from './page.js'
import { read, write } from './stored.js'
import { giveConsent } from './tracking.js'

export function showCartCount() {
  const count = countItems(loadCart())
  byId('cart-count').textContent = count
  byId('cart-link').setAttribute('aria-label', t('cartCount', { count }))
}

function askForConsent(banner) {
  const choice = read('consent')
  if (choice) giveConsent(choice)
  banner.hidden = Boolean(choice)
  byId('consent-again').addEventListener('click', () => {
    banner.hidden = false
    banner.querySelector('button').focus()
  })
  for (const button of banner.querySelectorAll('button')) {
    button.addEventListener('click', () => {
      write('consent', button.value)
      giveConsent(button.value)
      banner.hidden = true
    })
  }
}

showCartCount()
// A page taken back from the browser's cache shows the cart as it was.
window.addEventListener('pageshow', (event) => event.persisted && showCartCount())
const banner = byId('consent')
if (banner) askForConsent(banner)
