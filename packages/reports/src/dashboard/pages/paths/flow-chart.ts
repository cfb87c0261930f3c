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

/** The steps that hang together with the first ones: of the others, those before were too rare to be shown. */
function connected(rows: readonly Row[], backward: boolean): Row[] {
  const reached = new Map<number, Set<string | null>>()
  return rows.filter((row) => {
    const [near, far] = backward ? [row.to, row.from] : [row.from, row.to]
    if (row.position > 1 && !reached.get(row.position - 1)?.has(near)) return false
    reached.set(row.position, (reached.get(row.position) ?? new Set()).add(far))
    return true
  })
}

/** The steps as flows from left to right, whichever way they were followed. */
export function flowChart(parts: Parts): SankeyChart {
  const { view, answer, t } = parts
  const backward = answer.totals.direction === 'backward'
  const drawn = connected(answer.rows, backward)
  const deepest = Math.max(0, ...drawn.map(({ position }) => position))
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
  const links = drawn.map((row) => {
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
