import type { Child } from 'hono/jsx'
import type { ChartSpec } from '../charts/chart-spec.js'
import type { Cell } from './cells.js'

/** A headline figure. */
export interface FigureSpec {
  id: string
  label: string
  /** The key of its definition; default its id. */
  figure?: string
  cell: Cell
  /** Replaces what the cell says it rests on. */
  basis?: string
}

interface ColumnSpec<Row> {
  /** Unique within the table; the name of the column in exports. */
  id: string
  head: string
  /** The key of the column's definition. */
  figure?: string
  /** The key of the definition of a row's own name, shown beside it. */
  defines?: (row: Row) => string
  cell(row: Row, index: number): Cell
}

/** A table: its first column names the rows. */
export interface TableSpec {
  columns: readonly Pick<ColumnSpec<unknown>, 'id' | 'head' | 'figure'>[]
  rows: readonly { cells: readonly Cell[]; defines?: string }[]
  /** Shown instead of a table without rows. */
  none?: string
}

/** A table of `rows`. */
export function table<Row>(rows: readonly Row[], columns: readonly ColumnSpec<Row>[], none?: string): TableSpec {
  return {
    columns: columns.map(({ id, head, figure }) => ({ id, head, figure })),
    rows: rows.map((row, index) => ({
      cells: columns.map((column) => column.cell(row, index)),
      defines: columns[0]?.defines?.(row),
    })),
    none,
  }
}

/** A part of a page: a title, a picture, the figures of the picture in a table, and what to know about them. */
export interface PanelSpec {
  /** Unique within the page: exports are named after it. */
  id: string
  title: string
  /** The key of a definition for the title. */
  figure?: string
  /** One or two sentences that say what the picture or the table says. */
  note?: string
  chart?: ChartSpec
  table?: TableSpec
  /** The table's head is for screen readers only: two columns that speak for themselves. */
  plainHead?: boolean
  /** `full` (default) = the whole width, chart beside table; `half` = two side by side where there is room; `third`. */
  width?: 'full' | 'half' | 'third'
  /** Beside full width: chart above its table instead of next to it. */
  stacked?: boolean
  /** What no table can show. */
  content?: Child
}

/** The rows of a table as plain values for exports. */
export function tableRows({ columns, rows }: TableSpec): Record<string, unknown>[] {
  return rows.map(({ cells }) =>
    Object.fromEntries(
      columns.flatMap(({ id }, i) => (cells[i]?.value === undefined ? [] : [[id, cells[i]?.value] as const])),
    ),
  )
}
