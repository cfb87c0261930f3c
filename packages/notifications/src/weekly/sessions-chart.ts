import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer])

/** Days of a week as bars, and those of the week before as a line, drawn as SVG without a browser. */
export function sessionsChart(
  days: readonly { name: string; sessions: number; before: number | null }[],
  { thisWeek, weekBefore }: { thisWeek: string; weekBefore: string },
): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 560, height: 220 })
  const before = days.map((day) => day.before)
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: 'sans-serif' },
    legend: { data: [thisWeek, weekBefore], bottom: 0 },
    grid: { left: 48, right: 12, top: 12, bottom: 52 },
    xAxis: { type: 'category', data: days.map(({ name }) => name) },
    yAxis: { type: 'value', minInterval: 1 },
    series: [
      { type: 'bar', name: thisWeek, data: days.map(({ sessions }) => sessions), itemStyle: { color: '#2f6f5e' } },
      { type: 'line', name: weekBefore, data: before, itemStyle: { color: '#9a8f80' } },
    ],
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}
