/** One value of a table. */
export type Cell = string | number | boolean | null

/** Rows as a table: a cell for each column. */
export interface FlatRows {
  names: string[]
  lines: Cell[][]
}

/** Nested fields get joined names: `conversion.rate`. A list is one cell of JSON, because rows must stay rows. */
function flatten(value: unknown, name: string, into: Map<string, Cell>): void {
  if (value === null || value === undefined) into.set(name, null)
  else if (Array.isArray(value)) into.set(name, JSON.stringify(value))
  else if (typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) flatten(inner, name ? `${name}.${key}` : key, into)
  else into.set(name, typeof value === 'number' || typeof value === 'boolean' ? value : String(value))
}

/** Makes a table of the rows of an answer. What is null in some rows and nested in others is one group of columns. */
export function flatRows(rows: readonly Record<string, unknown>[]): FlatRows {
  const flat = rows.map((row) => {
    const cells = new Map<string, Cell>()
    flatten(row, '', cells)
    return cells
  })
  const all = [...new Set(flat.flatMap((cells) => [...cells.keys()]))]
  const isGroup = (name: string) => all.some((other) => other.startsWith(`${name}.`))
  const names = all.filter((name) => !isGroup(name))
  return { names, lines: flat.map((cells) => names.map((name) => cells.get(name) ?? null)) }
}
