import { createHash } from 'node:crypto'
import { categories, currencyOf, productFacts, products } from './catalogue.mjs'
import { html, jsonScript, raw } from './html.mjs'

/** Collects calls until the script has loaded; inline, so that it is there before anything else on the page. */
export const stub = 'window.touchline=window.touchline||function(){(touchline.q=touchline.q||[]).push(arguments)}'
export const stubHash = `'sha256-${createHash('sha256').update(stub).digest('base64')}'`

/** Everything up to `</head>`, the analytics script included: it may be sent long before the body. */
export function head(page, { lang, t }, { scriptUrl, siteId, mode, release }) {
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} – ${t('shopName')}</title>
<meta name="description" content="${page.description ?? t('heroText')}">
<script>${raw(stub)}</script>
<script async src="${scriptUrl}" data-site="${siteId}" data-page-type="${page.pageType}" data-mode="${mode}"${release ? html` data-release="${release}"` : ''}></script>
<link rel="icon" href="/images/icon.svg" type="image/svg+xml">
${['style', 'frame', 'pages'].map((name) => html`<link rel="stylesheet" href="/${name}.css">\n`)}${['shop', ...(page.scripts ?? [])].map((name) => html`<script type="module" src="/${name}.js"></script>\n`)}</head>
`.text
}

function languageSwitch({ lang, path, query, t }) {
  const term = query.get('q')
  const link = (code, name) => {
    const search = new URLSearchParams([...(term ? [['q', term]] : []), ...(code === 'vi' ? [['lang', 'vi']] : [])])
    const address = search.size > 0 ? `${path}?${search}` : path
    return html`<a href="${address}" hreflang="${code}" lang="${code}"${code === lang ? raw(' aria-current="true"') : ''}>${name}</a>`
  }
  return html`<nav class="languages" aria-label="${t('language')}">${link('en', 'English')} ${link('vi', 'Tiếng Việt')}</nav>`
}

const searchForm = ({ lang, query, t, path }) => html`<form class="search" role="search" action="/search">
<label class="visually-hidden" for="search-term">${t('searchLabel')}</label>
<input id="search-term" type="search" name="q" required placeholder="${t('searchLabel')}" value="${path === '/search' ? query.get('q') : ''}">
${lang === 'vi' ? raw('<input type="hidden" name="lang" value="vi">') : ''}<button type="submit">${t('search')}</button>
</form>`

const consentBanner = (
  t,
) => html`<section class="consent" id="consent" role="region" aria-labelledby="consent-title" hidden>
<h2 id="consent-title">${t('consentTitle')}</h2>
<p>${t('consentText')}</p>
<p><button type="button" value="granted">${t('consentYes')}</button> <button type="button" value="denied">${t('consentNo')}</button></p>
</section>`

/** The page from `<body>` on. */
export function body(page, view, { mode }) {
  const { lang, path, t, href } = view
  const current = (address) => (address === path ? raw(' aria-current="page"') : '')
  const facts = {
    currency: currencyOf(lang),
    products: products.map((product) => productFacts(product, lang)),
    ...page.facts,
  }
  return html`<body>
<a class="skip" href="#content">${t('skipLink')}</a>
<header class="top">
<a class="brand" href="${href('/')}"><img src="/images/icon.svg" alt="" width="36" height="36">${t('shopName')}</a>
${searchForm(view)}
<div class="own"><a href="${href('/account')}"${current('/account')}>${t('account')}</a>
<a href="${href('/cart')}" id="cart-link"${current('/cart')} aria-label="${t('cartCount', { count: 0 })}">${t('cart')} <span id="cart-count">0</span></a></div>
${languageSwitch(view)}
<nav class="departments" aria-label="${t('mainMenu')}">${categories.map(({ slug, name }) => html`<a href="${href(`/c/${slug}`)}"${current(`/c/${slug}`)}>${name[lang]}</a> `)}</nav>
</header>
<main id="content" tabindex="-1">
${page.main}
</main>
<footer class="bottom">
<p>${t('footerLine')}</p>
<p><a href="${href('/track')}">${t('trackOrder')}</a>${mode === 'adaptive' ? html` <button type="button" class="plain" id="consent-again">${t('privacyChoices')}</button>` : ''}</p>
</footer>
${mode === 'adaptive' ? consentBanner(t) : ''}
${jsonScript('page-facts', facts)}
</body>
</html>
`.text
}
