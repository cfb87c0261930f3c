import { use } from 'echarts/core'
import { install as SankeySeries } from 'echarts/lib/chart/sankey/install.js'
import type { SankeyChart } from '../../charts/chart-spec.js'
import { type ChartTheme, itemTooltip } from '../chart-theme.js'

use([SankeySeries])

/** On narrow screens the names of nodes with less than this share of the widest one would lie over each other. */
const nameable = 0.16

/** Flows from left to right; on narrow screens from top to bottom. */
export function option({ nodes, links }: SankeyChart, theme: ChartTheme) {
  const names = new Map(nodes.map(({ id, name }) => [id, name]))
  const width = (id: string) =>
    Math.max(
      ...(['source', 'target'] as const).map((end) =>
        links.reduce((sum, link) => (link[end] === id ? sum + link.value : sum), 0),
      ),
    )
  const widest = Math.max(0, ...nodes.map(({ id }) => width(id)))
  const tones = { accent: theme.series[0], goal: theme.good, lost: theme.lostStrong }
  return {
    textStyle: { fontFamily: theme.font },
    tooltip: itemTooltip((type, index) => (type === 'edge' ? links[index]?.tip : nodes[index]?.tip), theme),
    series: [
      {
        type: 'sankey' as const,
        orient: theme.narrow ? ('vertical' as const) : ('horizontal' as const),
        left: 4,
        right: theme.narrow ? 4 : 120,
        top: 8,
        bottom: theme.narrow ? 26 : 8,
        nodeWidth: 14,
        nodeGap: theme.narrow ? 8 : 12,
        nodeAlign: 'left' as const,
        draggable: false,
        layoutIterations: 32,
        emphasis: { focus: 'adjacency' as const },
        lineStyle: { color: 'source' as const, opacity: 0.28, curveness: 0.5 },
        label: {
          color: theme.text,
          fontSize: theme.narrow ? 10 : 12,
          width: theme.narrow ? 70 : 110,
          overflow: 'truncate' as const,
          formatter: ({ name }: { name: string }) => names.get(name) ?? name,
        },
        data: nodes.map(({ id, depth, tone = 'accent' }) => ({
          name: id,
          depth,
          itemStyle: { color: tones[tone], borderWidth: 0 },
          label: { show: !theme.narrow || width(id) >= nameable * widest },
        })),
        links: links.map(({ source, target, value }) => ({ source, target, value })),
      },
    ],
  }
}
