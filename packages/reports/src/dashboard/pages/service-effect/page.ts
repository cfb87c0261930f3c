import { serviceEffect } from '../../../reports/service-effect/service-effect.js'
import type { TipLine } from '../../charts/chart-spec.js'
import type { PartsOf } from '../../report-page/answered.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { askedText, type FormSpec } from '../../report-page/fields.js'
import { type PanelSpec, table } from '../../report-page/panel.js'
import type { View } from '../../view.js'
import { definitionsVi } from './definitions-vi.js'
import { text } from './messages.js'

type Parts = PartsOf<typeof serviceEffect, typeof text>
type Row = Parts['answer']['rows'][number]

const usual = { return_days: 30, within_days: 30, late_days: 7 }

function form(view: View): FormSpec {
  const t = text(view)
  const days = Number(askedText(view, 'return_days')) || usual.return_days
  return {
    title: t('form'),
    summary: t('form_says', { days: view.format.days(days) }),
    fields: (['return_days', 'within_days', 'late_days'] as const).map((name) => ({
      kind: 'number',
      name,
      label: t(name),
      min: 1,
      max: 730,
      otherwise: usual[name],
    })),
  }
}

/** The comparison as a sentence, with what chance allows. */
function sentence({ view, answer, t }: Parts, row: Row): string {
  const { percent, points, days } = view.format
  const { conclusion, difference, low, high } = row
  const within = days(Number(answer.params.return_days))
  if (difference === null || low === null || high === null)
    return t('says.too_few', { waiting: view.format.count(row.waiting), days: within })
  const [least, most] = [low, high].map(Math.abs).sort((a, b) => a - b)
  const unsigned = (share: number | undefined) => points(Math.abs(share ?? 0)).replace(/^\+/, '')
  return t(`says.${conclusion}`, {
    returned: percent(row.returned.rate),
    expected: percent(row.expected),
    days: within,
    gap: unsigned(difference),
    least: unsigned(least),
    most: unsigned(most),
    low: points(low),
    high: points(high),
  })
}

function words(parts: Parts): PanelSpec {
  const { answer, t, cell } = parts
  return {
    id: 'words',
    title: t('in_words'),
    figure: 'conclusion',
    plainHead: true,
    table: table(answer.rows, [
      {
        id: 'trouble',
        head: t('trouble'),
        cell: ({ trouble }) => cell.text(t.named('trouble', trouble), { value: trouble }),
      },
      { id: 'words', head: t('words'), cell: (row) => cell.text(sentence(parts, row), { value: row.conclusion }) },
    ]),
  }
}

function compared({ view, answer, t, cell }: Parts): PanelSpec {
  const { format } = view
  const known = answer.rows.filter(({ difference }) => difference !== null)
  const tip = ({ trouble, returned, expected, difference, low, high }: Row) => ({
    title: t.named('trouble', trouble),
    lines: [
      [t('returned'), format.percent(returned.rate)],
      [t('expected'), format.percent(expected)],
      [t('difference'), format.points(difference)],
      [view.t('rate.interval_name'), `${format.points(low)} – ${format.points(high)}`],
    ] satisfies TipLine[],
  })
  return {
    id: 'compared',
    title: t('chart'),
    figure: 'difference',
    note: t('chart_says'),
    stacked: true,
    ...(known.length > 0 && {
      chart: {
        kind: 'bars' as const,
        unit: 'percent' as const,
        lying: true,
        categories: known.map(({ trouble }) => t.named('trouble', trouble)),
        tips: known.map(tip),
        groups: [
          {
            name: t('difference'),
            values: known.map(({ difference }) => difference),
            low: known.map(({ low }) => low),
            high: known.map(({ high }) => high),
          },
        ],
      },
    }),
    table: table(answer.rows, [
      {
        id: 'trouble',
        head: t('trouble'),
        figure: 'trouble',
        cell: ({ trouble }) => cell.text(t.named('trouble', trouble), { value: trouble }),
      },
      { id: 'cases', head: t('cases'), figure: 'cases', cell: ({ cases }) => cell.count(cases, 'strong') },
      { id: 'matched', head: t('matched'), figure: 'matched', cell: ({ matched }) => cell.count(matched) },
      { id: 'waiting', head: t('waiting'), figure: 'waiting', cell: ({ waiting }) => cell.count(waiting) },
      { id: 'returned', head: t('returned'), figure: 'returned', cell: ({ returned }) => cell.rate(returned) },
      { id: 'expected', head: t('expected'), figure: 'expected', cell: ({ expected }) => cell.percent(expected) },
      { id: 'difference', head: t('difference'), figure: 'difference', cell: (row) => cell.points(row) },
      { id: 'others', head: t('others'), figure: 'others_returned', cell: (row) => cell.rate(row.others_returned) },
      {
        id: 'e_value',
        head: t('e_value'),
        figure: 'e_value',
        cell: ({ e_value }) => ({
          ...cell.decimal(e_value, 2),
          ...(e_value !== null && {
            text: e_value > 1 ? t('e_value_times', { times: format.decimal(e_value, 2) }) : t('any_cause'),
          }),
        }),
      },
    ]),
  }
}

export const serviceEffectPage = defineReportPage({
  name: 'service-effect',
  icon: 'M4 11V9a6 6 0 0 1 12 0v2M3.5 11h2.5v4H3.5zM14 11h2.5v4H14zM15 15c0 1.5-1.5 2-4 2',
  report: serviceEffect,
  text,
  definitionsVi,
  form,
  allTime: true,
  isEmpty: ({ rows }) =>
    rows.every(({ cases, waiting, others_returned }) => cases + waiting + others_returned.denominator === 0),
  figures: ({ view, answer, t, cell }) =>
    answer.rows.map(({ trouble, difference, low, high, cases }) => ({
      id: trouble,
      figure: 'difference',
      label: t.named('trouble', trouble),
      cell:
        difference === null
          ? cell.estimate({ value: 0, n: cases }, String, Number.POSITIVE_INFINITY)
          : cell.points({ difference, low, high }),
      ...(difference !== null && {
        basis: t('points_basis', { low: view.format.points(low), high: view.format.points(high) }),
      }),
    })),
  panels: (parts) => [words(parts), compared(parts)],
})
