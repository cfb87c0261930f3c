import { enough } from '../../../statistics/too-few.js'
import type { Cell } from '../../report-page/cells.js'
import { type PanelSpec, table } from '../../report-page/panel.js'
import type { Parts } from './page.js'

type Value = Parts['answer']['totals']['order_value'][number]

/** How many times a first order a later one is worth, when there are enough of both. */
export function ratioCell({ view, cell }: Parts, { ratio, low, high, new: first, existing }: Value): Cell {
  const n = Math.min(first?.orders ?? 0, existing?.orders ?? 0)
  return cell.estimate({ value: ratio, low, high, n }, (times) => `× ${view.format.decimal(times, 2)}`)
}

export function segmentsPanel({ view, answer, t, cell }: Parts): PanelSpec {
  const { format } = view
  const { recent_days, gone_days, big_spenders } = answer.totals
  const { rows } = answer
  const name = (segment: string) => t.named('segment', segment)
  return {
    id: 'segments',
    title: t('segments'),
    figure: 'segment',
    note: t('segments_say', {
      recent: format.days(recent_days),
      gone: format.days(gone_days),
      big: big_spenders.map((amount) => format.money(amount)).join(', ') || '–',
    }),
    stacked: true,
    chart: {
      kind: 'bars',
      unit: 'count',
      lying: true,
      categories: rows.map(({ segment }) => name(segment)),
      tips: rows.map(({ segment, customers, share }) => ({
        title: name(segment),
        lines: [
          [t('customers'), format.count(customers)],
          [t('share'), format.percent(share.rate)],
        ],
      })),
      groups: [{ name: t('customers'), values: rows.map(({ customers }) => customers) }],
    },
    table: table(rows, [
      {
        id: 'segment',
        head: t('segment'),
        defines: ({ segment }) => segment,
        cell: ({ segment }) => cell.text(name(segment), { value: segment }),
      },
      {
        id: 'customers',
        head: t('customers'),
        figure: 'customers',
        cell: (row) => cell.count(row.customers, 'strong'),
      },
      { id: 'share', head: t('share'), figure: 'share', cell: ({ share }) => cell.rate(share) },
      { id: 'orders', head: t('orders'), figure: 'orders', cell: (row) => cell.count(row.orders) },
      {
        id: 'days_since_order',
        head: t('since'),
        figure: 'days_since_order',
        cell: (row) => cell.decimal(row.days_since_order, 0),
      },
      { id: 'revenue', head: t('revenue'), figure: 'revenue', cell: (row) => cell.money(row.revenue) },
    ]),
  }
}

export function orderValue(parts: Parts): PanelSpec {
  const { view, answer, t, cell } = parts
  const mean = (currency: string, group: Value['new']): Cell =>
    group
      ? {
          ...cell.money([{ currency, amount: group.amount }]),
          basis: t('n_orders', { n: view.format.count(group.orders) }),
        }
      : cell.count(null)
  return {
    id: 'order_value',
    title: t('order_value'),
    figure: 'order_value',
    note: t('order_value_says'),
    width: 'half',
    table: table(answer.totals.order_value, [
      { id: 'currency', head: t('currency'), cell: ({ currency }) => cell.text(currency) },
      {
        id: 'new',
        head: t('first_orders'),
        figure: 'new_orders',
        cell: ({ currency, new: first }) => mean(currency, first),
      },
      {
        id: 'existing',
        head: t('later_orders'),
        figure: 'existing_orders',
        cell: ({ currency, existing }) => mean(currency, existing),
      },
      { id: 'ratio', head: t('times'), cell: (row) => ratioCell(parts, row) },
    ]),
  }
}

export function perCustomer({ view, answer, t, cell }: Parts): PanelSpec {
  const money = (currency: string, amount: string) => view.format.money({ currency, amount })
  return {
    id: 'per_customer',
    title: t('per_customer'),
    figure: 'revenue_per_customer',
    width: 'half',
    table: table(answer.totals.revenue_per_customer, [
      {
        id: 'group',
        head: t('group'),
        cell: ({ group, currency }) => cell.text(`${t.named('group', group)}, ${currency}`, { value: group }),
      },
      {
        id: 'amount',
        head: t('amount'),
        cell: ({ currency, amount, low, high, customers }) => {
          if (customers < enough.rate) return cell.estimate({ value: 0, n: customers }, String)
          const shown = cell.money([{ currency, amount }])
          return low === null || high === null
            ? shown
            : { ...shown, basis: `${money(currency, low)} – ${money(currency, high)}` }
        },
      },
      { id: 'customers', head: t('customers'), cell: ({ customers }) => cell.count(customers) },
    ]),
  }
}

export function newProduct({ answer, t, cell }: Parts): PanelSpec {
  const { new: first, existing, difference } = answer.totals.new_product
  const rows = [
    { id: 'new', name: t('first_orders'), shown: cell.rate(first) },
    { id: 'existing', name: t('later_orders'), shown: cell.rate(existing) },
    {
      id: 'difference',
      name: t('difference'),
      shown: cell.points(difference ?? { difference: null, low: null, high: null }),
    },
  ]
  return {
    id: 'new_product',
    title: t('new_product'),
    figure: 'new_product',
    note: t('new_product_says'),
    width: 'half',
    table: table(rows, [
      { id: 'orders', head: t('whose'), cell: ({ name, id }) => cell.text(name, { value: id }) },
      { id: 'with_new', head: t('with_new'), cell: ({ shown }) => shown },
    ]),
  }
}
