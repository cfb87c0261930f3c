type Cell = string | number | boolean | null

/** Nested fields get joined names: `conversion.rate`. A list is one cell of JSON, because rows must stay rows. */
function flatten(value: unknown, name: string, into: Map<string, Cell>): void {
  if (value === null || value === undefined) into.set(name, null)
  else if (Array.isArray(value)) into.set(name, JSON.stringify(value))
  else if (typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) flatten(inner, name ? `${name}.${key}` : key, into)
  else into.set(name, typeof value === 'number' || typeof value === 'boolean' ? value : String(value))
}

/** Quoted as RFC 4180 asks; a text that a spreadsheet would run as a formula gets an apostrophe before it. */
function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The rows of an answer as CSV with a line of names. */
export function rowsToCsv(rows: readonly Record<string, unknown>[]): string {
  const flat = rows.map((row) => {
    const cells = new Map<string, Cell>()
    flatten(row, '', cells)
    return cells
  })
  const names = [...new Set(flat.flatMap((cells) => [...cells.keys()]))]
  const lines = [names, ...flat.map((cells) => names.map((name) => cells.get(name)))]
  return lines.map((line) => `${line.map(cellText).join(',')}\r\n`).join('')
}
