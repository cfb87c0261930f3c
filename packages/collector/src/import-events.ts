import { type ClickHouseClient, type EventRow, insertDeadLetters } from '@touchline/storage'
import { deadLetter } from './dead-letter.js'
import { importRow } from './import-row.js'
import { readLines } from './read-lines.js'
import { missingRows, type RetryOptions, retry, storeRows } from './store-rows.js'

const batchRows = 20_000
const maxLineBytes = 256 * 1024
const sampleSize = 20

/** How far an import is; counts are of lines. */
export interface ImportProgress {
  /** Events stored by this import. */
  accepted: number
  /** Events that were stored before, or came twice in the source. */
  duplicates: number
  /** Lines that are no events; each is a dead letter. */
  rejected: number
}

export interface ImportResult extends ImportProgress {
  /** The first rejected lines, by number from 1. */
  errors_sample: { line: number; reason: string }[]
}

export interface ImportOptions extends RetryOptions {
  client: ClickHouseClient
  siteId: string
  /** NDJSON, raw or gzip. */
  source: AsyncIterable<Uint8Array>
  now: () => number
  onProgress?: (progress: ImportProgress) => void
}

interface Rejected {
  line: number
  reason: string
  text: string
  clickHouseCode?: number
}

interface NumberedRow {
  row: EventRow
  line: number
  text: string
}

/**
 * Imports NDJSON of any size and time; an answer means that its events are in ClickHouse. Importing a source again
 * changes nothing, so one that broke off is imported once more from its beginning.
 * Rejects when the source breaks off or its gzip is damaged; what was read before is stored.
 */
export async function importEvents(options: ImportOptions): Promise<ImportResult> {
  const { client, siteId, source, now, onProgress } = options
  const result: ImportResult = { accepted: 0, duplicates: 0, rejected: 0, errors_sample: [] }
  let rows: NumberedRow[] = []
  let rejected: Rejected[] = []

  async function flush() {
    const { accepted, duplicates, refused } = await storeBatch(client, rows, options)
    const letters = [...rejected, ...refused].map((line) => letterOf(line, siteId, now()))
    await retry(() => insertDeadLetters(client, letters), options)
    result.accepted += accepted
    result.duplicates += duplicates
    result.rejected += letters.length
    for (const { line, reason } of [...rejected, ...refused]) {
      if (result.errors_sample.length < sampleSize) result.errors_sample.push({ line, reason })
    }
    rows = []
    rejected = []
    const { errors_sample: _, ...progress } = result
    onProgress?.(progress)
  }

  try {
    for await (const { number: line, text } of readLines(source, maxLineBytes)) {
      if (text === undefined) {
        rejected.push({ line, reason: `longer than ${maxLineBytes} bytes`, text: '' })
      } else {
        const row = importRow(text, siteId, now())
        if ('reason' in row && !('event_id' in row)) rejected.push({ line, reason: row.reason, text })
        else rows.push({ row: row as EventRow, line, text })
      }
      if (rows.length >= batchRows || rejected.length >= 1000) await flush()
    }
  } finally {
    await flush()
  }
  return result
}

async function storeBatch(client: ClickHouseClient, numbered: NumberedRow[], options: RetryOptions) {
  const rows = numbered.map(({ row }) => row)
  // Looked up once and before the insert, so that a repeated insert does not count its own rows as duplicates.
  const missing = await missingRows(client, rows, options)
  const refused = await storeRows(client, missing, { ...options, inDoubt: false })
  const byRow = new Map(numbered.map((entry) => [entry.row, entry]))
  return {
    accepted: missing.length - refused.length,
    duplicates: rows.length - missing.length,
    refused: refused.map(({ row, failure }): Rejected => {
      const { line, text } = byRow.get(row) as NumberedRow
      return { line, text, reason: failure.message, clickHouseCode: failure.code }
    }),
  }
}

function letterOf({ line, reason, text, clickHouseCode }: Rejected, siteId: string, arrivedAt: number) {
  return deadLetter({
    siteId,
    arrivedAt,
    stage: clickHouseCode === undefined ? 'validate' : 'insert',
    reason: `import line ${line}: ${reason}`,
    clickHouseCode,
    event: text,
    keepIds: true,
  })
}
