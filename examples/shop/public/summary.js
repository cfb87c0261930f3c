import { byId, element, findProduct, money, t } from './page.js'

/** The amounts of a cart or an order, as terms and values. */
export function showSummary(amounts, code) {
  const row = (key, text, kind = 'row') =>
    element('div', { class: kind }, element('dt', {}, t(key)), element('dd', {}, text))
  const rows = [
    row('subtotal', money(amounts.subtotal, code)),
    ...(amounts.discount > 0 ? [row('discount', `−${money(amounts.discount, code)}`)] : []),
    row('shipping', amounts.shipping > 0 ? money(amounts.shipping, code) : t('free')),
    row('total', money(amounts.total, code), 'row total'),
    row('tax', money(amounts.tax, code), 'row small'),
  ]
  byId('summary').replaceChildren(...rows)
}

/** One line per product: `2 × Ấm trà Sương`. */
export function showShortLines(lines) {
  const items = lines.map(({ item_id, item_name, quantity }) =>
    element('li', {}, `${quantity} × ${findProduct(item_id)?.name ?? item_name}`),
  )
  byId('summary-lines').replaceChildren(...items)
}
