import { ClickHouseError } from '@touchline/storage'

/** What a failed insert means: a row that ClickHouse will never take, or a server that may take it later. */
export interface InsertFailure {
  kind: 'row' | 'server'
  /** ClickHouse's error code; 0 when it gave none. */
  code: number
  message: string
}

// Codes of ClickHouse's ErrorCodes that a value causes: cannot be parsed, converted or represented.
const valueCodes: ReadonlySet<number> = new Set([
  6, 25, 26, 27, 38, 41, 53, 69, 70, 72, 117, 131, 190, 321, 349, 376, 407, 691,
])

/** Tells the failure of a row from that of the server. In doubt it is the server: a row must not be given up lightly. */
export function insertFailure(error: unknown): InsertFailure {
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0] as string
  // The client cannot write a lone surrogate into a query's parameters.
  if (error instanceof URIError) return { kind: 'row', code: 0, message }
  if (!(error instanceof ClickHouseError)) return { kind: 'server', code: 0, message }
  const code = Number(error.code)
  // The columns are the collector's, not the sender's: a missing one means that the tables are of an older version.
  const tablesDiffer = /unknown field|no such column/i.test(error.message)
  return { kind: valueCodes.has(code) && !tablesDiffer ? 'row' : 'server', code, message }
}
