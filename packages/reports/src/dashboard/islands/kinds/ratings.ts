import { use } from 'echarts/core'
import { install as BarChart } from 'echarts/lib/chart/bar/install.js'
import type { RatingsChart } from '../../charts/chart-spec.js'
import { axisTooltip, type ChartTheme, categoryAxis, valueAxis } from '../chart-theme.js'

use([BarChart])

/** Good, middling and poor shares of a whole, a lying bar a row; the shares that have room say their number. */
export function option({ names, rows }: RatingsChart, theme: ChartTheme) {
  const format = theme.axis('percent')
  const part = (key: 'good' | 'middling' | 'poor', first: boolean, last: boolean) => ({
    name: names[key],
    type: 'bar' as const,
    stack: 'whole',
    barWidth: 20,
    data: rows.map((row) => row[key]),
    itemStyle: {
      color: theme[key],
      borderColor: theme.surface,
      borderWidth: 1,
      borderRadius: [first ? 4 : 0, last ? 4 : 0, last ? 4 : 0, first ? 4 : 0],
    },
    emphasis: { disabled: true },
    label: {
      show: true,
      color: theme.surface,
      fontSize: 11,
      fontWeight: 600,
      formatter: ({ value }: { value: unknown }) =>
        typeof value === 'number' && value * theme.width > (theme.narrow ? 90 : 70)
          ? format(Math.round(value * 100) / 100)
          : '',
    },
  })
  return {
    textStyle: { fontFamily: theme.font },
    tooltip: axisTooltip(
      rows.map(({ tip }) => tip),
      theme,
    ),
    grid: { left: 8, right: 16, top: 6, bottom: 4, containLabel: true },
    xAxis: { ...valueAxis(theme, 'percent'), min: 0, max: 1, interval: 0.25 },
    yAxis: {
      ...categoryAxis(
        theme,
        rows.map(({ name }) => name),
      ),
      inverse: true,
      axisLabel: {
        color: theme.text,
        fontSize: 12,
        width: theme.narrow ? 92 : 180,
        overflow: 'truncate' as const,
        interval: 0,
      },
    },
    series: [part('good', true, false), part('middling', false, false), part('poor', false, true)],
  }
}
