import { formatMoney, freeShippingFrom } from '../../public/money.js'
import { categories, currencyOf, findCategory, products, productsIn, searchProducts } from '../catalogue.mjs'
import { html } from '../html.mjs'
import { listFacts, productList } from './product-list.mjs'

const favourites = ['NN-107', 'NN-101', 'NN-105', 'NN-112']

export function homePage(view) {
  const { lang, t, href } = view
  const featured = favourites.map((id) => products.find((product) => product.item_id === id))
  const currency = currencyOf(lang)
  const amount = formatMoney(freeShippingFrom(currency), currency, lang)
  return {
    title: t('tagline'),
    pageType: 'home',
    scripts: ['product-list'],
    facts: { list: listFacts('home_favourites', 'Home: favourites', featured) },
    main: html`<section class="hero"><div><h1>${t('heroTitle')}</h1><p>${t('heroText')}</p>
<p><a class="button" href="${href('/c/ceramics')}">${t('heroLink')}</a></p><p class="small">${t('freeShipping', { amount })}</p></div>
<img src="/images/hero.svg" alt="" width="800" height="600"></section>
<h2>${t('featured')}</h2>
${productList(featured, view)}
<h2>${t('departments')}</h2>
<ul class="tiles">${categories.map(
      ({ slug, name, claim }) =>
        html`<li><h3><a href="${href(`/c/${slug}`)}">${name[lang]}</a></h3><p>${claim[lang]}</p></li>`,
    )}</ul>`,
  }
}

export function categoryPage(view, slug) {
  const category = findCategory(slug)
  if (!category) return undefined
  const shown = productsIn(category)
  const name = category.name[view.lang]
  return {
    title: name,
    description: category.claim[view.lang],
    pageType: 'list',
    scripts: ['product-list'],
    facts: { list: listFacts(`category_${slug.replaceAll('-', '_')}`, category.name.en, shown) },
    main: html`<h1>${name}</h1><p class="lead">${category.claim[view.lang]}</p>${productList(shown, view, true)}`,
  }
}

export function searchPage(view) {
  const { query, t } = view
  const term = (query.get('q') ?? '').trim().slice(0, 200)
  const found = searchProducts(term)
  return {
    title: t('search'),
    pageType: 'search',
    scripts: ['product-list'],
    facts: { list: listFacts('search_results', 'Search results', found), search: { term, results: found.length } },
    main: html`<h1>${t('resultsFor', { term })}</h1>
${
  found.length > 0
    ? html`<p class="lead">${t('resultCount', { count: found.length })}</p>${productList(found, view, true)}`
    : html`<p class="lead">${t('noResults')}</p>`
}`,
  }
}
