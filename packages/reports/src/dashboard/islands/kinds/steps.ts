import { use } from 'echarts/core'
import { install as BarChart } from 'echarts/lib/chart/bar/install.js'
import type { StepsChart } from '../../charts/chart-spec.js'
import { axisTooltip, type ChartTheme, valueAxis } from '../chart-theme.js'

use([BarChart])

/** Bars of what stayed with what was lost upon them: upright where there is room, lying on narrow screens. */
export function option({ steps, stayed, lost }: StepsChart, theme: ChartTheme) {
  const { narrow } = theme
  const names = {
    type: 'category' as const,
    data: steps.map(({ name }) => name),
    inverse: narrow,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: theme.line } },
    axisLabel: {
      color: theme.text,
      fontFamily: theme.font,
      fontSize: narrow ? 12 : 13,
      interval: 0,
      overflow: 'break' as const,
      width: narrow ? 96 : Math.max(70, (theme.width - 60) / steps.length - 12),
      margin: 10,
      lineHeight: 16,
    },
  }
  const counts = valueAxis(theme, 'count', narrow ? 3 : 4)
  const labels = {
    show: true,
    position: narrow ? ('right' as const) : ('top' as const),
    color: theme.text,
    fontFamily: theme.font,
    fontSize: narrow ? 12 : 13,
    fontWeight: 600,
    formatter: ({ dataIndex }: { dataIndex: number }) => steps[dataIndex]?.label ?? '',
  }
  const rounded = narrow ? [0, 4, 4, 0] : [4, 4, 0, 0]
  return {
    textStyle: { fontFamily: theme.font },
    tooltip: axisTooltip(
      steps.map(({ tip }) => tip),
      theme,
    ),
    grid: narrow
      ? { left: 108, right: 70, top: 4, bottom: 26 }
      : { left: 8, right: 8, top: 30, bottom: 8, containLabel: true },
    xAxis: narrow ? counts : names,
    yAxis: narrow ? names : counts,
    series: [
      {
        name: stayed,
        type: 'bar' as const,
        stack: 'step',
        barMaxWidth: narrow ? 26 : 96,
        barCategoryGap: '28%',
        data: steps.map(({ count, lost: gone }) => ({
          value: count,
          itemStyle: { color: theme.accent, borderRadius: gone > 0 ? 0 : rounded },
        })),
        emphasis: { disabled: true },
      },
      {
        name: lost,
        type: 'bar' as const,
        stack: 'step',
        barMaxWidth: narrow ? 26 : 96,
        data: steps.map((step) => step.lost),
        itemStyle: { color: theme.lost, borderRadius: rounded },
        label: labels,
        emphasis: { disabled: true },
      },
    ],
  }
}
