import type { AxisUnit, Tip } from '../charts/chart-spec.js'

/** Colours and number formats of the page that the chart is on. */
export interface ChartTheme {
  text: string
  muted: string
  line: string
  accent: string
  accentSoft: string
  lost: string
  /** What was lost, beside a soft colour. */
  lostStrong: string
  good: string
  middling: string
  poor: string
  surface: string
  sunken: string
  /** Colours of series, in their order; the first is the accent. */
  series: readonly string[]
  font: string
  /** The chart is too narrow for what a wide one shows. */
  narrow: boolean
  width: number
  /** A value on an axis. */
  axis(unit: AxisUnit): (value: number) => string
}

export function readTheme(width: number): ChartTheme {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const language = document.documentElement.lang === 'vi' ? 'vi-VN' : 'en-GB'
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const count = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 })
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  const axes: Record<AxisUnit, (value: number) => string> = {
    percent: (value) => percent.format(value),
    count: (value) => count.format(value),
    number: (value) => number.format(value),
    ms: (value) => (value >= 1000 ? `${number.format(value / 1000)} s` : `${number.format(value)} ms`),
  }
  return {
    text: colour('text'),
    muted: colour('muted'),
    line: colour('line'),
    accent: colour('accent'),
    accentSoft: colour('accent-soft'),
    lost: colour('lost'),
    lostStrong: colour('lost-strong'),
    good: colour('good'),
    middling: colour('middling'),
    poor: colour('poor'),
    surface: colour('surface'),
    sunken: colour('sunken'),
    series: [1, 2, 3, 4, 5, 6, 7].map((n) => colour(`series-${n}`)),
    font: getComputedStyle(document.body).fontFamily,
    narrow: width < 620,
    width,
    axis: (unit) => axes[unit],
  }
}

/** A tooltip as elements: text stays text, and no style attribute is needed. */
export function tipElement({ title, lines }: Tip): HTMLElement {
  const box = document.createElement('div')
  box.className = 'tip'
  const heading = document.createElement('strong')
  heading.textContent = title
  const list = document.createElement('dl')
  for (const [label, value] of lines) {
    const term = document.createElement('dt')
    term.textContent = label
    const detail = document.createElement('dd')
    detail.textContent = value
    list.append(term, detail)
  }
  box.append(heading, list)
  return box
}

/** What the tooltips of all charts have in common. */
function tooltipFrame(theme: ChartTheme) {
  return {
    confine: true,
    backgroundColor: theme.surface,
    borderColor: theme.line,
    borderWidth: 1,
    padding: 0,
    extraCssText: 'border-radius: 10px',
  }
}

/** A tooltip for the position on the axis; `tips` in the order of the axis. */
export function axisTooltip(tips: readonly Tip[], theme: ChartTheme, pointer: 'shadow' | 'line' = 'shadow') {
  return {
    ...tooltipFrame(theme),
    trigger: 'axis' as const,
    axisPointer:
      pointer === 'shadow'
        ? { type: 'shadow' as const, shadowStyle: { color: theme.muted, opacity: 0.08 } }
        : { type: 'line' as const, lineStyle: { color: theme.muted } },
    formatter: (shown: unknown) => {
      const first = Array.isArray(shown) ? (shown[0] as { dataIndex?: number } | undefined) : undefined
      const tip = first?.dataIndex === undefined ? undefined : tips[first.dataIndex]
      return tip ? tipElement(tip) : ''
    },
  }
}

/** A tooltip for the thing under the pointer. */
export function itemTooltip(
  tipOf: (dataType: string | undefined, dataIndex: number) => Tip | undefined,
  theme: ChartTheme,
) {
  return {
    ...tooltipFrame(theme),
    trigger: 'item' as const,
    formatter: (shown: unknown) => {
      const { dataType, dataIndex } = shown as { dataType?: string; dataIndex: number }
      const tip = tipOf(dataType, dataIndex)
      return tip ? tipElement(tip) : ''
    },
  }
}

/** An axis of values: light lines, quiet labels. */
export function valueAxis(theme: ChartTheme, unit: AxisUnit, splitNumber = 4) {
  return {
    type: 'value' as const,
    splitNumber,
    splitLine: { lineStyle: { color: theme.line } },
    axisLabel: { color: theme.muted, formatter: theme.axis(unit), hideOverlap: true },
  }
}

/** Names along an axis. */
export function categoryAxis(theme: ChartTheme, names: readonly string[]) {
  return {
    type: 'category' as const,
    data: [...names],
    axisTick: { show: false },
    axisLine: { lineStyle: { color: theme.line } },
    axisLabel: { color: theme.text, fontSize: theme.narrow ? 11 : 12, hideOverlap: true },
  }
}

/** Dashed lines across or down a chart, with their names. */
export function markLines(
  theme: ChartTheme,
  lines: readonly { at: { xAxis: number | string } | { yAxis: number }; label: string }[],
) {
  return {
    silent: true,
    symbol: 'none' as const,
    animation: false,
    lineStyle: { color: theme.muted, type: 'dashed' as const },
    label: {
      color: theme.text,
      fontSize: 11,
      formatter: ({ dataIndex }: { dataIndex: number }) => lines[dataIndex]?.label ?? '',
    },
    data: lines.map(({ at }) => at),
  }
}
