import type { DeadLetter, EventRow } from '@touchline/storage'
import { SerializedRow } from './serialized-row.js'

// A line of the spool is one character for its kind and then JSON. Before a row's JSON stand its event id, the length of
// its site id in two digits and its site id: what the drain asks of every row, so that it need not parse it.
const rowMark = 'R'
const letterMark = 'D'
const rowMarkByte = 0x52
const lineFeed = 0x0a
const idLength = 36

export function rowLine(row: EventRow): string {
  const { event_id, site_id } = row
  return `${rowMark}${event_id}${String(site_id.length).padStart(2, '0')}${site_id}${JSON.stringify(row)}\n`
}
export const letterLine = (letter: DeadLetter): string => `${letterMark}${JSON.stringify(letter)}\n`

/** Reads what `rowLine` and `letterLine` wrote, in order, out of whole lines. */
export function readSpooledLines(lines: Buffer): { rows: SerializedRow[]; letters: DeadLetter[] } {
  const rows: SerializedRow[] = []
  const letters: DeadLetter[] = []
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf(lineFeed, start)
    if (lines[start] === rowMarkByte) rows.push(spooledRow(lines, start + 1, end))
    else letters.push(JSON.parse(lines.toString('utf8', start + 1, end)) as DeadLetter)
    start = end + 1
  }
  return { rows, letters }
}

function spooledRow(lines: Buffer, start: number, end: number): SerializedRow {
  const site = start + idLength + 2
  const json = site + Number(lines.toString('latin1', site - 2, site))
  return new SerializedRow(
    lines.toString('latin1', start, start + idLength),
    lines.toString('latin1', site, json),
    lines.subarray(json, end),
  )
}
