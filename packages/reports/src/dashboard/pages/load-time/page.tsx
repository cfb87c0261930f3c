import { loadTimeDropOff } from '../../../reports/load-time-drop-off/load-time-drop-off.js'
import { enoughForQuantile } from '../../../statistics/too-few.js'
import type { PartsOf } from '../../report-page/answered.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { askedText, type FormSpec } from '../../report-page/fields.js'
import { type FigureSpec, type PanelSpec, table } from '../../report-page/panel.js'
import type { View } from '../../view.js'
import { definitionsVi } from './definitions-vi.js'
import { deploymentPanel, evidencePanel, whatIfPanel } from './effect-panels.js'
import { breakdownPanel, decilesPanel, stepsPanel } from './group-panels.js'
import { binName, loadClassesChart } from './load-classes-chart.js'
import { text } from './messages.js'
import { isEnough, patienceChart } from './patience-chart.js'

type Parts = PartsOf<typeof loadTimeDropOff, typeof text>

const pageEvents = ['view_item', 'view_item_list', 'view_cart', 'begin_checkout', 'add_payment_info']
const metrics = ['product_visible_ms', 'fcp_ms', 'lcp_ms', 'dom_ready_ms', 'load_ms', 'ttfb_ms']

/** Which page loads, and when one counts as ready. */
function form(view: View): FormSpec {
  const t = text(view)
  return {
    title: t('form'),
    summary: `${askedText(view, 'at') || t('landing')} · ${t('ready_at', { metric: askedText(view, 'metric') || t('readiness') })}`,
    fields: [
      { kind: 'text', name: 'at', label: t('at_page'), placeholder: t('landing'), suggestions: pageEvents },
      {
        kind: 'choice',
        name: 'metric',
        label: t('metric'),
        options: [['', t('readiness')], ...metrics.map((name) => [name, name] as const)],
      },
      { kind: 'breakdown', name: 'breakdown', label: view.t('form.breakdown') },
      { kind: 'text', name: 'release', label: t('release'), placeholder: t('latest') },
    ],
  }
}

/** Who left, when most pages are there, who is gone after 3 and 10 seconds. */
function figures({ view, answer, t, cell }: Parts): FigureSpec[] {
  const { format } = view
  const { left_share, percentiles, patience } = answer.totals
  const { n, p50_ms, p75_ms, p95_ms } = percentiles.corrected
  const gone = ([3, 10] as const).flatMap((seconds): FigureSpec[] => {
    const point = patience.find(({ t_s }) => t_s === seconds)
    if (!point) return []
    return [
      {
        id: `gone-${seconds}`,
        figure: 'patience',
        label: t(seconds === 3 ? 'gone_3' : 'gone_10'),
        cell: cell.estimate({ value: point.left, n: point.at_risk }, format.percent),
        basis: isEnough(point)
          ? t('at_basis', { interval: format.interval(point), n: format.count(point.at_risk) })
          : undefined,
      },
    ]
  })
  return [
    { id: 'left_share', label: t('left'), cell: cell.rate(left_share) },
    {
      id: 'percentiles',
      label: t('p75'),
      cell: cell.quantile(n, 0.75, format.ms(p75_ms), p75_ms),
      basis: t('p75_basis', {
        p50: format.ms(p50_ms),
        p95: enoughForQuantile(n, 0.95) ? format.ms(p95_ms) : view.t('rate.too_few'),
        n: format.count(n),
      }),
    },
    ...gone,
  ]
}

function patience(parts: Parts): PanelSpec {
  const { view, answer, t, cell } = parts
  const { format } = view
  const points = answer.totals.patience
  const goneAt = (seconds: number) => format.percent(points.find(({ t_s }) => t_s === seconds)?.left)
  return {
    id: 'patience',
    title: t('patience'),
    note: t('patience_says', { three: goneAt(3), ten: goneAt(10) }),
    chart: patienceChart(parts),
    table: table(
      points.filter(({ t_s }) => [1, 2, 3, 4, 5, 8, 10, 15].includes(t_s)),
      [
        { id: 't_s', head: t('after'), cell: ({ t_s }) => cell.text(format.seconds(t_s), { value: t_s }) },
        {
          id: 'left',
          head: t('gone'),
          figure: 'patience',
          cell: ({ left, low, high, at_risk }) => cell.estimate({ value: left, low, high, n: at_risk }, format.percent),
        },
        { id: 'at_risk', head: t('waiting'), figure: 'at_risk', cell: ({ at_risk }) => cell.count(at_risk) },
      ],
    ),
  }
}

function bins(parts: Parts): PanelSpec {
  const { answer, t, cell } = parts
  return {
    id: 'bins',
    title: t('bins'),
    note: t('bins_say'),
    chart: loadClassesChart(parts),
    stacked: true,
    table: table(answer.rows, [
      { id: 'load_time_s', head: t('time_s'), cell: (bin) => cell.text(binName(bin)) },
      { id: 'n', head: t('n'), figure: 'n', cell: ({ n }) => cell.count(n) },
      { id: 'left', head: t('left_short'), figure: 'left', cell: ({ left }) => cell.count(left) },
      { id: 'conversion', head: t('conversion'), figure: 'conversion', cell: (bin) => cell.rate(bin.conversion) },
      { id: 'bounce', head: t('bounce'), figure: 'bounce', cell: ({ bounce }) => cell.rate(bounce) },
      { id: 'revenue', head: t('revenue'), figure: 'revenue', cell: ({ revenue }) => cell.money(revenue) },
    ]),
  }
}

function percentiles({ view, answer, t, cell }: Parts): PanelSpec {
  const { corrected, reporters_only } = answer.totals.percentiles
  const quantile = (n: number, p: number, ms: number | null) => cell.quantile(n, p, view.format.ms(ms), ms)
  return {
    id: 'percentiles',
    title: t('percentiles'),
    figure: 'percentiles',
    table: table(
      [
        { whose: 'corrected', name: t('corrected'), ...corrected },
        { whose: 'reporters_only', name: t('reporters'), ...reporters_only },
      ],
      [
        { id: 'whose', head: t('whose'), cell: ({ name, whose }) => cell.text(name, { value: whose }) },
        { id: 'p50_ms', head: 'p50', cell: ({ n, p50_ms }) => quantile(n, 0.5, p50_ms) },
        { id: 'p75_ms', head: 'p75', cell: ({ n, p75_ms }) => quantile(n, 0.75, p75_ms) },
        { id: 'p95_ms', head: 'p95', cell: ({ n, p95_ms }) => quantile(n, 0.95, p95_ms) },
        { id: 'n', head: 'n', cell: ({ n }) => cell.count(n) },
      ],
    ),
  }
}

export const loadTimePage = defineReportPage({
  name: 'load-time',
  icon: 'M10 17a7 7 0 1 1 7-7M10 10l3.5-3.5',
  report: loadTimeDropOff,
  text,
  definitionsVi,
  form,
  isEmpty: ({ sample }) => Object.values(sample).every((n) => n === 0),
  figures,
  panels: (parts) => [
    patience(parts),
    bins(parts),
    ...breakdownPanel(parts),
    whatIfPanel(parts),
    evidencePanel(parts),
    ...deploymentPanel(parts),
    stepsPanel(parts),
    decilesPanel(parts),
    percentiles(parts),
  ],
})
