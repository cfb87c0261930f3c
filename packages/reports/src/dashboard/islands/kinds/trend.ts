import { use } from 'echarts/core'
import { install as LineChart } from 'echarts/lib/chart/line/install.js'
import { install as MarkLineComponent } from 'echarts/lib/component/marker/installMarkLine.js'
import type { TrendChart } from '../../charts/chart-spec.js'
import { axisTooltip, type ChartTheme, categoryAxis, markLines, valueAxis } from '../chart-theme.js'

use([LineChart, MarkLineComponent])

/** Lines over time, intervals as bands, what they are compared with quiet and dashed, annotations as marked moments. */
export function option({ unit, labels, tips, lines, marks = [], levels = [] }: TrendChart, theme: ChartTheme) {
  const shared = { type: 'line' as const, emphasis: { disabled: true }, connectNulls: false }
  const marked = [
    ...marks.map(({ x, label }) => ({ at: { xAxis: x }, label })),
    ...levels.map(({ y, label }) => ({ at: { yAxis: y }, label })),
  ]
  const names = categoryAxis(theme, labels)
  let solid = 0
  const series = lines.flatMap(({ name, values, low, high, compared }, i) => {
    const colour = compared ? theme.muted : (theme.series[solid++ % theme.series.length] ?? theme.accent)
    const band = { ...shared, stack: `band-${i}`, symbol: 'none' as const, lineStyle: { opacity: 0 }, silent: true }
    const bands =
      low && high
        ? [
            { ...band, data: [...low] },
            {
              ...band,
              data: high.map((top, at) => (top === null || low[at] == null ? null : Math.max(0, top - (low[at] ?? 0)))),
              areaStyle: { color: colour, opacity: 0.13 },
            },
          ]
        : []
    return [
      ...bands,
      {
        ...shared,
        name,
        data: [...values],
        symbol: 'circle' as const,
        symbolSize: values.length > 45 ? 0 : 5,
        showSymbol: values.length <= 31,
        z: compared ? 2 : 3,
        lineStyle: {
          color: colour,
          width: compared ? 1.5 : 2.25,
          type: compared ? ('dashed' as const) : ('solid' as const),
        },
        itemStyle: { color: colour },
        ...(i === 0 && marked.length > 0 ? { markLine: markLines(theme, marked) } : {}),
      },
    ]
  })
  return {
    textStyle: { fontFamily: theme.font },
    tooltip: axisTooltip(tips, theme, 'line'),
    grid: { left: 8, right: 16, top: marked.length > 0 ? 26 : 14, bottom: 8, containLabel: true },
    xAxis: {
      ...names,
      boundaryGap: false,
      axisLabel: { ...names.axisLabel, margin: 12, alignMinLabel: 'left' as const, alignMaxLabel: 'right' as const },
    },
    yAxis: { ...valueAxis(theme, unit), min: 0 },
    series,
  }
}
