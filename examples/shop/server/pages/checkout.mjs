import { shippingTiers } from '../../public/money.js'
import { html, raw } from '../html.mjs'
import { needsScript } from './needs-script.mjs'

export const cartPage = ({ t, href }) => ({
  title: t('yourCart'),
  pageType: 'cart',
  scripts: ['cart-page'],
  main: html`<h1>${t('yourCart')}</h1>${needsScript(t)}
<div id="cart-empty" hidden><p class="lead">${t('emptyCart')}</p><p><a class="button" href="${href('/')}">${t('continueShopping')}</a></p></div>
<div id="cart-filled" class="columns" hidden><div><ul class="lines" id="cart-lines"></ul>
<p><a href="${href('/')}">${t('continueShopping')}</a> · <button type="button" class="plain" id="cart-clear">${t('clearCart')}</button></p></div>
<section class="panel" aria-labelledby="summary-title"><h2 id="summary-title">${t('summary')}</h2><dl id="summary"></dl>
<form id="coupon" class="row"><p><label for="coupon-code">${t('couponCode')}</label>
<input id="coupon-code" name="code" required autocomplete="off" maxlength="40" aria-describedby="coupon-hint"></p><button type="submit" class="second">${t('applyCoupon')}</button></form>
<p class="small" id="coupon-hint">${t('couponHint')}</p><p id="coupon-status" role="status"></p>
<p><a class="button wide" href="${href('/checkout')}">${t('toCheckout')}</a></p></section></div>`,
})

const steps = [
  ['/checkout', 'contactStep'],
  ['/checkout/shipping', 'shippingStep'],
  ['/checkout/payment', 'paymentStep'],
]

/** The frame of the three steps; the scripts hide it when the cart is empty. */
function checkoutStep({ t, href, path }, heading, form) {
  const items = steps.map(
    ([address, key]) =>
      html`<li${address === path ? raw(' aria-current="step"') : ''}><a href="${href(address)}">${t(key)}</a></li>`,
  )
  return {
    title: `${t('checkout')}: ${heading}`,
    pageType: 'checkout',
    scripts: ['checkout'],
    main: html`<h1>${t('checkout')}</h1>${needsScript(t)}
<nav aria-label="${t('steps')}"><ol class="steps">${items}</ol></nav>
<div id="cart-empty" hidden><p class="lead">${t('emptyCart')}</p><p><a class="button" href="${href('/')}">${t('continueShopping')}</a></p></div>
<div id="checkout" class="columns" hidden><section class="panel" aria-labelledby="step-title"><h2 id="step-title">${heading}</h2>
${form}</section>
<section class="panel" aria-labelledby="summary-title"><h2 id="summary-title">${t('summary')}</h2><ul class="short" id="summary-lines"></ul><dl id="summary"></dl></section></div>`,
  }
}

const field = (name, label, attributes) =>
  html`<p><label for="${name}">${label}</label><input id="${name}" name="${name}" required ${raw(attributes)}></p>`

export const contactPage = (view) =>
  checkoutStep(
    view,
    view.t('contactStep'),
    html`<form id="contact">${field('email', view.t('email'), 'type="email" autocomplete="email"')}
<button type="submit">${view.t('continueToShipping')}</button></form>`,
  )

export const shippingPage = (view) =>
  checkoutStep(
    view,
    view.t('shippingStep'),
    html`<form id="shipping">${field('name', view.t('fullName'), 'autocomplete="name"')}
${field('address', view.t('address'), 'autocomplete="street-address"')}
${field('city', view.t('city'), 'autocomplete="address-level2"')}
<fieldset><legend>${view.t('shippingMethod')}</legend>
${shippingTiers.map((tier) => html`<label class="option"><input type="radio" name="tier" value="${tier}"${tier === 'standard' ? raw(' checked') : ''}> ${view.t(tier)} <span class="price" data-tier="${tier}"></span></label>`)}</fieldset>
<button type="submit">${view.t('continueToPayment')}</button></form>`,
  )

export const paymentPage = (view) =>
  checkoutStep(
    view,
    view.t('paymentStep'),
    html`<form id="payment" autocomplete="off"><fieldset><legend>${view.t('paymentMethod')}</legend>
${['card', 'cash_on_delivery'].map((type) => html`<label class="option"><input type="radio" name="type" value="${type}"${type === 'card' ? raw(' checked') : ''}> ${view.t(type)}</label>`)}</fieldset>
<div id="card-fields">${field('card', view.t('cardNumber'), 'inputmode="numeric" autocomplete="cc-number" maxlength="23" aria-describedby="card-hint"')}
<p class="small" id="card-hint">${view.t('cardHint')}</p></div>
<p id="payment-error" role="alert"></p>
<button type="submit">${view.t('pay')}</button></form>`,
  )
