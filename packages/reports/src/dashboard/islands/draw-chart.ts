import { type EChartsCoreOption, init, use } from 'echarts/core'
import { install as AriaComponent } from 'echarts/lib/component/aria/install.js'
import { install as GridComponent } from 'echarts/lib/component/grid/install.js'
import { install as TooltipComponent } from 'echarts/lib/component/tooltip/install.js'
import { install as SVGRenderer } from 'echarts/lib/renderer/installSVGRenderer.js'
import type { ChartSpec } from '../charts/chart-spec.js'
import { type ChartTheme, readTheme } from './chart-theme.js'

use([AriaComponent, GridComponent, SVGRenderer, TooltipComponent])

/** How each kind is drawn, in a chunk of its own that only pages with such a chart load. */
const kinds = {
  steps: () => import('./kinds/steps.js'),
  curve: () => import('./kinds/curve.js'),
  classes: () => import('./kinds/classes.js'),
  trend: () => import('./kinds/trend.js'),
  bars: () => import('./kinds/bars.js'),
  ratings: () => import('./kinds/ratings.js'),
  sankey: () => import('./kinds/sankey.js'),
  heatmap: () => import('./kinds/heatmap.js'),
} satisfies Record<ChartSpec['kind'], () => Promise<{ option(spec: never, theme: ChartTheme): EChartsCoreOption }>>

const darkScheme = window.matchMedia('(prefers-color-scheme: dark)')
const lessMotion = window.matchMedia('(prefers-reduced-motion: reduce)')
const drawn = new WeakSet<Element>()

/** Draws the chart whose figures stand in the page's JSON block, and again when its width or the colours change. */
export async function drawChart(canvas: HTMLElement): Promise<void> {
  const block = document.getElementById(canvas.dataset.chart ?? '')
  if (!block || drawn.has(canvas)) return
  drawn.add(canvas)
  const spec = JSON.parse(block.textContent ?? '') as ChartSpec
  // The kinds and their options belong together; the type of a union of functions cannot say so.
  const { option } = (await kinds[spec.kind]()) as { option(spec: ChartSpec, theme: ChartTheme): EChartsCoreOption }
  const described = canvas.getAttribute('aria-label') ?? ''
  const chart = init(canvas, null, { renderer: 'svg' })
  const draw = () => {
    chart.setOption(
      {
        ...option(spec, readTheme(canvas.clientWidth)),
        animation: !lessMotion.matches,
        aria: { enabled: true, label: { description: described } },
      },
      true,
    )
    canvas.dataset.drawn = spec.kind
  }
  draw()
  if (spec.kind === 'steps')
    chart.on('click', ({ dataIndex }) => {
      const href = spec.steps[dataIndex]?.href
      if (href) location.assign(href)
    })
  darkScheme.addEventListener('change', draw)
  let width = canvas.clientWidth
  new ResizeObserver(() => {
    if (canvas.clientWidth === width) return
    width = canvas.clientWidth
    chart.resize()
    draw()
  }).observe(canvas)
}
