import { formatMoney } from './money.js'
import { translator } from './text.js'

/** What the server wrote about this page: currency, products, and what the page itself shows. */
export const facts = JSON.parse(document.getElementById('page-facts').textContent)
export const { lang } = document.documentElement
export const { currency } = facts
export const t = translator(lang)

export const href = (address) => (lang === 'vi' ? `${address}?lang=vi` : address)
export const money = (amount, code = currency) => formatMoney(amount, code, lang)
export const findProduct = (itemId) => facts.products.find((product) => product.item.item_id === itemId)

export const byId = (id) => document.getElementById(id)

/** Makes an element; text children are text, never markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

/** Runs once the form is valid and sent; the browser itself checks the fields. */
export function onSubmit(form, run) {
  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    run(new FormData(form))
  })
}
