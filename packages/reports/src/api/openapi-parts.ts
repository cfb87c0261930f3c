export type Json = Record<string, unknown>

export const readKey = [{ readKey: [] }]
export const serverKey = [{ serverKey: [] }]

/** Content of JSON, with an example where there is one. */
export const json = (schema: Json, example?: unknown) => ({
  'application/json': example === undefined ? { schema } : { schema, example },
})
export const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })
export const problem = (description: string) => ({ description, content: json(reference('problem')) })
export const query = (name: string, schema: Json, description?: string, required = false) => ({
  name,
  in: 'query',
  required,
  description,
  schema,
})
export const inPath = (name: string, description?: string) => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string' },
})

export const keyProblems = (kind: string) => ({
  400: problem('A parameter is unknown or wrong; the message says which and what is allowed'),
  401: problem(`No valid ${kind} key`),
  403: problem('The key is of another site or kind'),
})
export const readProblems = keyProblems('read')
export const limitProblems = {
  422: problem('It would take too long or too much memory'),
  503: problem('ClickHouse does not answer; Retry-After says when to try again'),
}

/** Formats of rows, beside JSON. */
export const rowFormats = {
  'text/csv': { schema: { type: 'string' } },
  'application/x-ndjson': { schema: { type: 'string' } },
  'application/vnd.apache.parquet': { schema: { type: 'string', format: 'binary' } },
  'application/vnd.apache.arrow.stream': { schema: { type: 'string', format: 'binary' } },
}
