import { html } from '../html.mjs'
import { needsScript } from './needs-script.mjs'

/** Orders are kept in the browser that placed them, so its script decides which of the two parts is shown. */
const orderPage = ({ t, href }, order, heading, known) => html`${needsScript(t)}
<div id="order-unknown" hidden><h1>${t('orderNotFound')}</h1><p class="lead">${t('unknownOrder', { order })}</p>
<p><a class="button" href="${href('/')}">${t('backHome')}</a></p></div>
<div id="order-known" hidden><h1>${heading}</h1><p class="lead">${t('orderNumber')}: <strong>${order}</strong></p>
${known}</div>`

export const thanksPage = (view, order) => {
  const { t, href } = view
  return {
    title: t('thanks'),
    pageType: 'confirmation',
    scripts: ['order'],
    facts: { order },
    main: orderPage(
      view,
      order,
      t('thanks'),
      html`<div class="columns">
<section class="panel" aria-labelledby="summary-title"><h2 id="summary-title">${t('yourOrder')}</h2>
<ul class="short" id="summary-lines"></ul><dl id="summary"></dl><p><a class="button" href="${href(`/track/${order}`)}">${t('trackOrder')}</a></p></section>
<section class="panel" aria-labelledby="nps-title"><h2 id="nps-title">${t('npsQuestion')}</h2>
<form id="nps"><fieldset class="scale"><legend class="small">${t('npsScale')}</legend>
${Array.from({ length: 11 }, (_, score) => html`<label><input type="radio" name="score" value="${score}" required>${score}</label> `)}</fieldset>
<button type="submit">${t('npsSend')}</button></form><p id="nps-status" role="status"></p></section></div>`,
    ),
  }
}

const orderForm = ({
  lang,
  t,
}) => html`<form class="panel narrow" action="/track"><p><label for="order">${t('orderNumber')}</label>
<input id="order" name="order" required pattern="[A-Za-z0-9\\-]{1,64}" autocomplete="off"></p>
${lang === 'vi' ? html`<input type="hidden" name="lang" value="vi">` : ''}<button type="submit">${t('showDelivery')}</button></form>`

export const trackingFormPage = (view) => ({
  title: view.t('trackOrder'),
  pageType: 'tracking',
  main: html`<h1>${view.t('trackOrder')}</h1>${orderForm(view)}`,
})

export const deliveryPage = (view, order) => ({
  title: view.t('delivery'),
  pageType: 'tracking',
  scripts: ['delivery'],
  facts: { order },
  main: orderPage(view, order, view.t('delivery'), html`<ol class="progress" id="progress"></ol>`),
})

export const accountPage = ({ t }) => ({
  title: t('account'),
  pageType: 'account',
  scripts: ['account'],
  main: html`<h1>${t('account')}</h1>${needsScript(t)}
<form id="sign-in" class="panel narrow" hidden><p><label for="email">${t('email')}</label>
<input id="email" name="email" type="email" required autocomplete="email" maxlength="128" aria-describedby="sign-in-hint"></p>
<p class="small" id="sign-in-hint">${t('signInHint')}</p><button type="submit">${t('signIn')}</button></form>
<div id="signed-in" class="panel narrow" hidden><p id="signed-in-as"></p><button type="button" id="sign-out">${t('signOut')}</button></div>
<section aria-labelledby="orders-title"><h2 id="orders-title">${t('yourOrders')}</h2><p id="no-orders" hidden>${t('noOrders')}</p><ul id="orders"></ul></section>`,
})

export const notFoundPage = ({ t, href }) => ({
  title: t('notFound'),
  pageType: 'not_found',
  status: 404,
  main: html`<h1>${t('notFound')}</h1><p><a class="button" href="${href('/')}">${t('backHome')}</a></p>`,
})
