import { z } from 'zod'
import type { FlatRows } from './flat-rows.js'

/** Types of columns of a file: the same for every answer of a report, whatever its rows hold. */
export type ColumnType = 'String' | 'Float64' | 'Bool'

interface JsonSchema {
  type?: string
  properties?: Record<string, JsonSchema>
  anyOf?: JsonSchema[]
  enum?: unknown[]
}

const types: Record<string, ColumnType> = {
  string: 'String',
  number: 'Float64',
  integer: 'Float64',
  boolean: 'Bool',
  array: 'String',
}

/** Adds the columns that a schema names, by their joined names; of alternatives the one that is not null. */
function addColumns(schema: JsonSchema, name: string, into: Map<string, ColumnType>): void {
  const shapes = (schema.anyOf ?? [schema]).filter(({ type }) => type !== 'null')
  const [only] = shapes
  if (!only || shapes.length > 1) return
  if (only.anyOf) addColumns(only, name, into)
  else if (only.properties) {
    for (const [key, inner] of Object.entries(only.properties)) addColumns(inner, name ? `${name}.${key}` : key, into)
  } else {
    const type = only.enum ? 'String' : types[only.type ?? '']
    if (type) into.set(name, type)
  }
}

/**
 * The columns of the rows of a report with their types. What the schema leaves open (a record, alternatives) has the type
 * of its cells: text when they differ.
 */
export function columnTypes(schema: z.ZodType, { names, lines }: FlatRows): Map<string, ColumnType> {
  const columns = new Map<string, ColumnType>()
  addColumns(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as JsonSchema, '', columns)
  names.forEach((name, i) => {
    if (columns.has(name)) return
    const found = new Set(lines.flatMap((line) => (line[i] === null ? [] : [typeof line[i]])))
    const [type] = found
    columns.set(name, found.size === 1 ? (types[type ?? ''] ?? 'String') : 'String')
  })
  return columns
}
