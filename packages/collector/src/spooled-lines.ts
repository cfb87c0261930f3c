import type { DeadLetter, EventRow } from '@touchline/storage'

// A line of the spool is one character for its kind and JSON.
const rowMark = 'R'
const letterMark = 'D'

export const rowLine = (row: EventRow): string => `${rowMark}${JSON.stringify(row)}\n`
export const letterLine = (letter: DeadLetter): string => `${letterMark}${JSON.stringify(letter)}\n`

/** Reads what `rowLine` and `letterLine` wrote, in order. */
export function readSpooledLines(lines: string): { rows: EventRow[]; letters: DeadLetter[] } {
  const rows: EventRow[] = []
  const letters: DeadLetter[] = []
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf('\n', start)
    const json = lines.slice(start + 1, end)
    if (lines[start] === rowMark) rows.push(JSON.parse(json) as EventRow)
    else letters.push(JSON.parse(json) as DeadLetter)
    start = end + 1
  }
  return { rows, letters }
}
