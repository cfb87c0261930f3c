import { use } from 'echarts/core'
import { install as LineChart } from 'echarts/lib/chart/line/install.js'
import type { CurveChart } from '../../charts/chart-spec.js'
import { axisEnd } from '../axis-end.js'
import { axisTooltip, type ChartTheme, valueAxis } from '../chart-theme.js'

use([LineChart])

/** A rising curve with its interval as a band, and marked moments. */
export function option({ points, marks, xName }: CurveChart, theme: ChartTheme) {
  const last = points.at(-1)?.x ?? 0
  const end = axisEnd(Math.max(0.01, ...points.map(({ high }) => high)))
  const shared = { type: 'line' as const, symbol: 'none' as const, emphasis: { disabled: true } }
  const band = { ...shared, stack: 'interval', lineStyle: { opacity: 0 }, silent: true }
  return {
    textStyle: { fontFamily: theme.font },
    tooltip: axisTooltip(
      points.map(({ tip }) => tip),
      theme,
      'line',
    ),
    grid: { left: 8, right: 18, top: 26, bottom: 28, containLabel: true },
    xAxis: {
      type: 'value' as const,
      max: last,
      name: xName,
      nameLocation: 'middle' as const,
      nameGap: 30,
      nameTextStyle: { color: theme.muted },
      splitLine: { show: false },
      axisLine: { show: true, lineStyle: { color: theme.line } },
      axisLabel: { color: theme.muted, showMaxLabel: false },
    },
    yAxis: { ...valueAxis(theme, 'percent'), min: 0, ...end },
    series: [
      { ...band, data: points.map(({ x, low }) => [x, low]) },
      {
        ...band,
        data: points.map(({ x, low, high }) => [x, Math.max(0, high - low)]),
        areaStyle: { color: theme.accent, opacity: 0.16 },
      },
      {
        ...shared,
        data: points.map(({ x, share }) => [x, share]),
        lineStyle: { color: theme.accent, width: 2.5 },
        itemStyle: { color: theme.accent },
      },
      // Moments as lines of their own: the component for marks weighs more than this chart.
      ...marks
        .filter(({ x }) => x <= last)
        .map(({ x, label }) => ({
          ...shared,
          data: [
            [x, 0],
            [x, end.max],
          ],
          silent: true,
          lineStyle: { color: theme.muted, width: 1, type: 'dashed' as const },
          endLabel: { show: true, formatter: label, color: theme.text, fontSize: 11, offset: [-16, -10] },
        })),
    ],
  }
}
