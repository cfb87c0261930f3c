import { use } from 'echarts/core'
import { install as BarChart } from 'echarts/lib/chart/bar/install.js'
import { install as CustomChart } from 'echarts/lib/chart/custom/install.js'
import { install as MarkLineComponent } from 'echarts/lib/component/marker/installMarkLine.js'
import type { BarsChart } from '../../charts/chart-spec.js'
import { axisEnd } from '../axis-end.js'
import { axisTooltip, type ChartTheme, categoryAxis, markLines, valueAxis } from '../chart-theme.js'
import { whiskers } from '../whiskers.js'

use([BarChart, CustomChart, MarkLineComponent])

/** Share of the room of a category that its bars take. */
const filled = 0.7

/** Bars side by side per category, with their intervals; lying ones read from the top. */
export function option(spec: BarsChart, theme: ChartTheme) {
  const { unit, categories, tips, groups, lying = false, xName, levels = [] } = spec
  const names = {
    ...categoryAxis(theme, categories),
    inverse: lying,
    ...(lying && {
      axisLabel: {
        color: theme.text,
        fontSize: 12,
        width: theme.narrow ? 104 : 190,
        overflow: 'truncate' as const,
        interval: 0,
      },
    }),
    ...(xName &&
      !lying && { name: xName, nameLocation: 'middle' as const, nameGap: 30, nameTextStyle: { color: theme.muted } }),
  }
  const highest = Math.max(
    0,
    ...groups.flatMap(({ high, values }) => [...(high ?? []), ...values].map((one) => one ?? 0)),
  )
  const lowest = Math.min(0, ...groups.flatMap(({ low, values }) => [...(low ?? []), ...values].map((one) => one ?? 0)))
  const values = {
    ...valueAxis(theme, unit, theme.narrow ? 3 : 4),
    // The whiskers are no part of the bars that the axis would be fitted to.
    ...(lowest < 0 ? {} : { min: 0, ...(highest > 0 && axisEnd(highest)) }),
  }
  const room = lying ? 34 : Math.max(24, (theme.width - 60) / Math.max(1, categories.length))
  const thickness = Math.min(lying ? 26 : 44, (room * filled) / groups.length)
  const series = groups.flatMap(({ name, values: heights, low, high }, i) => {
    const offset = (i - (groups.length - 1) / 2) * thickness
    const intervals = categories.flatMap((_, at) => {
      const [from, to] = [low?.[at] ?? null, high?.[at] ?? null]
      return from === null || to === null || heights[at] == null ? [] : [[at, from, to, offset]]
    })
    const bar = {
      name,
      type: 'bar' as const,
      barWidth: thickness,
      barGap: '0%',
      data: [...heights],
      itemStyle: {
        color: theme.series[i % theme.series.length],
        borderRadius: lying ? [0, 4, 4, 0] : [4, 4, 0, 0],
      },
      emphasis: { disabled: true },
      ...(i === 0 && levels.length > 0
        ? {
            markLine: markLines(
              theme,
              levels.map(({ y, label }) => ({ at: lying ? { xAxis: y } : { yAxis: y }, label })),
            ),
          }
        : {}),
    }
    if (intervals.length === 0) return [bar]
    return [
      bar,
      {
        name: '',
        type: 'custom' as const,
        renderItem: whiskers(theme.text, lying),
        encode: lying ? { x: [1, 2], y: 0 } : { x: 0, y: [1, 2] },
        data: intervals,
        silent: true,
        z: 5,
      },
    ]
  })
  return {
    textStyle: { fontFamily: theme.font },
    tooltip: axisTooltip(tips, theme),
    grid: {
      left: 8,
      right: 20,
      top: levels.length > 0 ? 24 : 12,
      bottom: xName && !lying ? 34 : 8,
      containLabel: true,
    },
    xAxis: lying ? values : names,
    yAxis: lying ? names : values,
    series,
  }
}
