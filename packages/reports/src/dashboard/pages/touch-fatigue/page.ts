import { touchFatigue } from '../../../reports/touch-fatigue/touch-fatigue.js'
import { enoughForRate } from '../../../statistics/too-few.js'
import type { TrendChart } from '../../charts/chart-spec.js'
import type { PartsOf } from '../../report-page/answered.js'
import type { Cell } from '../../report-page/cells.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { askedText, type FormSpec } from '../../report-page/fields.js'
import { type PanelSpec, table } from '../../report-page/panel.js'
import type { View } from '../../view.js'
import { definitionsVi } from './definitions-vi.js'
import { text } from './messages.js'

type Parts = PartsOf<typeof touchFatigue, typeof text>
type Row = Parts['answer']['rows'][number]

const usualMost = 20
const shown = (rate: Row['conversion']) => (enoughForRate(rate) ? rate.rate : null)

function form(view: View): FormSpec {
  const t = text(view)
  return {
    title: t('form'),
    summary: t('form_says', { most: askedText(view, 'max_touches') || usualMost }),
    fields: [{ kind: 'number', name: 'max_touches', label: t('most'), min: 2, max: 100, otherwise: usualMost }],
  }
}

/** The fitted curve with its band and peak, and what was counted. */
function curveChart({ view, answer, t, cell }: Parts): TrendChart {
  const { format } = view
  const { rows, totals } = answer
  const { peak } = totals
  const nearest = peak && rows.find(({ touches }) => touches === Math.round(peak.touches))
  const said = (rate: Row['conversion']) => [cell.rate(rate).text, cell.rate(rate).basis].filter(Boolean).join(' · ')
  const isFitted = rows.some(({ fitted }) => fitted !== null)
  return {
    kind: 'trend',
    unit: 'percent',
    labels: rows.map(({ touches }) => format.count(touches)),
    tips: rows.map(({ touches, persons, conversion, opt_out, fitted }) => ({
      title: `${t('touches')}: ${format.count(touches)}`,
      lines: [
        [t('persons'), format.count(persons)],
        ...(fitted ? [[t('fitted'), `${format.percent(fitted.rate)} · ${format.interval(fitted)}`] as const] : []),
        [t('counted'), said(conversion)],
        [t('opt_out_counted'), said(opt_out)],
      ],
    })),
    lines: [
      ...(isFitted
        ? [
            {
              name: t('fitted'),
              values: rows.map(({ fitted }) => fitted?.rate ?? null),
              low: rows.map(({ fitted }) => fitted?.low ?? null),
              high: rows.map(({ fitted }) => fitted?.high ?? null),
            },
          ]
        : []),
      { name: t('counted'), values: rows.map(({ conversion }) => shown(conversion)), compared: isFitted },
      { name: t('opt_out_counted'), values: rows.map(({ opt_out }) => shown(opt_out)) },
    ],
    marks:
      peak && nearest
        ? [
            {
              x: format.count(nearest.touches),
              label: t('mark', {
                peak: format.decimal(peak.touches),
                low: format.decimal(Math.max(peak.low, 0)),
                high: format.decimal(peak.high),
              }),
            },
          ]
        : [],
  }
}

function curvePanel(parts: Parts): PanelSpec {
  const { view, answer, t, cell } = parts
  return {
    id: 'curve',
    title: t('curve'),
    figure: 'fitted',
    note: t('curve_note'),
    chart: curveChart(parts),
    stacked: true,
    table: table(answer.rows, [
      { id: 'touches', head: t('touches'), figure: 'touches', cell: (row) => cell.count(row.touches, 'strong') },
      { id: 'persons', head: t('persons'), figure: 'persons', cell: (row) => cell.count(row.persons) },
      { id: 'conversion', head: t('counted'), figure: 'conversion', cell: (row) => cell.rate(row.conversion) },
      {
        id: 'fitted',
        head: t('fitted'),
        figure: 'fitted',
        cell: ({ fitted }) =>
          cell.estimate({ value: fitted?.rate ?? null, low: fitted?.low, high: fitted?.high }, view.format.percent),
      },
      { id: 'opt_out', head: t('opt_out_counted'), figure: 'opt_out', cell: (row) => cell.rate(row.opt_out) },
    ]),
  }
}

function strataPanel({ answer, t, cell }: Parts): PanelSpec {
  return {
    id: 'strata',
    title: t('strata'),
    figure: 'intent',
    table: table(answer.totals.strata, [
      {
        id: 'intent',
        head: t('intent'),
        cell: ({ intent }) => cell.text(t.named('intent', intent), { value: intent }),
      },
      { id: 'persons', head: t('persons'), figure: 'persons', cell: ({ persons }) => cell.count(persons) },
      { id: 'mean_touches', head: t('mean_touches'), cell: (row) => cell.decimal(row.mean_touches, 2) },
      { id: 'conversion', head: t('conversion'), figure: 'conversion', cell: (row) => cell.rate(row.conversion) },
      { id: 'opt_out', head: t('opt_out'), figure: 'opt_out', cell: (row) => cell.rate(row.opt_out) },
    ]),
  }
}

export const touchFatiguePage = defineReportPage({
  name: 'touch-fatigue',
  icon: 'M2.5 16c3 0 3.5-11 7.5-11s4.5 11 7.5 11M10 5v11',
  report: touchFatigue,
  text,
  definitionsVi,
  form,
  isEmpty: ({ sample, totals }) => sample.persons === 0 && totals.weeks > 0,
  figures: ({ view, answer, t, cell }) => {
    const { verdict, peak, crude_peak, opt_out_odds, conversion } = answer.totals
    const { format } = view
    const peakCell = (one: typeof peak): Cell =>
      cell.estimate({ value: one?.touches ?? null, low: one?.low, high: one?.high }, (value) => format.decimal(value))
    const says = t(`verdict.${verdict}`, { peak: format.decimal(peak?.touches) })
    return [
      peak
        ? { id: 'peak', label: t('peak'), cell: peakCell(peak) }
        : { id: 'verdict', label: t('verdict'), cell: cell.text(says) },
      { id: 'conversion', label: t('conversion'), cell: cell.rate(conversion) },
      {
        id: 'opt_out_odds',
        label: t('opt_out_odds'),
        cell: cell.estimate(
          { value: opt_out_odds?.odds_ratio ?? null, low: opt_out_odds?.low, high: opt_out_odds?.high },
          (value) => t('times', { n: format.decimal(value, 2) }),
        ),
      },
      ...(crude_peak ? [{ id: 'crude_peak', label: t('crude_peak'), cell: peakCell(crude_peak) }] : []),
    ]
  },
  panels: (parts) => (parts.answer.rows.length > 0 ? [curvePanel(parts), strataPanel(parts)] : []),
})
