import { use } from 'echarts/core'
import { install as BarChart } from 'echarts/lib/chart/bar/install.js'
import { install as LineChart } from 'echarts/lib/chart/line/install.js'
import type { ClassesChart } from '../../charts/chart-spec.js'
import { axisEnd } from '../axis-end.js'
import { axisTooltip, type ChartTheme } from '../chart-theme.js'

use([BarChart, LineChart])

/** Above: the share per class with whiskers. Below, on the same classes: how many there were, those who left on top. */
export function option({ classes, xName, shareName, keptName, lostName }: ClassesChart, theme: ChartTheme) {
  const names = classes.map(({ name }) => name)
  const category = { type: 'category' as const, data: names, axisTick: { show: false } }
  const value = {
    type: 'value' as const,
    min: 0,
    splitLine: { lineStyle: { color: theme.line } },
    nameTextStyle: { color: theme.muted, align: 'left' as const, padding: [0, 0, 0, -30] },
    nameLocation: 'end' as const,
  }
  const interval = classes
    .map(({ low, high, share }, i) => (share === null || low === null || high === null ? undefined : [i, low, high]))
    .filter((row): row is number[] => row !== undefined)
  const highest = Math.max(0.01, ...interval.map((row) => row[2] ?? 0), ...classes.map(({ share }) => share ?? 0))
  return {
    textStyle: { fontFamily: theme.font },
    tooltip: axisTooltip(
      classes.map(({ tip }) => tip),
      theme,
    ),
    axisPointer: { link: [{ xAxisIndex: 'all' as const }] },
    grid: [
      { left: 46, right: 10, top: 30, height: '46%' },
      { left: 46, right: 10, top: '68%', bottom: 44 },
    ],
    xAxis: [
      { ...category, axisLabel: { show: false }, axisLine: { lineStyle: { color: theme.line } } },
      {
        ...category,
        gridIndex: 1,
        name: xName,
        nameLocation: 'middle' as const,
        nameGap: 28,
        nameTextStyle: { color: theme.muted },
        axisLine: { lineStyle: { color: theme.line } },
        axisLabel: { color: theme.text, interval: 0, fontSize: theme.narrow ? 10 : 12, hideOverlap: true },
      },
    ],
    yAxis: [
      {
        ...value,
        name: shareName,
        // The whiskers are no part of the bars that the axis would be fitted to.
        ...axisEnd(highest),
        axisLabel: { color: theme.muted, formatter: theme.axis('percent'), hideOverlap: true },
      },
      {
        ...value,
        gridIndex: 1,
        name: keptName,
        splitNumber: 2,
        axisLabel: { color: theme.muted, formatter: theme.axis('count') },
      },
    ],
    series: [
      {
        name: shareName,
        type: 'bar' as const,
        barMaxWidth: 48,
        data: classes.map(({ share }) => share),
        itemStyle: { color: theme.accent, borderRadius: [4, 4, 0, 0] },
        emphasis: { disabled: true },
      },
      {
        // Whiskers: from low to high, then a gap; the ends are flat symbols.
        name: '',
        type: 'line' as const,
        data: interval.flatMap(([i = 0, low = 0, high = 0]) => [
          [i, low],
          [i, high],
          [i, '-'],
        ]),
        symbol: 'rect',
        symbolSize: [9, 1.5],
        showAllSymbol: true,
        lineStyle: { color: theme.text, width: 1.5 },
        itemStyle: { color: theme.text },
        silent: true,
        emphasis: { disabled: true },
        z: 5,
      },
      {
        name: keptName,
        type: 'bar' as const,
        stack: 'n',
        xAxisIndex: 1,
        yAxisIndex: 1,
        barMaxWidth: 48,
        data: classes.map(({ kept }) => kept),
        itemStyle: { color: theme.accentSoft },
        emphasis: { disabled: true },
      },
      {
        name: lostName,
        type: 'bar' as const,
        stack: 'n',
        xAxisIndex: 1,
        yAxisIndex: 1,
        barMaxWidth: 48,
        data: classes.map(({ lost }) => lost),
        itemStyle: { color: theme.lostStrong },
        emphasis: { disabled: true },
      },
    ],
  }
}
