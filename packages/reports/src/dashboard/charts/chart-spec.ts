/** A line of a tooltip: what, and its value as text in the page's language. */
export type TipLine = readonly [label: string, value: string]

export interface Tip {
  title: string
  lines: readonly TipLine[]
}

/** What the numbers of an axis are, for its labels. */
export type AxisUnit = 'count' | 'percent' | 'ms' | 'number'

/** A moment or a place on an axis worth a line of its own. */
export interface Mark<X> {
  x: X
  label: string
}

/** Steps after each other: how many came, and how many of the step before did not. */
export interface StepsChart {
  kind: 'steps'
  stayed: string
  lost: string
  /** `href` = where a click on the bar leads. */
  steps: readonly { name: string; count: number; lost: number; label: string; tip: Tip; href?: string }[]
}

/** A share over time since something, with its interval, and marked moments. */
export interface CurveChart {
  kind: 'curve'
  xName: string
  points: readonly { x: number; share: number; low: number; high: number; tip: Tip }[]
  marks: readonly Mark<number>[]
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

/** Lines over days, weeks or any ordered labels; `null` leaves a gap. */
export interface TrendChart {
  kind: 'trend'
  unit: AxisUnit
  labels: readonly string[]
  /** First day of each label, as `2026-03-01`: annotations of the site are then marked by themselves. */
  days?: readonly string[]
  /** One tooltip a label. */
  tips: readonly Tip[]
  lines: readonly {
    name: string
    values: readonly (number | null)[]
    /** The 95% interval as a band. */
    low?: readonly (number | null)[]
    high?: readonly (number | null)[]
    /** The period before, or another comparison: drawn quietly. */
    compared?: boolean
  }[]
  /** Moments worth a line; `x` is one of the labels. */
  marks?: readonly Mark<string>[]
  /** A line across, such as a threshold. */
  levels?: readonly { y: number; label: string }[]
}

/** One or more bars per category, with intervals. */
export interface BarsChart {
  kind: 'bars'
  unit: AxisUnit
  categories: readonly string[]
  /** One tooltip a category. */
  tips: readonly Tip[]
  /** `null` = too few to show. */
  groups: readonly {
    name: string
    values: readonly (number | null)[]
    low?: readonly (number | null)[]
    high?: readonly (number | null)[]
  }[]
  /** Lying bars, for long names or many categories. */
  lying?: boolean
  xName?: string
  levels?: readonly { y: number; label: string }[]
}

/** Shares of good, middling and poor that make a whole, a bar a row. */
export interface RatingsChart {
  kind: 'ratings'
  names: { good: string; middling: string; poor: string }
  /** Shares from 0 to 1; null = too few to show. */
  rows: readonly { name: string; good: number | null; middling: number | null; poor: number | null; tip: Tip }[]
}

/** Flows between the nodes of a graph without cycles. */
export interface SankeyChart {
  kind: 'sankey'
  /** Ids are unique; several nodes may have the same name. */
  nodes: readonly { id: string; name: string; depth?: number; tone?: 'accent' | 'lost' | 'goal'; tip: Tip }[]
  links: readonly { source: string; target: string; value: number; tip: Tip }[]
}

/** A share or a count for every pair of a row and a column. */
export interface HeatmapChart {
  kind: 'heatmap'
  unit: AxisUnit
  xName: string
  columns: readonly string[]
  rows: readonly string[]
  /** `value` null = too few to show. `text` stands in the cell. */
  cells: readonly { row: number; column: number; value: number | null; text: string; tip: Tip }[]
}

/** What the server tells a chart to show: numbers and texts, no code. */
export type ChartSpec =
  | StepsChart
  | CurveChart
  | ClassesChart
  | TrendChart
  | BarsChart
  | RatingsChart
  | SankeyChart
  | HeatmapChart
