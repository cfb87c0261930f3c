import { use } from 'echarts/core'
import { install as SankeySeries } from 'echarts/lib/chart/sankey/install.js'
import type { SankeyChart } from '../../charts/chart-spec.js'
import { type ChartTheme, itemTooltip } from '../chart-theme.js'

use([SankeySeries])

/** Flows from left to right; on narrow screens from top to bottom. */
export function option({ nodes, links }: SankeyChart, theme: ChartTheme) {
  const names = new Map(nodes.map(({ id, name }) => [id, name]))
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
        })),
        links: links.map(({ source, target, value }) => ({ source, target, value })),
      },
    ],
  }
}
