/** A line of a tooltip: what, and its value as text in the page's language. */
export type TipLine = readonly [label: string, value: string]

export interface Tip {
  title: string
  lines: readonly TipLine[]
}

/** Steps after each other: how many came, and how many of the step before did not. */
export interface StepsChart {
  kind: 'steps'
  stayed: string
  lost: string
  steps: readonly { name: string; count: number; lost: number; label: string; tip: Tip }[]
}

/** A share over seconds with its interval, and marked moments. */
export interface CurveChart {
  kind: 'curve'
  xName: string
  points: readonly { x: number; share: number; low: number; high: number; tip: Tip }[]
  marks: readonly { x: number; label: string }[]
}

/** A share per class with its interval, over how many there were in the class, split in two. */
export interface ClassesChart {
  kind: 'classes'
  xName: string
  shareName: string
  keptName: string
  lostName: string
  /** `share` null = too few to show. */
  classes: readonly {
    name: string
    share: number | null
    low: number | null
    high: number | null
    kept: number
    lost: number
    tip: Tip
  }[]
}

/** What the server tells a chart to show: numbers and texts, no code. */
export type ChartSpec = StepsChart | CurveChart | ClassesChart
