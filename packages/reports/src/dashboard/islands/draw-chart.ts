import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { ChartSpec } from '../charts/chart-spec.js'
import { readTheme } from './chart-theme.js'
import { classesOption } from './classes-option.js'
import { curveOption } from './curve-option.js'
import { stepsOption } from './steps-option.js'

use([AriaComponent, BarChart, CustomChart, GridComponent, LineChart, MarkLineComponent, SVGRenderer, TooltipComponent])

const darkScheme = window.matchMedia('(prefers-color-scheme: dark)')
const lessMotion = window.matchMedia('(prefers-reduced-motion: reduce)')
const drawn = new WeakSet<Element>()

function optionOf(spec: ChartSpec, width: number) {
  const theme = readTheme(width)
  switch (spec.kind) {
    case 'steps':
      return stepsOption(spec, theme)
    case 'curve':
      return curveOption(spec, theme)
    case 'classes':
      return classesOption(spec, theme)
  }
}

/** Draws the chart whose figures stand in the page's JSON block, and again when its width or the colours change. */
export function drawChart(canvas: HTMLElement): void {
  const block = document.getElementById(canvas.dataset.chart ?? '')
  if (!block || drawn.has(canvas)) return
  drawn.add(canvas)
  const spec = JSON.parse(block.textContent ?? '') as ChartSpec
  const described = canvas.getAttribute('aria-label') ?? ''
  const chart = init(canvas, null, { renderer: 'svg' })
  const draw = () => {
    const option = optionOf(spec, canvas.clientWidth)
    chart.setOption(
      { ...option, animation: !lessMotion.matches, aria: { enabled: true, label: { description: described } } },
      true,
    )
    canvas.dataset.drawn = spec.kind
  }
  draw()
  darkScheme.addEventListener('change', draw)
  let width = canvas.clientWidth
  new ResizeObserver(() => {
    if (canvas.clientWidth === width) return
    width = canvas.clientWidth
    chart.resize()
    draw()
  }).observe(canvas)
}
