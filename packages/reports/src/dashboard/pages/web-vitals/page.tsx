import { type VitalName, vitals } from '../../../reports/web-vitals/vitals.js'
import { webVitals } from '../../../reports/web-vitals/web-vitals.js'
import { enough } from '../../../statistics/too-few.js'
import { rateText } from '../../components/rate.js'
import type { AnswerOf, PartsOf } from '../../report-page/answered.js'
import type { Cell } from '../../report-page/cells.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { askedText, type FormSpec } from '../../report-page/fields.js'
import { type FigureSpec, type PanelSpec, table } from '../../report-page/panel.js'
import type { View } from '../../view.js'
import { definitionsVi } from './definitions-vi.js'
import { text } from './messages.js'
import { ratingsChart } from './ratings-chart.js'
import { trendPanel } from './trend-panel.js'
import { vitalText } from './vital-text.js'

type Parts = PartsOf<typeof webVitals, typeof text>
type Row = AnswerOf<typeof webVitals>['rows'][number]

const core: readonly VitalName[] = ['LCP', 'INP', 'CLS']
const dimensions = ['path', 'page_type', 'device', 'country', 'connection', 'browser', 'release']
/** More bars than these say less; the table has them all. */
const mostBars = 12
const askedDimension = (view: View) => askedText(view, 'breakdown') || 'path'

function form(view: View): FormSpec {
  const t = text(view)
  const metric = askedText(view, 'metrics')
  return {
    title: t('form'),
    summary: `${metric || t('all')} · ${t('breakdown').toLowerCase()} ${t.named('dimension', askedDimension(view))}`,
    fields: [
      {
        kind: 'choice',
        name: 'breakdown',
        label: t('breakdown'),
        otherwise: 'path',
        options: dimensions.map((name) => [name, t.named('dimension', name)] as const),
      },
      {
        kind: 'choice',
        name: 'metrics',
        label: t('metric'),
        options: [['', t('all')], ...Object.keys(vitals).map((name) => [name, name] as const)],
      },
    ],
  }
}

function quantileCell({ view, cell }: Parts, row: Row, p: number, value: number | null): Cell {
  const shown = cell.quantile(row.n, p, vitalText(view, row.metric, value), value)
  if (shown.tone === 'few' || value === null || p !== 0.75) return shown
  const { good, poor } = vitals[row.metric]
  return { ...shown, tone: value <= good ? 'good' : value > poor ? 'poor' : 'warn' }
}

const verdictText = (t: Parts['t'], passes: boolean | null) =>
  t(passes === null ? 'undecided' : passes ? 'passes' : 'fails')

function figures(parts: Parts): FigureSpec[] {
  const { view, answer, t } = parts
  return answer.rows
    .filter(({ metric }) => answer.rows.length === 1 || core.includes(metric))
    .map((row) => ({
      id: row.metric,
      label: t(row.metric === 'CLS' ? 'headline_cls' : 'headline', {
        name: t.named('name', row.metric),
        metric: row.metric,
      }),
      cell: quantileCell(parts, row, 0.75, row.p75),
      basis:
        row.n < enough.p75
          ? undefined
          : t('basis', {
              good: rateText(view, row.good),
              verdict: verdictText(t, row.passes),
              n: view.format.count(row.n),
            }),
    }))
}

