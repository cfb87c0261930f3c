import type { attribution } from '../../../reports/attribution/attribution.js'
import { models } from '../../../reports/attribution/models.js'
import type { BarsChart, HeatmapChart } from '../../charts/chart-spec.js'
import type { PartsOf } from '../../report-page/answered.js'
import type { text } from './messages.js'

export type Parts = PartsOf<typeof attribution, typeof text>
type Model = (typeof models)[number]

/** More groups of bars than this cannot be told apart. */
const mostBars = 8
const mostPlaces = 8

/** What a key is called: channels and kinds of touches have names, sources and campaigns are as they were sent. */
export function keyName({ view, answer, t }: Pick<Parts, 'view' | 'answer' | 't'>, key: string): string {
  const own = t.named('place', key)
  if (own !== key) return own
  const { by } = answer.params
  return by === 'channel' || by === 'touchpoint' ? view.t.named(by, key) : key
}

/** The models that were asked for, and the credit of each key by model, the largest first. */
export function creditByKey({ answer: { rows } }: Pick<Parts, 'answer'>) {
  const keys = new Map<string, Partial<Record<Model, (typeof rows)[number]>>>()
  for (const row of rows) {
    const credits = keys.get(row.key) ?? {}
    credits[row.model] = row
    keys.set(row.key, credits)
  }
  const asked = models.filter((model) => rows.some((row) => row.model === model))
  const largest = (credits: Partial<Record<Model, { share: number }>>) =>
    Math.max(...asked.map((model) => credits[model]?.share ?? 0))
  return { asked, keys: [...keys].sort(([, a], [, b]) => largest(b) - largest(a)) }
}

/** A group of bars a key: its share of the orders by each model. */
export function modelsChart(parts: Parts): BarsChart {
  const { view, t } = parts
  const { asked, keys } = creditByKey(parts)
  const shown = keys.slice(0, mostBars)
  return {
    kind: 'bars',
    unit: 'percent',
    categories: shown.map(([key]) => keyName(parts, key)),
    tips: shown.map(([key, credits]) => ({
      title: keyName(parts, key),
      lines: asked.map((model) => [
        t(`model.${model}`),
        `${view.format.percent(credits[model]?.share ?? 0)} · ${view.format.decimal(credits[model]?.conversions ?? 0)}`,
      ]),
    })),
    groups: asked.map((model) => ({
      name: t(`model.${model}`),
      values: shown.map(([, credits]) => credits[model]?.share ?? 0),
    })),
  }
}

/** How often each touch is followed by each other, by an order, or by nothing. */
export function movesChart(parts: Parts): HeatmapChart {
  const { view, answer, t } = parts
  const { transitions } = answer.totals
  const left = new Map<string, number>()
  for (const { from, count } of transitions) left.set(from, (left.get(from) ?? 0) + count)
  const rows = [...left.keys()].sort((a, b) => (left.get(b) ?? 0) - (left.get(a) ?? 0)).slice(0, mostPlaces + 1)
  const columns = [...rows.filter((place) => place !== 'start'), 'conversion', 'null']
  return {
    kind: 'heatmap',
    unit: 'percent',
    xName: t('next_touch'),
    rows: rows.map((place) => keyName(parts, place)),
    columns: columns.map((place) => keyName(parts, place)),
    cells: transitions.flatMap(({ from, to, count, share }) => {
      const [row, column] = [rows.indexOf(from), columns.indexOf(to)]
      if (row < 0 || column < 0) return []
      return [
        {
          row,
          column,
          value: share,
          text: view.format.percent(share),
          tip: {
            title: `${keyName(parts, from)} → ${keyName(parts, to)}`,
            lines: [
              [t('times'), view.format.count(count)],
              [t('share'), view.format.percent(share)],
            ] as const,
          },
        },
      ]
    }),
  }
}
