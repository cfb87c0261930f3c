import { formatMoney } from '../../public/money.js'
import { currencyOf } from '../catalogue.mjs'
import { html } from '../html.mjs'

export const price = (product, lang) => formatMoney(product.price[currencyOf(lang)], currencyOf(lang), lang)

export const picture = (product, lang, loading = 'lazy') =>
  html`<img src="/images/${product.slug}.svg" alt="${product.picture[lang]}" width="400" height="400" loading="${loading}">`

/** What the page's scripts report as `view_item_list` and `select_item`. */
export const listFacts = (id, name, products) => ({ id, name, products: products.map((product) => product.item_id) })

/** Cards that link to the products; the script finds the position by `data-item`. */
export const productList = (products, { lang, href }, eager = false) => html`<ul class="products">
${products.map(
  (product) => html`<li class="card" data-item="${product.item_id}">${picture(product, lang, eager ? 'eager' : 'lazy')}
<h3><a href="${href(`/p/${product.slug}`)}">${product.name[lang]}</a></h3>
<p class="maker">${product.brand}</p>
<p class="price">${price(product, lang)}</p></li>
`,
)}</ul>`
