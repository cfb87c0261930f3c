import { journey } from '../../../reports/journey/journey.js'
import { FigureTable } from '../../components/figure-table.js'
import { figureLabel } from '../../definitions.js'
import type { PartsOf } from '../../report-page/answered.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { askedText, type FormSpec } from '../../report-page/fields.js'
import { type PanelSpec, table } from '../../report-page/panel.js'
import type { View } from '../../view.js'
import { definitionsVi } from './definitions-vi.js'
import { text } from './messages.js'
import { stagesChart } from './stages-chart.js'

type Parts = PartsOf<typeof journey, typeof text>

const usualLapse = 30

/** As of when people are looked at, and after how many idle days somebody counts as gone. */
function form(view: View): FormSpec {
  const t = text(view)
  const lapse = askedText(view, 'lapse_days') || usualLapse
  return {
    title: t('form'),
    summary: t('form_says', { as_of: askedText(view, 'as_of') || t('today'), lapse }),
    fields: [
      { kind: 'day', name: 'as_of', label: t('as_of') },
      { kind: 'number', name: 'lapse_days', label: t('lapse_days'), min: 1, max: 3650, otherwise: usualLapse },
      { kind: 'number', name: 'churn_days', label: t('churn_days'), min: 1, max: 3650, placeholder: t('by_the_shop') },
    ],
  }
}

function stages(parts: Parts): PanelSpec {
  const { view, answer, t, cell } = parts
  const { rows } = answer
  return {
    id: 'stages',
    title: t('chart'),
    note: t('chart_says', {
      first: view.format.count(rows[0]?.reached),
      last: view.format.count(rows.at(-1)?.reached),
    }),
    chart: stagesChart(parts),
    stacked: true,
    table: table(rows, [
      { id: 'stage', head: t('stage'), cell: ({ stage }) => cell.text(view.t.named('stage', stage), { value: stage }) },
      { id: 'reached', head: t('reached'), figure: 'reached', cell: (row) => cell.count(row.reached, 'strong') },
      { id: 'now', head: t('now'), figure: 'now', cell: (row) => cell.count(row.now) },
      { id: 'conversion', head: t('conversion'), figure: 'conversion', cell: (row) => cell.rate(row.conversion) },
      {
        id: 'dropped',
        head: t('dropped'),
        figure: 'dropped',
        cell: (row) => cell.count(row.conversion.denominator === 0 ? null : row.dropped),
      },
      { id: 'lapsed', head: t('lapsed'), figure: 'lapsed', cell: (row) => cell.count(row.lapsed) },
      { id: 'median_days', head: t('median_days'), figure: 'median_days', cell: (row) => cell.days(row.median_days) },
    ]),
  }
}

/** A small table a stage, side by side where there is room. */
function metrics({ view, answer, t, cell }: Parts): PanelSpec {
  return {
    id: 'metrics',
    title: t('metrics'),
    content: (
      <div class="stage-metrics">
        {answer.rows.map(({ stage, metrics: all }) => (
          <FigureTable
            view={view}
            answer={answer}
            caption={view.t.named('stage', stage)}
            plainHead
            spec={table(Object.entries(all), [
              {
                id: 'figure',
                head: t('metric'),
                defines: ([name]) => name,
                cell: ([name]) => cell.text(figureLabel(view, name, answer.report), { value: name }),
              },
              { id: 'value', head: t('value'), cell: ([name, value]) => cell.metric(name, value) },
            ])}
          />
        ))}
      </div>
    ),
  }
}

function transitions({ view, answer, t, cell }: Parts): PanelSpec {
  const rows = answer.totals.transitions
  const most = Math.max(1, ...rows.map(({ count }) => count))
  const stage = (name: string) => cell.text(view.t.named('stage', name), { value: name })
  return {
    id: 'transitions',
    title: t('transitions'),
    figure: 'transitions',
    table: table(rows, [
      { id: 'from', head: t('from'), cell: ({ from }) => stage(from) },
      { id: 'to', head: t('to'), cell: ({ to }) => stage(to) },
      { id: 'count', head: t('count'), cell: ({ count }) => cell.count(count, 'strong') },
      { id: 'bar', head: '', cell: ({ count }) => cell.bar(count / most) },
    ]),
  }
}

export const journeyPage = defineReportPage({
  name: 'journey',
  icon: 'M3 15c4 0 3-9 7-9s3 6 7-2M3 15v0M17 4v0',
  report: journey,
  text,
  definitionsVi,
  form,
  allTime: true,
  isEmpty: ({ rows }) => rows.every(({ reached }) => reached === 0),
  figures: ({ view, answer: { rows }, t, cell }) =>
    rows.slice(0, -1).map(({ stage, conversion }, i) => ({
      id: `conversion-${stage}`,
      figure: 'conversion',
      label: t('to_next', { from: view.t.named('stage', stage), to: view.t.named('stage', rows[i + 1]?.stage ?? '') }),
      cell: cell.rate(conversion),
    })),
  panels: (parts) => [stages(parts), metrics(parts), transitions(parts)],
})
