import { touchpoints } from '../../../reports/touchpoints/touchpoints.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { askedText, type FormSpec } from '../../report-page/fields.js'
import { type PanelSpec, table } from '../../report-page/panel.js'
import type { View } from '../../view.js'
import { definitionsVi } from './definitions-vi.js'
import { text } from './messages.js'
import {
  channelRows,
  effectChart,
  influenceOn,
  kindRows,
  type Parts,
  type Row,
  reachChart,
  stages,
  stagesChart,
  weekEffect,
} from './touchpoint-charts.js'

const usualLookback = 30

function form(view: View): FormSpec {
  const t = text(view)
  return {
    title: t('form'),
    summary: t('form_says', { days: askedText(view, 'lookback_days') || usualLookback }),
    fields: [
      { kind: 'number', name: 'lookback_days', label: t('lookback'), min: 1, max: 365, otherwise: usualLookback },
    ],
  }
}

/** The first column of every table: the channel. */
const channelColumn = ({ view, t, cell }: Parts) => ({
  id: 'channel',
  head: t('channel'),
  cell: ({ channel }: Row) => cell.text(view.t.named('channel', channel), { value: channel }),
})

/** The first two columns of tables that tell kinds of touches apart. */
const kindColumns = (parts: Parts) => [
  channelColumn(parts),
  {
    id: 'touchpoint',
    head: parts.t('touchpoint'),
    figure: 'touchpoint',
    cell: ({ touchpoint }: Row) =>
      parts.cell.text(touchpoint === null ? parts.t('whole') : parts.view.t.named('touchpoint', touchpoint), {
        value: touchpoint,
      }),
  },
]

function reachPanel(parts: Parts): PanelSpec {
  const { t, cell } = parts
  return {
    id: 'reach',
    title: t('reach'),
    figure: 'reach',
    note: t('reach_note'),
    chart: reachChart(parts),
    stacked: true,
    table: table(channelRows(parts), [
      channelColumn(parts),
      { id: 'reach', head: t('all'), figure: 'reach', cell: ({ reach }) => cell.rate(reach) },
      {
        id: 'buyers',
        head: t('buyers'),
        figure: 'influence',
        cell: (row) => cell.rate(influenceOn(row, 'delivery_use')),
      },
    ]),
  }
}

function kindsPanel(parts: Parts): PanelSpec {
  const { answer, t, cell } = parts
  const hasCosts = answer.totals.cost.length > 0
  return {
    id: 'kinds',
    title: t('table'),
    table: table(kindRows(parts), [
      ...kindColumns(parts),
      { id: 'touches', head: t('touches'), figure: 'touches', cell: (row) => cell.count(row.touches) },
      { id: 'persons', head: t('persons'), figure: 'persons', cell: (row) => cell.count(row.persons, 'strong') },
      { id: 'bar', head: '', cell: (row) => cell.bar(row.reach.rate ?? 0) },
      { id: 'orders', head: t('orders'), figure: 'orders', cell: (row) => cell.count(row.orders) },
      { id: 'revenue', head: t('revenue'), figure: 'revenue', cell: (row) => cell.money(row.revenue) },
      ...(hasCosts
        ? [
            { id: 'cost', head: t('cost'), figure: 'cost', cell: (row: Row) => cell.money(row.cost) },
            {
              id: 'cost_per_order',
              head: t('cost_per_order'),
              figure: 'cost_per_order',
              cell: (row: Row) => cell.money(row.cost_per_order),
            },
          ]
        : []),
    ]),
  }
}

function stagesPanel(parts: Parts): PanelSpec {
  const { view, t, cell } = parts
  return {
    id: 'stages',
    title: t('stages'),
    figure: 'influence',
    note: t('stages_note'),
    chart: stagesChart(parts),
    stacked: true,
    table: table(channelRows(parts), [
      channelColumn(parts),
      ...stages.map((stage) => ({
        id: stage,
        head: view.t(`stage.${stage}`),
        cell: (row: Row) => cell.rate(influenceOn(row, stage)),
      })),
    ]),
  }
}

function effectPanel(parts: Parts): PanelSpec {
  const { t, cell } = parts
  return {
    id: 'effect',
    title: t('effect'),
    figure: 'effects',
    note: t('effect_note'),
    chart: effectChart(parts),
    stacked: true,
    table: table(channelRows(parts), [
      channelColumn(parts),
      { id: 'after', head: t('after'), cell: (row) => cell.rate(weekEffect(row)?.after) },
      { id: 'others', head: t('others'), cell: (row) => cell.rate(weekEffect(row)?.others) },
      {
        id: 'difference',
        head: t('difference'),
        cell: (row) => cell.points(weekEffect(row)?.difference ?? { difference: null, low: null, high: null }),
      },
    ]),
  }
}

function allEffectsPanel(parts: Parts): PanelSpec {
  const { view, t, cell } = parts
  const rows = channelRows(parts).flatMap((row) => row.effects.map((effect) => ({ ...row, ...effect })))
  return {
    id: 'effects',
    title: t('effects'),
    figure: 'effects',
    table: table<(typeof rows)[number]>(rows, [
      channelColumn(parts),
      { id: 'days', head: t('days'), cell: ({ days }) => ({ ...cell.text(view.format.days(days)), value: days }) },
      { id: 'after', head: t('after'), cell: ({ after }) => cell.rate(after) },
      { id: 'others', head: t('others'), cell: ({ others }) => cell.rate(others) },
      {
        id: 'difference',
        head: t('difference'),
        cell: ({ difference }) => cell.points(difference ?? { difference: null, low: null, high: null }),
      },
    ]),
  }
}

export const touchpointsPage = defineReportPage({
  name: 'touchpoints',
  icon: 'M10 10m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0M10 10m-6.5 0a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0',
  report: touchpoints,
  text,
  definitionsVi,
  form,
  isEmpty: ({ sample }) => sample.persons === 0,
  figures: (parts) => {
    const { view, answer, t, cell } = parts
    const [widest] = channelRows(parts)
    return [
      { id: 'persons', label: t('persons'), cell: cell.count(answer.totals.persons) },
      ...(widest
        ? [
            {
              id: 'reach',
              label: t('widest', { channel: view.t.named('channel', widest.channel) }),
              cell: cell.rate(widest.reach),
            },
          ]
        : []),
      {
        id: 'bought',
        label: t('bought'),
        figure: 'influence',
        cell: cell.count(answer.totals.entered.delivery_use),
      },
      ...(answer.totals.cost.length > 0
        ? [{ id: 'cost', label: t('cost'), cell: cell.money(answer.totals.cost) }]
        : []),
    ]
  },
  panels: (parts) => [
    reachPanel(parts),
    kindsPanel(parts),
    stagesPanel(parts),
    effectPanel(parts),
    allEffectsPanel(parts),
  ],
})
