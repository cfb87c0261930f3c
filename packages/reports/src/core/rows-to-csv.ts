import { stringify } from 'csv-stringify/sync'
import { flatRows } from './flat-rows.js'

/**
 * The rows of an answer as CSV with a line of names. A text that a spreadsheet would run as a formula gets an apostrophe
 * before it.
 */
export function rowsToCsv(rows: readonly Record<string, unknown>[]): string {
  const { names, lines } = flatRows(rows)
  return stringify([names, ...lines], {
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { boolean: String, number: (value) => ({ value: String(value), escape_formulas: false }) },
  })
}
