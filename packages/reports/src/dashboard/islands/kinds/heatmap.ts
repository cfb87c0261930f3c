import { use } from 'echarts/core'
import { install as HeatmapSeries } from 'echarts/lib/chart/heatmap/install.js'
import { install as VisualMapComponent } from 'echarts/lib/component/visualMap/installVisualMapContinuous.js'
import type { HeatmapChart } from '../../charts/chart-spec.js'
import { type ChartTheme, categoryAxis, itemTooltip } from '../chart-theme.js'

use([HeatmapSeries, VisualMapComponent])

/** A grid of cells from pale to the accent; cells that rest on too few stay empty. */
export function option({ xName, columns, rows, cells }: HeatmapChart, theme: ChartTheme) {
  const shown = cells.filter(({ value }) => value !== null)
  const highest = Math.max(0.0001, ...shown.map(({ value }) => value ?? 0))
  const roomy = (theme.width - 120) / Math.max(1, columns.length) > 38
  return {
    textStyle: { fontFamily: theme.font },
    tooltip: itemTooltip((_type, index) => shown[index]?.tip, theme),
    grid: { left: 8, right: 8, top: 30, bottom: 4, containLabel: true },
    xAxis: {
      ...categoryAxis(theme, columns),
      position: 'top' as const,
      name: xName,
      nameLocation: 'middle' as const,
      nameGap: 24,
      nameTextStyle: { color: theme.muted },
      axisLine: { show: false },
    },
    yAxis: { ...categoryAxis(theme, rows), inverse: true, axisLine: { show: false } },
    visualMap: {
      show: false,
      min: 0,
      max: highest,
      inRange: { color: [theme.sunken, theme.accentSoft, theme.accent] },
    },
    series: [
      {
        type: 'heatmap' as const,
        data: shown.map(({ column, row, value }) => ({
          value: [column, row, value ?? 0],
          label: { color: (value ?? 0) > highest * 0.62 ? theme.surface : theme.text },
        })),
        itemStyle: { borderColor: theme.surface, borderWidth: 2, borderRadius: 4 },
        emphasis: { disabled: true },
        label: {
          show: roomy,
          fontSize: 11,
          formatter: ({ dataIndex }: { dataIndex: number }) => shown[dataIndex]?.text ?? '',
        },
      },
    ],
  }
}
