import type { funnel } from '../../../reports/funnel/funnel.js'
import type { BarsChart, TrendChart } from '../../charts/chart-spec.js'
import { isTooFew, rateLines } from '../../components/rate.js'
import { figureLabel } from '../../definitions.js'
import type { PartsOf } from '../../report-page/answered.js'
import { type PanelSpec, table } from '../../report-page/panel.js'
import { readFunnel } from './funnel-query.js'
import type { text } from './messages.js'

type Parts = PartsOf<typeof funnel, typeof text>

/** Conversion by when the first step happened. */
export function trendPanel({ view, answer, t, cell }: Parts): PanelSpec[] {
  const { trend } = answer.totals
  if (!trend) return []
  const shown = trend.map(({ conversion }) => (isTooFew(conversion) ? null : conversion))
  const chart: TrendChart = {
    kind: 'trend',
    unit: 'percent',
    labels: trend.map(({ from }) => view.format.dayShort(from)),
    days: trend.map(({ from }) => from),
    tips: trend.map(({ from, conversion }) => ({
      title: view.format.day(from),
      lines: rateLines(view, t('conversion'), conversion),
    })),
    lines: [
      {
        name: t('conversion'),
        values: shown.map((rate) => rate?.rate ?? null),
        low: shown.map((rate) => rate?.low ?? null),
        high: shown.map((rate) => rate?.high ?? null),
      },
    ],
  }
  return [
    {
      id: 'trend',
      title: t('trend_chart'),
      figure: 'trend',
      note: t('trend_says'),
      chart,
      table: table(trend, [
        { id: 'from', head: t('from'), cell: ({ from }) => cell.text(view.format.day(from), { value: from }) },
        { id: 'entered', head: t('entered'), cell: ({ entered }) => cell.count(entered) },
        { id: 'converted', head: t('converted'), cell: ({ converted }) => cell.count(converted) },
        { id: 'conversion', head: t('conversion'), cell: ({ conversion }) => cell.rate(conversion) },
      ]),
    },
  ]
}

/** The same steps of another period or segment, and whether the difference is more than chance. */
export function comparePanel({ view, answer, t, cell }: Parts): PanelSpec[] {
  const { compare, conversion } = answer.totals
  if (!compare) return []
  const asked = readFunnel(view.url.searchParams).compare
  const other = asked.startsWith('segment:')
    ? t('compare_segment', { name: asked.slice('segment:'.length) })
    : view.format.period(compare.from, compare.to)
  const rows = [
    ...compare.rows.slice(1).map(({ name, from_first, difference }, i) => ({
      name,
      here: answer.rows[i + 1]?.from_first,
      there: from_first,
      difference,
    })),
    { name: t('overall'), here: conversion, there: compare.conversion, difference: compare.difference },
  ]
  return [
    {
      id: 'compare',
      title: t('compared', { other }),
      figure: 'significant',
      note: t('compared_says'),
      table: table(rows, [
        { id: 'step', head: t('step_name'), cell: ({ name }) => cell.text(name) },
        { id: 'here', head: t('here'), figure: 'from_first', cell: ({ here }) => cell.rate(here) },
        { id: 'there', head: t('there'), cell: ({ there }) => cell.rate(there) },
        {
          id: 'difference',
          head: t('difference'),
          cell: ({ here, there, difference }) => {
            if (!here || !difference || isTooFew(here) || isTooFew(there))
              return cell.points({ difference: null, low: null, high: null })
            const { low, high } = difference
            const shown = cell.points(difference)
            return low > 0 ? { ...shown, tone: 'good' } : high < 0 ? { ...shown, tone: 'poor' } : shown
          },
        },
      ]),
    },
  ]
}

/** How long people take from the first step to the last. */
export function timesPanel({ view, answer, t, cell }: Parts): PanelSpec[] {
  const times = answer.totals.time_to_convert
  if (!times || times.n < 5) return []
  const { format } = view
  const bins = times.bins.filter(({ n }, i, all) => n > 0 || all.slice(i).some((later) => later.n > 0))
  const name = ({ from_s, to_s }: { from_s: number; to_s: number }) =>
    `${format.seconds(from_s)} – ${format.seconds(to_s)}`
  const chart: BarsChart = {
    kind: 'bars',
    unit: 'count',
    categories: bins.map((bin) => format.seconds(bin.from_s)),
    tips: bins.map((bin) => ({ title: name(bin), lines: [[t('people'), format.count(bin.n)]] })),
    groups: [{ name: t('people'), values: bins.map(({ n }) => n) }],
  }
  return [
    {
      id: 'times',
      title: t('times'),
      note: t('times_says', { median: format.seconds(times.median_s) }),
      chart,
      table: table(bins, [
        {
          id: 'time',
          head: t('time_bin'),
          cell: (bin) => cell.text(name(bin), { value: `${bin.from_s}–${bin.to_s}` }),
        },
        { id: 'n', head: t('people'), cell: ({ n }) => cell.count(n) },
      ]),
    },
  ]
}

const mostValues = 10

/** The conversion of each breakdown value side by side. */
export function breakdownPanel({ view, answer, t, cell }: Parts): PanelSpec[] {
  const { breakdowns } = answer.totals
  if (!breakdowns) return []
  const goal = answer.rows.findLastIndex((row) => !row.optional)
  const rows = breakdowns.flatMap(({ value, rows: steps }) => {
    const [first, last] = [steps[0], steps[goal]]
    return first && last ? [{ name: value.filter(Boolean).join(' · ') || t('no_value'), first, last }] : []
  })
  const drawn = rows.slice(0, mostValues)
  const shown = drawn.map(({ last }) => (isTooFew(last.from_first) ? null : last.from_first))
  const chart: BarsChart = {
    kind: 'bars',
    unit: 'percent',
    lying: true,
    categories: drawn.map(({ name }) => name),
    tips: drawn.map(({ name, last }) => ({ title: name, lines: rateLines(view, t('conversion'), last.from_first) })),
    groups: [
      {
        name: t('conversion'),
        values: shown.map((rate) => rate?.rate ?? null),
        low: shown.map((rate) => rate?.low ?? null),
        high: shown.map((rate) => rate?.high ?? null),
      },
    ],
  }
  return [
    {
      id: 'breakdown',
      title: t('by_value', { dimension: figureLabel(view, readFunnel(view.url.searchParams).breakdown) }),
      figure: 'breakdowns',
      note: t('by_value_says'),
      chart,
      table: table(rows, [
        { id: 'value', head: figureLabel(view, 'value', answer.report), cell: ({ name }) => cell.text(name) },
        { id: 'entered', head: t('entered'), cell: ({ first }) => cell.count(first.count) },
        { id: 'converted', head: t('converted'), cell: ({ last }) => cell.count(last.count, 'strong') },
        { id: 'conversion', head: t('conversion'), cell: ({ last }) => cell.rate(last.from_first) },
      ]),
    },
  ]
}
