import { findCategory, findProduct, products, productsIn } from '../catalogue.mjs'
import { html } from '../html.mjs'
import { listFacts, picture, price, productList } from './product-list.mjs'

const reviewForm = (t) => html`<section class="panel" aria-labelledby="review-title">
<h2 id="review-title">${t('writeReview')}</h2>
<form id="review"><fieldset class="scale"><legend>${t('rating')}</legend>
${[1, 2, 3, 4, 5].map((count) => html`<label><input type="radio" name="rating" value="${count}" required aria-label="${t('stars', { count })}"><span aria-hidden="true">${count} ★</span></label> `)}</fieldset>
<p><label for="review-text">${t('reviewText')}</label><textarea id="review-text" name="text" rows="3"></textarea></p>
<button type="submit">${t('sendReview')}</button></form>
<p id="review-status" role="status"></p></section>`

export function productPage(view, slug) {
  const product = findProduct(slug)
  if (!product) return undefined
  const { lang, t, href } = view
  const category = findCategory(product.category)
  const others = [...productsIn(category), ...products].filter((other) => other !== product)
  const related = [...new Set(others)].slice(0, 4)
  return {
    title: product.name[lang],
    description: product.description[lang],
    pageType: 'product',
    scripts: ['product', 'product-list'],
    facts: { product: product.item_id, list: listFacts('related_products', 'Related products', related) },
    main: html`<p class="crumbs"><a href="${href('/')}">${t('shopName')}</a> / <a href="${href(`/c/${category.slug}`)}">${category.name[lang]}</a></p>
<article class="product">${picture(product, lang, 'eager')}
<div><h1>${product.name[lang]}</h1><p class="maker">${t('by', { brand: product.brand })}</p>
<p class="price large">${price(product, lang)} <span class="small">${t('taxIncluded')}</span></p>
<p>${product.description[lang]}</p>
<form id="add" class="row"><p><label for="quantity">${t('quantity')}</label>
<input id="quantity" name="quantity" type="number" min="1" max="20" value="1" required inputmode="numeric"></p>
<button type="submit">${t('addToCart')}</button></form>
<p id="add-status" role="status"></p></div></article>
${reviewForm(t)}
<h2>${t('alsoLike')}</h2>
${productList(related, view)}`,
  }
}
