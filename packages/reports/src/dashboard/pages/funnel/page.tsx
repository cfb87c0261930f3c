import { funnel } from '../../../reports/funnel/funnel.js'
import type { FunnelRow } from '../../../reports/funnel/funnel-tally.js'
import { isTooFew } from '../../components/rate.js'
import type { PartsOf } from '../../report-page/answered.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { type FigureSpec, type PanelSpec, type TableSpec, table } from '../../report-page/panel.js'
import { scopeQuery } from '../../scope.js'
import { sitePath, type View } from '../../view.js'
import { definitionsVi } from './definitions-vi.js'
import { FunnelForm } from './form.js'
import { funnelChart } from './funnel-chart.js'
import { breakdownPanel, comparePanel, timesPanel, trendPanel } from './funnel-panels.js'
import { funnelParams, readFunnel, tidiedFunnel, writeFunnel } from './funnel-query.js'
import { text } from './messages.js'

type Parts = PartsOf<typeof funnel, typeof text>

/** The step that loses the largest share of those who did the step before, among steps with enough to say. */
function largestDrop(rows: readonly FunnelRow[]): FunnelRow | undefined {
  return rows
    .slice(1)
    .filter((row) => !row.optional && !isTooFew(row.from_previous))
    .sort((a, b) => (a.from_previous.rate ?? 1) - (b.from_previous.rate ?? 1))[0]
}

/** The whole way, where most is lost, and how long it takes. */
function figures({ view, answer, t, cell }: Parts): FigureSpec[] {
  const { format } = view
  const { rows, totals } = answer
  const drop = largestDrop(rows)
  return [
    { id: 'conversion', label: t('overall'), cell: cell.rate(totals.conversion) },
    ...(drop
      ? [
          {
            id: 'dropped',
            label: t('biggest_drop'),
            cell: cell.percent(1 - (drop.from_previous.rate ?? 1)),
            basis: t('drop_basis', { step: drop.name, n: format.count(drop.dropped) }),
          },
        ]
      : []),
    {
      id: 'median_s',
      label: t('time'),
      cell: cell.seconds(totals.median_s),
      basis: t('time_basis', { mean: format.seconds(totals.mean_s), n: format.count(totals.converted) }),
    },
  ]
}

/** The address of the people behind a bar; of a funnel of carts or other values there are none. */
const peopleHref =
  (view: View) =>
  ({ step }: Pick<FunnelRow, 'step'>, outcome: 'reached' | 'dropped'): string => {
    const query = scopeQuery(view.asked)
    for (const [name, value] of writeFunnel(readFunnel(view.url.searchParams))) query.append(name, value)
    query.set('step', String(step))
    query.set('outcome', outcome)
    return `${sitePath(view.site.site_id, 'funnel/people')}?${query}`
  }

function stepsTable({ view, t, cell }: Parts, rows: readonly FunnelRow[], linked: boolean): TableSpec {
  const href = (row: FunnelRow, outcome: 'reached' | 'dropped') => (linked ? peopleHref(view)(row, outcome) : undefined)
  return table(rows, [
    { id: 'step', head: t('step_name'), cell: ({ step, name }) => cell.text(`${step}. ${name}`, { value: name }) },
    {
      id: 'count',
      head: t('count'),
      figure: 'count',
      cell: (row) => ({ ...cell.count(row.count, 'strong'), href: row.count > 0 ? href(row, 'reached') : undefined }),
    },
    {
      id: 'from_previous',
      head: t('from_previous'),
      figure: 'from_previous',
      cell: (row, i) => cell.rate(i === 0 ? null : row.from_previous),
    },
    {
      id: 'from_first',
      head: t('from_first'),
      figure: 'from_first',
      cell: (row, i) => cell.rate(i === 0 ? null : row.from_first),
    },
    {
      id: 'dropped',
      head: t('dropped'),
      figure: 'dropped',
      cell: (row, i) =>
        i === 0
          ? cell.count(null)
          : { ...cell.count(row.dropped), href: row.dropped > 0 ? href(row, 'dropped') : undefined },
    },
    { id: 'median_s', head: t('median'), figure: 'median_s', cell: ({ median_s }) => cell.seconds(median_s) },
    { id: 'mean_s', head: t('mean'), figure: 'mean_s', cell: ({ mean_s }) => cell.seconds(mean_s) },
  ])
}

/** Breakdown values whose steps are shown one by one. */
const mostTables = 5

function panels(parts: Parts): PanelSpec[] {
  const { view, answer, t } = parts
  const { rows, totals } = answer
  const [first, last] = [rows[0], rows.at(-1)]
  const linked = !view.shared && view.role !== 'viewer' && readFunnel(view.url.searchParams).hold === ''
  return [
    {
      id: 'steps',
      title: t('chart'),
      note:
        first &&
        last &&
        t('chart_says', {
          first: view.format.count(first.count),
          first_step: first.name,
          last: view.format.count(last.count),
          last_step: last.name,
        }),
      chart: funnelChart(
        view,
        rows,
        linked ? (row) => peopleHref(view)(row, row.step === 1 ? 'reached' : 'dropped') : undefined,
      ),
      stacked: true,
      table: stepsTable(parts, rows, linked),
    },
    ...comparePanel(parts),
    ...trendPanel(parts),
    ...breakdownPanel(parts),
    ...(totals.breakdowns ?? []).slice(0, mostTables).map(
      ({ value, rows: some }, i): PanelSpec => ({
        id: `breakdown-${i + 1}`,
        title: value.filter(Boolean).join(' · ') || t('no_value'),
        table: stepsTable(parts, some, false),
      }),
    ),
    ...timesPanel(parts),
  ]
}

export const funnelPage = defineReportPage({
  name: 'funnel',
  icon: 'M3 4h14M5.5 8.5h9M7.5 13h5M9 17h2',
  report: funnel,
  text,
  definitionsVi,
  params: ({ url }) => funnelParams(readFunnel(url.searchParams)),
  tidied: tidiedFunnel,
  Form: FunnelForm,
  // No one at the first step of a funnel that somebody built is an answer; nothing to count at all is not.
  isEmpty: ({ sample }) => sample.units === 0,
  figures,
  panels,
})
