import type { CurveChart } from '../charts/chart-spec.js'
import { type ChartTheme, tipElement } from './chart-theme.js'

/** A rising curve with its interval as a band, and marked moments. */
export function curveOption({ points, marks, xName }: CurveChart, theme: ChartTheme) {
  const last = points.at(-1)?.x ?? 0
  const shared = { type: 'line' as const, symbol: 'none' as const, emphasis: { disabled: true } }
  const band = { ...shared, stack: 'interval', lineStyle: { opacity: 0 }, silent: true }
  return {
    textStyle: { fontFamily: theme.font },
    tooltip: {
      trigger: 'axis' as const,
      confine: true,
      backgroundColor: theme.surface,
      borderColor: theme.line,
      borderWidth: 1,
      padding: 0,
      extraCssText: 'border-radius: 10px',
      axisPointer: { type: 'line' as const, lineStyle: { color: theme.muted } },
      formatter: (shown: unknown) => {
        const first = Array.isArray(shown) ? (shown[0] as { dataIndex?: number } | undefined) : undefined
        const point = first?.dataIndex === undefined ? undefined : points[first.dataIndex]
        return point ? tipElement(point.tip) : ''
      },
    },
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
    yAxis: {
      type: 'value' as const,
      min: 0,
      splitNumber: 4,
      splitLine: { lineStyle: { color: theme.line } },
      axisLabel: { color: theme.muted, formatter: theme.percent },
    },
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
        markLine: {
          silent: true,
          symbol: 'none' as const,
          lineStyle: { color: theme.muted, type: 'dashed' as const },
          label: {
            color: theme.text,
            formatter: ({ dataIndex }: { dataIndex: number }) => marks[dataIndex]?.label ?? '',
          },
          data: marks.filter(({ x }) => x <= last).map(({ x }) => ({ xAxis: x })),
        },
      },
    ],
  }
}
