import { attribution } from '../../../reports/attribution/attribution.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { askedText, type FormSpec } from '../../report-page/fields.js'
import { type PanelSpec, table } from '../../report-page/panel.js'
import type { View } from '../../view.js'
import { definitionsVi } from './definitions-vi.js'
import { text } from './messages.js'
import { creditByKey, keyName, modelsChart, movesChart, type Parts } from './models-chart.js'

const keys = ['channel', 'source', 'campaign', 'touchpoint'] as const
const directs = ['count', 'ignore', 'ignore_at_end'] as const
const units = ['person', 'visitor'] as const
const usual = { by: 'channel', lookback: 30, direct: 'count', unit: 'person' }

/** What gets the credit, how far back, and what a path is. */
function form(view: View): FormSpec {
  const t = text(view)
  return {
    title: t('form'),
    summary: t('form_says', {
      by: t.named('by', askedText(view, 'by') || usual.by),
      days: askedText(view, 'lookback_days') || usual.lookback,
    }),
    fields: [
      {
        kind: 'choice',
        name: 'by',
        label: t('by'),
        options: keys.map((key) => [key, t(`by.${key}`)]),
        otherwise: usual.by,
      },
      { kind: 'number', name: 'lookback_days', label: t('lookback'), min: 1, max: 365, otherwise: usual.lookback },
      {
        kind: 'choice',
        name: 'direct',
        label: t('direct'),
        options: directs.map((direct) => [direct, t(`direct.${direct}`)]),
        otherwise: usual.direct,
      },
      {
        kind: 'choice',
        name: 'unit',
        label: t('unit'),
        options: units.map((unit) => [unit, t(`unit.${unit}`)]),
        otherwise: usual.unit,
      },
    ],
  }
}

function modelsPanel(parts: Parts): PanelSpec {
  const { view, t, cell } = parts
  const { asked, keys: credited } = creditByKey(parts)
  return {
    id: 'models',
    title: t('models'),
    note: t('models_note'),
    chart: modelsChart(parts),
    stacked: true,
    table: table(credited, [
      { id: 'key', head: t('key'), cell: ([key]) => cell.text(keyName(parts, key), { value: key }) },
      ...asked.map((model) => ({
        id: model,
        head: t(`model.${model}`),
        figure: model,
        cell: ([, credits]: (typeof credited)[number]) => ({
          ...cell.percent(credits[model]?.share ?? 0, 'strong'),
          basis: view.format.decimal(credits[model]?.conversions ?? 0),
        }),
      })),
    ]),
  }
}

function revenuePanel(parts: Parts): PanelSpec {
  const { t, cell } = parts
  const { asked, keys: credited } = creditByKey(parts)
  return {
    id: 'revenue',
    title: t('revenue'),
    figure: 'revenue',
    table: table(credited, [
      { id: 'key', head: t('key'), cell: ([key]) => cell.text(keyName(parts, key), { value: key }) },
      ...asked.map((model) => ({
        id: model,
        head: t(`model.${model}`),
        figure: model,
        cell: ([, credits]: (typeof credited)[number]) => cell.money(credits[model]?.revenue),
      })),
    ]),
  }
}

function pathsPanel(parts: Parts): PanelSpec {
  const { answer, t, cell } = parts
  return {
    id: 'paths',
    title: t('paths'),
    figure: 'top_paths',
    table: table(answer.totals.top_paths, [
      {
        id: 'path',
        head: t('path'),
        cell: ({ path }) => cell.text(path.map((key) => keyName(parts, key)).join(' → '), { value: path.join(' > ') }),
      },
      { id: 'orders', head: t('orders'), cell: ({ conversion }) => cell.count(conversion.numerator, 'strong') },
      { id: 'converted', head: t('converted'), cell: ({ conversion }) => cell.rate(conversion) },
    ]),
  }
}

function movesPanel(parts: Parts): PanelSpec {
  const { answer, t, cell } = parts
  return {
    id: 'moves',
    title: t('moves'),
    figure: 'transitions',
    note: t('moves_note'),
    chart: movesChart(parts),
    table: table(answer.totals.transitions.slice(0, 12), [
      { id: 'from', head: t('from'), cell: ({ from }) => cell.text(keyName(parts, from), { value: from }) },
      { id: 'to', head: t('to'), cell: ({ to }) => cell.text(keyName(parts, to), { value: to }) },
      { id: 'count', head: t('times'), cell: ({ count }) => cell.count(count) },
      { id: 'share', head: t('share'), cell: ({ share }) => cell.percent(share) },
    ]),
  }
}

export const attributionPage = defineReportPage({
  name: 'attribution',
  icon: 'M3 16.5h14M5 16.5v-5M10 16.5V4M15 16.5V8',
  report: attribution,
  text,
  definitionsVi,
  form,
  isEmpty: ({ sample }) => sample.conversions === 0 && sample.null_paths === 0,
  figures: ({ answer, t, cell }) => [
    { id: 'attributed', label: t('attributed'), cell: cell.rate(answer.totals.attributed) },
    {
      id: 'attributed_revenue',
      label: t('attributed_revenue'),
      figure: 'revenue',
      cell: cell.money(answer.totals.attributed_revenue),
    },
    { id: 'null_paths', label: t('null_paths'), cell: cell.count(answer.totals.null_paths) },
    { id: 'touches', label: t('touches'), figure: 'touch', cell: cell.count(answer.totals.touches) },
  ],
  panels: (parts) => [
    modelsPanel(parts),
    ...(parts.answer.totals.top_paths.length > 0 ? [pathsPanel(parts), movesPanel(parts)] : []),
    ...(parts.answer.totals.attributed_revenue.length > 0 ? [revenuePanel(parts)] : []),
  ],
})
