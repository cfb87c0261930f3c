import type { touchpoints } from '../../../reports/touchpoints/touchpoints.js'
import { enoughForRate } from '../../../statistics/too-few.js'
import type { BarsChart, HeatmapChart } from '../../charts/chart-spec.js'
import type { PartsOf } from '../../report-page/answered.js'
import type { text } from './messages.js'

export type Parts = PartsOf<typeof touchpoints, typeof text>
export type Row = Parts['answer']['rows'][number]
type Rate = Row['reach']

export const stages = ['consideration', 'decision', 'delivery_use', 'loyalty_advocacy'] as const
const mostChannels = 10

/** The rows of whole channels. */
export const channelRows = ({ answer }: Pick<Parts, 'answer'>): Row[] =>
  answer.rows.filter(({ touchpoint }) => touchpoint === null)

/** All rows, but for channels with one kind of touch: there the channel says it all. */
export const kindRows = ({ answer }: Pick<Parts, 'answer'>): Row[] =>
  answer.rows.filter(
    (row) => row.touchpoint === null || answer.rows.filter(({ channel }) => channel === row.channel).length > 2,
  )

export const influenceOn = (row: Row, stage: string): Rate | undefined => row.influence[stage]

const shown = (rate: Rate | undefined) => (rate && enoughForRate(rate) ? rate : undefined)

function group(name: string, rates: readonly (Rate | undefined)[]) {
  const visible = rates.map(shown)
  return {
    name,
    values: visible.map((rate) => rate?.rate ?? null),
    low: visible.map((rate) => rate?.low ?? null),
    high: visible.map((rate) => rate?.high ?? null),
  }
}

/** Two rates of each channel as lying bars beside each other. */
function pairs(parts: Parts, sides: readonly { name: string; rate: (row: Row) => Rate | undefined }[]): BarsChart {
  const { view, cell } = parts
  const rows = channelRows(parts).slice(0, mostChannels)
  const said = (rate: Rate | undefined) => [cell.rate(rate).text, cell.rate(rate).basis].filter(Boolean).join(' · ')
  const names = rows.map(({ channel }) => view.t.named('channel', channel))
  return {
    kind: 'bars',
    unit: 'percent',
    lying: true,
    categories: names,
    tips: rows.map((row, i) => ({
      title: names[i] ?? '',
      lines: sides.map(({ name, rate }) => [name, said(rate(row))]),
    })),
    groups: sides.map(({ name, rate }) => group(name, rows.map(rate))),
  }
}

export const reachChart = (parts: Parts): BarsChart =>
  pairs(parts, [
    { name: parts.t('all'), rate: ({ reach }) => reach },
    { name: parts.t('buyers'), rate: (row) => influenceOn(row, 'delivery_use') },
  ])

/** What follows a touch within seven days. */
export const weekEffect = ({ effects }: Row) => effects.find(({ days }) => days === 7)

export const effectChart = (parts: Parts): BarsChart =>
  pairs(parts, [
    { name: parts.t('after'), rate: (row) => weekEffect(row)?.after },
    { name: parts.t('others'), rate: (row) => weekEffect(row)?.others },
  ])

/** How many of those who came to a stage had a touch of the channel before. */
export function stagesChart(parts: Parts): HeatmapChart {
  const { view, t, cell } = parts
  const rows = channelRows(parts).slice(0, mostChannels)
  const names = rows.map(({ channel }) => view.t.named('channel', channel))
  return {
    kind: 'heatmap',
    unit: 'percent',
    xName: t('stage'),
    rows: names,
    columns: stages.map((stage) => view.t(`stage.${stage}`)),
    cells: rows.flatMap((row, i) =>
      stages.map((stage, column) => {
        const rate = influenceOn(row, stage)
        const { text: said, basis } = cell.rate(rate)
        return {
          row: i,
          column,
          value: shown(rate)?.rate ?? null,
          text: String(said),
          tip: {
            title: `${names[i]} · ${view.t(`stage.${stage}`)}`,
            lines: [[t('share'), [said, basis].filter(Boolean).join(' · ')]] as const,
          },
        }
      }),
    ),
  }
}
