import type { paths } from '../../../reports/paths/paths.js'
import type { SankeyChart } from '../../charts/chart-spec.js'
import type { PartsOf } from '../../report-page/answered.js'
import type { text } from './messages.js'

export type Parts = PartsOf<typeof paths, typeof text>
type Row = Parts['answer']['rows'][number]

/** More steps of one position than this cannot be told apart. */
export const mostSteps = 8

/** The two ends of a step as they are called. */
export function endsOf({ t }: Pick<Parts, 't'>, { from, to }: Row): { from: string; to: string } {
  return { from: from ?? t('began'), to: to ?? t('ended') }
}

/** The steps as flows from left to right, whichever way they were followed. */
export function flowChart(parts: Parts): SankeyChart {
  const { view, answer, t } = parts
  const backward = answer.totals.direction === 'backward'
  const deepest = Math.max(0, ...answer.rows.map(({ position }) => position))
  const said = (count: number, share: Row['share']) => [
    [t('count'), view.format.count(count)] as const,
    [t('share'), view.format.percent(share.rate)] as const,
  ]
  const nodes = new Map<string, SankeyChart['nodes'][number]>()
  const node = (depth: number, name: string | null, shown: string) => {
    const id = `${depth} ${name ?? ''}`
    if (!nodes.has(id)) {
      const tone = name === null ? 'lost' : name === 'purchase' ? 'goal' : 'accent'
      nodes.set(id, { id, name: shown, depth, tone, tip: { title: shown, lines: [] } })
    }
    return id
  }
  const links = answer.rows.map((row) => {
    const { from, to } = endsOf(parts, row)
    const depth = backward ? deepest - row.position : row.position - 1
    return {
      source: node(depth, row.from, from),
      target: node(depth + 1, row.to, to),
      value: row.count,
      tip: { title: `${from} → ${to}`, lines: said(row.count, row.share) },
    }
  })
  return { kind: 'sankey', nodes: [...nodes.values()], links }
}
