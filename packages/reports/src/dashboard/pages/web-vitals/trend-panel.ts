import { type VitalName, vitals } from '../../../reports/web-vitals/vitals.js'
import type { webVitals } from '../../../reports/web-vitals/web-vitals.js'
import { enough, enoughForQuantile } from '../../../statistics/too-few.js'
import type { TrendChart } from '../../charts/chart-spec.js'
import { isTooFew, rateText } from '../../components/rate.js'
import type { AnswerOf, PartsOf } from '../../report-page/answered.js'
import { type PanelSpec, table } from '../../report-page/panel.js'
import type { text } from './messages.js'
import { vitalText } from './vital-text.js'

type Parts = PartsOf<typeof webVitals, typeof text>
type Row = AnswerOf<typeof webVitals>['rows'][number]

interface Point {
  from: string
  label: string
  loads: number
  rows: Row[]
}

const rowOf = ({ rows }: Point, metric: VitalName) => rows.find((row) => row.metric === metric)

/** p75 of one vital with the threshold of what is good, or the shares of good loads of several with the share to reach. */
function trendChart(
  { view, t }: Parts,
  points: readonly Point[],
  metrics: readonly VitalName[],
): TrendChart | undefined {
  const [only] = metrics
  const single = metrics.length === 1 && only !== undefined
  const values = (metric: VitalName) =>
    points.map((point) => {
      const row = rowOf(point, metric)
      if (!row) return null
      if (single) return enoughForQuantile(row.n, 0.75) ? row.p75 : null
      return isTooFew(row.good) ? null : row.good.rate
    })
  const lines = metrics.map((metric) => ({ name: metric, values: values(metric) }))
  if (lines.every(({ values: all }) => all.every((value) => value === null))) return undefined
  return {
    kind: 'trend',
    unit: single ? (vitals[only].unit === 'ms' ? 'ms' : 'number') : 'percent',
    labels: points.map(({ label }) => label),
    tips: points.map((point) => ({
      title: point.label,
      lines: metrics.flatMap((metric) => {
        const row = rowOf(point, metric)
        return row
          ? [
              [`${metric} · ${t('good').toLowerCase()}`, rateText(view, row.good)] as const,
              [`${metric} p75`, p75Text(view, row)] as const,
            ]
          : []
      }),
    })),
    lines,
    levels: single
      ? [{ y: vitals[only].good, label: vitalText(view, only, vitals[only].good) }]
      : [{ y: 0.75, label: view.format.percent(0.75) }],
  }
}

const p75Text = (view: Parts['view'], { metric, n, p75 }: Row) =>
  enoughForQuantile(n, 0.75) ? vitalText(view, metric, p75) : view.t('rate.too_few')

/** The vitals by interval. */
export function trendPanel(parts: Parts, metrics: readonly VitalName[]): PanelSpec {
  const { view, answer, t, cell } = parts
  const [only] = metrics
  const points = answer.totals.trend.map((point) => ({
    ...point,
    label: point.from.length === 10 ? view.format.day(point.from) : point.from.slice(0, 16).replace('T', ' '),
  }))
  return {
    id: 'trend',
    title: metrics.length === 1 && only ? t('trend_p75', { metric: only }) : t('trend'),
    figure: 'trend',
    note: metrics.length === 1 ? t('trend_p75_says', { n: enough.p75 }) : t('trend_says', { n: enough.rate }),
    stacked: true,
    chart: trendChart(parts, points, metrics),
    table: table(points, [
      { id: 'from', head: t('from'), cell: ({ label, from }) => cell.text(label, { value: from }) },
      { id: 'loads', head: t('n'), figure: 'n', cell: ({ loads }) => cell.count(loads) },
      ...metrics.map((metric) => ({
        id: `p75_${metric}`,
        head: `${metric} p75`,
        figure: 'p75',
        cell: (point: Point) => {
          const row = rowOf(point, metric)
          return row ? cell.quantile(row.n, 0.75, vitalText(view, metric, row.p75), row.p75) : cell.text('')
        },
      })),
    ]),
  }
}
