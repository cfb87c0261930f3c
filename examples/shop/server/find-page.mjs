import { translator } from '../public/text.js'
import { accountPage, deliveryPage, notFoundPage, thanksPage, trackingFormPage } from './pages/after-order.mjs'
import { categoryPage, homePage, searchPage } from './pages/browse.mjs'
import { cartPage, contactPage, paymentPage, shippingPage } from './pages/checkout.mjs'
import { productPage } from './pages/product.mjs'

const routes = [
  [/^\/$/, homePage],
  [/^\/c\/([a-z0-9-]+)$/, categoryPage],
  [/^\/p\/([a-z0-9-]+)$/, productPage],
  [/^\/search$/, searchPage],
  [/^\/cart$/, cartPage],
  [/^\/checkout$/, contactPage],
  [/^\/checkout\/shipping$/, shippingPage],
  [/^\/checkout\/payment$/, paymentPage],
  [/^\/order\/([A-Za-z0-9-]{1,64})$/, thanksPage],
  [/^\/track$/, trackingFormPage],
  [/^\/track\/([A-Za-z0-9-]{1,64})$/, deliveryPage],
  [/^\/account$/, accountPage],
]

/** What every template gets: the language is a matter of the address alone. */
export function viewOf(path, query) {
  const lang = query.get('lang') === 'vi' ? 'vi' : 'en'
  return { path, query, lang, t: translator(lang), href: (address) => (lang === 'vi' ? `${address}?lang=vi` : address) }
}

/** The page at an address; the 404 page when there is none. */
export function findPage(view) {
  for (const [pattern, page] of routes) {
    const match = pattern.exec(view.path)
    const found = match && page(view, match[1])
    if (found) return found
  }
  return notFoundPage(view)
}