function ratings(parts: Parts): PanelSpec {
  const { answer, t, cell } = parts
  return {
    id: 'ratings',
    title: t('ratings'),
    note: t('ratings_say'),
    stacked: true,
    chart: ratingsChart(
      parts,
      answer.rows.map((row) => ({ name: row.metric, row })),
    ),
    table: table(answer.rows, [
      { id: 'metric', head: t('metric'), defines: ({ metric }) => metric, cell: ({ metric }) => cell.text(metric) },
      { id: 'n', head: t('n'), figure: 'n', cell: ({ n }) => cell.count(n) },
      { id: 'p50', head: 'p50', figure: 'p50', cell: (row) => quantileCell(parts, row, 0.5, row.p50) },
      { id: 'p75', head: 'p75', figure: 'p75', cell: (row) => quantileCell(parts, row, 0.75, row.p75) },
      { id: 'p95', head: 'p95', figure: 'p95', cell: (row) => quantileCell(parts, row, 0.95, row.p95) },
      { id: 'good', head: t('good'), figure: 'good', cell: ({ good }) => cell.rate(good) },
      { id: 'poor', head: t('poor'), figure: 'poor', cell: ({ poor }) => cell.rate(poor) },
      {
        id: 'passes',
        head: t('verdict'),
        figure: 'passes',
        cell: ({ passes, n }) =>
          n === 0 ? cell.text('–', { value: null }) : cell.text(verdictText(t, passes), { value: passes }),
      },
    ]),
  }
}

function breakdown(parts: Parts): PanelSpec {
  const { view, answer, t, cell } = parts
  // The first vital that was measured at all.
  const shown = Math.max(
    0,
    answer.rows.findIndex(({ n }) => n > 0),
  )
  const metric = answer.rows[shown]?.metric ?? 'LCP'
  const dimension = askedDimension(view)
  const slices = answer.totals.breakdowns.flatMap(({ value, is_other, rows }) => {
    const row = rows[shown]
    const known = dimension === 'country' ? view.format.country(value) : view.t.named(dimension, value)
    return row ? [{ value, name: is_other ? t('other') : known || t('none'), row, rows }] : []
  })
  return {
    id: 'breakdown',
    title: t('by', { metric, dimension: t.named('dimension', dimension) }),
    figure: 'breakdowns',
    note: t('by_says'),
    stacked: true,
    chart: ratingsChart(parts, slices.slice(0, mostBars)),
    table: table(slices, [
      { id: dimension, head: t.named('dimension', dimension), cell: ({ name, value }) => cell.text(name, { value }) },
      { id: 'n', head: t('n'), figure: 'n', cell: ({ row }) => cell.count(row.n) },
      ...answer.rows.map(({ metric: name }, i) => ({
        id: `p75_${name}`,
        head: `${name} p75`,
        figure: 'p75',
        cell: ({ rows }: (typeof slices)[number]) => {
          const row = rows[i]
          return row ? quantileCell(parts, row, 0.75, row.p75) : cell.text('')
        },
      })),
      {
        id: 'good',
        head: `${metric} ${t('good').toLowerCase()}`,
        figure: 'good',
        cell: ({ row }) => cell.rate(row.good),
      },
    ]),
  }
}

function targets({ answer, t, cell }: Parts): PanelSpec {
  return {
    id: 'targets',
    title: t('targets'),
    figure: 'targets',
    note: t('targets_say'),
    table: table(
      answer.totals.targets,
      [
        { id: 'target', head: t('target'), cell: ({ target }) => cell.text(target) },
        { id: 'metric', head: t('metric'), cell: ({ metric }) => cell.text(metric) },
        { id: 'loads', head: t('loads_bad'), cell: ({ loads }) => cell.count(loads) },
      ],
      t('no_targets'),
    ),
  }
}

/** The one vital asked for, else those by which pages are judged. */
const trendMetrics = ({ answer }: Parts): VitalName[] =>
  answer.rows.map(({ metric }) => metric).filter((metric, _, all) => all.length === 1 || core.includes(metric))

export const webVitalsPage = defineReportPage({
  name: 'web-vitals',
  icon: 'M3 14a7 7 0 0 1 14 0M10 14l4-4.5M6 14h.01M14 14h.01',
  report: webVitals,
  text,
  definitionsVi,
  form,
  params: (view) => {
    const metric = askedText(view, 'metrics')
    return { breakdown: askedDimension(view), ...(metric && { metrics: [metric] }) }
  },
  isEmpty: ({ sample }) => sample.loads === 0,
  figures,
  panels: (parts) => [ratings(parts), breakdown(parts), trendPanel(parts, trendMetrics(parts)), targets(parts)],
})
