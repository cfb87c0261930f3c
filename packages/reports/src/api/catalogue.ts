import { z } from 'zod'
import type { Report } from '../core/report.js'

type JsonSchema = Record<string, unknown>

/** What a client needs to know of a report to ask it and to read the answer. */
export interface CatalogueEntry {
  name: string
  title: string
  question: string
  parameters: JsonSchema
  columns: { name: string; unit?: string; definition?: string }[]
  row: JsonSchema
  totals: JsonSchema
  definitions: Record<string, string>
}

/** JSON Schema of what is sent (`input`, defaults not needed) or answered (`output`). */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema
  return rest
}

export function catalogueEntry(report: Report): CatalogueEntry {
  const { name, title, question, definitions } = report
  const row = jsonSchema(report.row, 'output')
  const properties = (row.properties ?? {}) as Record<string, { unit?: string; description?: string }>
  return {
    name,
    title,
    question,
    parameters: jsonSchema(report.params, 'input'),
    columns: Object.entries(properties).map(([column, { unit, description }]) => ({
      name: column,
      unit,
      definition: definitions[column] ?? description,
    })),
    row,
    totals: jsonSchema(report.totals, 'output'),
    definitions,
  }
}
