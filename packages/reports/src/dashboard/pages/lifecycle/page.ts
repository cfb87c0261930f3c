import { lifecycle } from '../../../reports/lifecycle/lifecycle.js'
import { rateLines } from '../../components/rate.js'
import type { PartsOf } from '../../report-page/answered.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { askedText, type FormSpec } from '../../report-page/fields.js'
import { type PanelSpec, table } from '../../report-page/panel.js'
import type { View } from '../../view.js'
import { usualEvents } from '../retention/event-names.js'
import { periodName } from '../retention/period-name.js'
import { definitionsVi } from './definitions-vi.js'
import { text } from './messages.js'

type Parts = PartsOf<typeof lifecycle, typeof text>

const usualPeriod = 'week'
const groups = ['new', 'returning', 'resurrecting', 'dormant'] as const

function form(view: View): FormSpec {
  const t = text(view)
  return {
    title: t('form'),
    summary: t('form_says', {
      event: askedText(view, 'event') || t('any_event'),
      period: t.named('period', askedText(view, 'period') || usualPeriod),
    }),
    fields: [
      { kind: 'text', name: 'event', label: t('event'), placeholder: t('any_event'), suggestions: usualEvents },
      {
        kind: 'choice',
        name: 'period',
        label: t('period'),
        options: (['day', 'week', 'month'] as const).map((period) => [period, t(`period.${period}`)]),
        otherwise: usualPeriod,
      },
    ],
  }
}

function periods({ view, answer, t, cell }: Parts): PanelSpec {
  const { rows } = answer
  return {
    id: 'periods',
    title: t('chart'),
    note: t('chart_says'),
    stacked: true,
    chart: {
      kind: 'bars',
      unit: 'count',
      categories: rows.map(({ period }) => periodName(view, period)),
      tips: rows.map((row) => ({
        title: periodName(view, row.period),
        lines: [
          ...groups.map((group) => [t(group), view.format.count(row[group])] as const),
          ...rateLines(view, t('figure.kept'), row.kept),
        ],
      })),
      groups: groups.map((group) => ({ name: t(group), values: rows.map((row) => row[group]) })),
    },
    table: table(rows, [
      { id: 'period', head: t('when'), cell: ({ period }) => cell.text(periodName(view, period), { value: period }) },
      { id: 'active', head: t('active'), figure: 'active', cell: ({ active }) => cell.count(active, 'strong') },
      ...groups.map((group) => ({
        id: group,
        head: t(group),
        figure: group,
        cell: (row: (typeof rows)[number]) => cell.count(row[group]),
      })),
      { id: 'kept', head: t('figure.kept'), figure: 'kept', cell: ({ kept }) => cell.rate(kept) },
    ]),
  }
}

export const lifecyclePage = defineReportPage({
  name: 'lifecycle',
  icon: 'M4 10a6 6 0 0 1 10.5-4M16 10a6 6 0 0 1-10.5 4M14.5 2.5v3.5H11M5.5 17.5V14H9',
  report: lifecycle,
  text,
  definitionsVi,
  form,
  isEmpty: ({ totals }) => totals.units === 0,
  figures: ({ answer, t, cell }) => [
    { id: 'units', label: t('people'), cell: cell.count(answer.totals.units) },
    { id: 'kept', label: t('kept'), cell: cell.rate(answer.totals.kept) },
  ],
  panels: (parts) => [periods(parts)],
})
