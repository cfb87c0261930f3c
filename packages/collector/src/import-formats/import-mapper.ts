import type { ImportFormat, ImportLineInput } from '@touchline/events'
import { type Fields, isFields } from './foreign-values.js'
import { mapGa4 } from './ga4.js'
import { mapSegment } from './segment.js'

/** An import line made of a row of another tool's export, or why there is none. */
export type MappedLine = { line: ImportLineInput } | { reason: string }

const mappers: Record<Exclude<ImportFormat, 'touchline'>, (row: Fields) => MappedLine> = {
  ga4: mapGa4,
  segment: mapSegment,
}

/** The import line of a row, to be checked like any other; rows in Touchline's own format stay as they are. */
export function mapRow(row: unknown, format: ImportFormat): { line: unknown } | { reason: string } {
  if (format === 'touchline') return { line: row }
  return isFields(row) ? mappers[format](row) : { reason: 'not a JSON object' }
}
