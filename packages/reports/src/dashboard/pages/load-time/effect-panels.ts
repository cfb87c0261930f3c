import type { loadTimeDropOff } from '../../../reports/load-time-drop-off/load-time-drop-off.js'
import { enough } from '../../../statistics/too-few.js'
import type { PartsOf } from '../../report-page/answered.js'
import type { Cell } from '../../report-page/cells.js'
import { type PanelSpec, table } from '../../report-page/panel.js'
import type { text } from './messages.js'

type Parts = PartsOf<typeof loadTimeDropOff, typeof text>
type Totals = Parts['answer']['totals']
type Gain = Totals['what_if'][number]['per_1000']

/** Amounts with their intervals, a line a currency. */
function gainCell({ view }: Parts, gain: Gain, few: Cell): Cell {
  if (gain.length === 0) return few
  const { format } = view
  const money = ({ currency, amount, low, high }: Gain[number]) =>
    `${format.money({ currency, amount })} (${format.money({ currency, amount: low })} – ${format.money({ currency, amount: high })})`
  return { text: gain.map(money), value: gain, align: 'end', tone: 'strong' }
}

/** What 100 and 250 ms would change, and how good the evidence for it is. */
export function whatIfPanel(parts: Parts): PanelSpec {
  const { view, answer, t, cell } = parts
  const { what_if, slope } = answer.totals
  const few = cell.estimate({ value: 0, n: slope.conversions }, String, enough.slope)
  const orders = (row: Totals['what_if'][number]) =>
    row.orders_per_1000
      ? cell.estimate(
          { value: row.orders_per_1000.amount, low: row.orders_per_1000.low, high: row.orders_per_1000.high },
          (value) => view.format.decimal(value, 2),
        )
      : few
  return {
    id: 'what_if',
    title: t('what_if'),
    figure: 'what_if',
    note: t('what_if_says'),
    table: table(what_if, [
      {
        id: 'faster_by_ms',
        head: t('faster_by'),
        cell: (row) => cell.text(view.format.ms(row.faster_by_ms), { value: row.faster_by_ms }),
      },
      { id: 'per_1000', head: t('per_1000'), figure: 'what_if', cell: (row) => gainCell(parts, row.per_1000, few) },
      { id: 'orders_per_1000', head: t('orders_per_1000'), figure: 'what_if', cell: orders },
      {
        id: 'grade',
        head: t('grade'),
        figure: 'grade',
        cell: ({ grade }) => cell.text(t(`grade.${grade}`), { value: grade }),
      },
    ]),
  }
}

/** The same comparison by ever better evidence; what is not available says so. */
export function evidencePanel({ view, answer, t, cell }: Parts): PanelSpec {
  const { evidence, deployment, homogeneity, e_value } = answer.totals
  const { format } = view
  const rows: Totals['evidence'] = [
    ...evidence,
    {
      grade: 'D',
      odds_ratio: deployment?.odds_ratio ?? null,
      low: deployment?.low ?? null,
      high: deployment?.high ?? null,
      n: deployment ? deployment.changed.n.before + deployment.changed.n.after : 0,
    },
    { grade: 'E', odds_ratio: null, low: null, high: null, n: 0 },
  ]
  const notes = [
    ...(homogeneity
      ? [t(homogeneity.p < 0.05 ? 'strata_differ' : 'strata_agree', { p: format.decimal(homogeneity.p, 2) })]
      : []),
    ...(e_value
      ? [
          t('e_value_says', {
            estimate: format.decimal(e_value.estimate, 2),
            interval: format.decimal(e_value.interval, 2),
          }),
        ]
      : []),
  ]
  return {
    id: 'evidence',
    title: t('evidence'),
    figure: 'evidence',
    note: [t('evidence_says'), ...notes].join(' '),
    table: table(rows, [
      {
        id: 'grade',
        head: t('grade'),
        figure: 'grade',
        cell: ({ grade }) => cell.text(t(`grade.${grade}`), { value: grade }),
      },
      {
        id: 'odds_ratio',
        head: t('odds_ratio'),
        figure: 'evidence',
        cell: ({ odds_ratio, low, high }) =>
          odds_ratio === null
            ? { ...cell.text(t('not_available'), { value: null }), align: 'end' }
            : cell.estimate({ value: odds_ratio, low, high }, (value) => format.decimal(value, 2)),
      },
      { id: 'n', head: 'n', cell: ({ n }) => cell.count(n) },
    ]),
  }
}

/** A release before and after, on the pages that it changed and on the others. */
export function deploymentPanel({ view, answer, t, cell }: Parts): PanelSpec[] {
  const { deployment } = answer.totals
  if (!deployment) return []
  const { format } = view
  const { release, before, changed, others, orders_per_1000, per_1000, low, high } = deployment
  const money = per_1000.map((one) => format.money(one)).join(', ')
  const orders = format.decimal(orders_per_1000.amount, 1)
  const says = low <= 1 && high >= 1 ? 'deployment_unclear' : 'deployment_brought'
  const pages = (types: readonly string[]) => types.map((type) => t.named('page', type || 'none')).join(', ')
  const side = (name: 'changed' | 'others', { page_types, p75_ms, conversion, n }: typeof changed) => ({
    name,
    pages: pages(page_types),
    ...{ p75_ms, conversion, n },
  })
  return [
    {
      id: 'deployment',
      title: t('deployment', { release }),
      figure: 'deployment',
      note: t(says, {
        orders,
        money,
        low: format.decimal(orders_per_1000.low, 1),
        high: format.decimal(orders_per_1000.high, 1),
        pages: pages(changed.page_types),
      }),
      table: table(
        [side('changed', changed), side('others', others)],
        [
          {
            id: 'side',
            head: t('pages'),
            cell: ({ name, pages: text }) => cell.text(`${t(`side.${name}`)}: ${text}`, { value: name }),
          },
          { id: 'p75_before', head: t('p75_in', { release: before }), cell: ({ p75_ms }) => cell.ms(p75_ms.before) },
          { id: 'p75_after', head: t('p75_in', { release }), cell: ({ p75_ms }) => cell.ms(p75_ms.after) },
          {
            id: 'conversion_before',
            head: t('conversion_in', { release: before }),
            cell: ({ conversion }) => cell.percent(conversion.before),
          },
          {
            id: 'conversion_after',
            head: t('conversion_in', { release }),
            cell: ({ conversion }) => cell.percent(conversion.after),
          },
          { id: 'n', head: t('n'), figure: 'n', cell: ({ n }) => cell.count(n.before + n.after) },
        ],
      ),
    },
  ]
}
