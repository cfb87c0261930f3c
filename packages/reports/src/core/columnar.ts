import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { ClickHouseClient } from '@touchline/storage'
import type { z } from 'zod'
import { columnTypes } from './column-types.js'
import { flatRows } from './flat-rows.js'

/** Formats that ClickHouse writes for us, with its names for them. */
const formats = { parquet: 'Parquet', arrow: 'ArrowStream' } as const
export type ColumnarFormat = keyof typeof formats

/** Bytes that ClickHouse takes in one field of a form are 128 KiB; a backslash is sent as two. */
const longestField = 60_000

/**
 * Bound parameters of any length in all, as the body of the request: an address may have a megabyte at most. ClickHouse
 * takes parameters escaped as in TSV; the text is ASCII without tabs and line ends.
 */
function formBody(fields: readonly string[]) {
  const boundary = randomUUID()
  const parts = fields.map(
    (field, i) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="param_f${i}"\r\n\r\n${field.replaceAll('\\', '\\\\')}\r\n`,
  )
  return {
    values: Readable.from([Buffer.from(`${parts.join('')}--${boundary}--\r\n`)]),
    http_headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  }
}

/** JSON in ASCII, in pieces that may be cut anywhere. */
function piecesOf(value: unknown): string[] {
  const text = JSON.stringify(value).replaceAll(
    /[\u0080-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return Array.from({ length: Math.ceil(text.length / longestField) }, (_, i) =>
    text.slice(i * longestField, (i + 1) * longestField),
  )
}

/** A column's name stands in the query itself. */
const plainName = (name: string) => name.replaceAll(/[^\p{L}\p{N}_. -]/gu, '_')

/**
 * The rows of an answer as Parquet or as an Arrow stream. ClickHouse writes them out of a bound parameter, which any
 * user who may read at all may do: unlike `format()`, that needs no right to make temporary tables.
 */
export async function rowsToColumnar(
  client: ClickHouseClient,
  schema: z.ZodType,
  rows: readonly Record<string, unknown>[],
  format: ColumnarFormat,
): Promise<Buffer> {
  const table = flatRows(rows)
  const types = columnTypes(schema, table)
  const places = new Map(table.names.map((name, i) => [name, i]))
  const names = [...types.keys()]
  const lines = table.lines.map((line) =>
    names.map((name) => {
      const cell = line[places.get(name) ?? -1] ?? null
      return cell !== null && types.get(name) === 'String' ? String(cell) : cell
    }),
  )
  const tuple = [...types.values()].map((type) => `Nullable(${type})`).join(', ')
  const columns = names.map((name, i) => `tupleElement(line, ${i + 1}) AS \`${plainName(name)}\``)
  const pieces = piecesOf(lines)
  const fields = pieces.map((_, i) => `{f${i}:String}`).join(', ')
  const { stream } = await client.exec({
    query: `SELECT ${columns.join(', ')}
      FROM (SELECT arrayJoin(JSONExtract(arrayStringConcat([${fields}]), 'Array(Tuple(${tuple}))')) AS line)
      FORMAT ${formats[format]}`,
    ...formBody(pieces),
    // Without waiting, an error half way would arrive as bytes of the answer.
    clickhouse_settings: { wait_end_of_query: 1 },
  })
  return buffer(stream)
}
