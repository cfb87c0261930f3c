import { customerValue } from '../../../reports/customer-value/customer-value.js'
import { enough } from '../../../statistics/too-few.js'
import type { PartsOf } from '../../report-page/answered.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { askedText, type FormSpec } from '../../report-page/fields.js'
import type { FigureSpec } from '../../report-page/panel.js'
import type { View } from '../../view.js'
import { definitionsVi } from './definitions-vi.js'
import { text } from './messages.js'
import { newProduct, orderValue, perCustomer, ratioCell, segmentsPanel } from './panels.js'

export type Parts = PartsOf<typeof customerValue, typeof text>

function form(view: View): FormSpec {
  const t = text(view)
  const gap = askedText(view, 'gap_days')
  return {
    title: t('form'),
    summary: gap ? t('form_says', { days: view.format.days(Number(gap)) }) : t('form_says_own'),
    fields: [
      { kind: 'number', name: 'gap_days', label: t('gap_days'), min: 1, max: 3650, placeholder: t('by_the_shop') },
      { kind: 'number', name: 'new_product_days', label: t('new_product_days'), min: 1, max: 365, otherwise: 30 },
    ],
  }
}

function figures(parts: Parts): FigureSpec[] {
  const { view, answer, t, cell } = parts
  const { format } = view
  const { customers, orders, repurchase_gap: gap, order_value, tried_another } = answer.totals
  const bounds = gap.low_days !== null && gap.high_days !== null
  const main = [...order_value].sort((a, b) => (b.new?.orders ?? 0) - (a.new?.orders ?? 0))[0]
  return [
    {
      id: 'customers',
      label: t('customers'),
      cell: cell.count(customers),
      basis: t('customers_basis', { orders: format.count(orders) }),
    },
    {
      id: 'repurchase_gap',
      label: t('gap'),
      cell: cell.quantile(gap.gaps, 0.5, format.days(gap.median_days), gap.median_days),
      basis:
        bounds && gap.gaps >= enough.p75
          ? t('gap_basis', {
              low: format.days(gap.low_days),
              high: format.days(gap.high_days),
              gaps: format.count(gap.gaps),
            })
          : t('gap_few', { gaps: format.count(gap.gaps) }),
    },
    ...(main
      ? [
          {
            id: 'ratio',
            figure: 'order_value',
            label: t('ratio', { currency: main.currency }),
            cell: ratioCell(parts, main),
          },
        ]
      : []),
    { id: 'tried_another', label: t('tried'), cell: cell.rate(tried_another) },
  ]
}

export const customerValuePage = defineReportPage({
  name: 'customer-value',
  icon: 'M10 3l2 4.5 5 .5-3.7 3.3 1.1 4.9L10 13.6 5.6 16.2l1.1-4.9L3 8l5-.5z',
  report: customerValue,
  text,
  definitionsVi,
  form,
  isEmpty: ({ totals }) => totals.customers === 0,
  figures,
  panels: (parts) => {
    const { new: first, existing } = parts.answer.totals.new_product
    const isKnown = first.denominator + existing.denominator > 0
    return [segmentsPanel(parts), orderValue(parts), perCustomer(parts), ...(isKnown ? [newProduct(parts)] : [])]
  },
})
