import type { Tip } from '../charts/chart-spec.js'

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
  surface: string
  font: string
  /** The chart is too narrow for what a wide one shows. */
  narrow: boolean
  width: number
  percent(share: number): string
  count(value: number): string
}

export function readTheme(width: number): ChartTheme {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const language = document.documentElement.lang === 'vi' ? 'vi-VN' : 'en-GB'
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const count = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 })
  return {
    text: colour('text'),
    muted: colour('muted'),
    line: colour('line'),
    accent: colour('accent'),
    accentSoft: colour('accent-soft'),
    lost: colour('lost'),
    lostStrong: colour('lost-strong'),
    surface: colour('surface'),
    font: getComputedStyle(document.body).fontFamily,
    narrow: width < 620,
    width,
    percent: (share) => percent.format(share),
    count: (value) => count.format(value),
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

/** A tooltip for the position on the axis; `tips` in the order of the axis. */
export function axisTooltip(tips: readonly Tip[], theme: ChartTheme) {
  return {
    trigger: 'axis' as const,
    confine: true,
    backgroundColor: theme.surface,
    borderColor: theme.line,
    borderWidth: 1,
    padding: 0,
    extraCssText: 'border-radius: 10px',
    axisPointer: { type: 'shadow' as const, shadowStyle: { color: theme.muted, opacity: 0.08 } },
    formatter: (shown: unknown) => {
      const first = Array.isArray(shown) ? (shown[0] as { dataIndex?: number } | undefined) : undefined
      const tip = first?.dataIndex === undefined ? undefined : tips[first.dataIndex]
      return tip ? tipElement(tip) : ''
    },
  }
}
