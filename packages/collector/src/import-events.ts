import type { ImportFormat } from '@touchline/events'
import {
  type ClickHouseClient,
  type DeadLetter,
  type EventRow,
  eraseEvents,
  insertDeadLetters,
  withoutKnownLetters,
} from '@touchline/storage'
import { deadLetter } from './dead-letter.js'
import { createErasureGuard, type ErasureGuard } from './erasure-guard.js'
import { importOrigin } from './import-formats/import-origin.js'
import { importRow } from './import-row.js'
import { readLines } from './read-lines.js'
import { SerializedRow } from './serialized-row.js'
import { missingRows, type RetryOptions, retry, storeRows } from './store-rows.js'

const batchRows = 20_000
/** Lines of a batch in memory, at most: as many rows as above may be far larger than rows usually are. */
const batchBytes = 8 * 2 ** 20
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
  /** Lines of visitors and users who were erased after that happened: nothing of them is kept. */
  erased: number
}

export interface ImportResult extends ImportProgress {
  /** The first rejected lines, by number from 1. */
  errors_sample: { line: number; reason: string }[]
}

export interface ImportOptions extends RetryOptions {
  client: ClickHouseClient
  siteId: string
  /** What the lines are; Touchline's own unless said otherwise. */
  format?: ImportFormat
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
  row: SerializedRow
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
  const result: ImportResult = { accepted: 0, duplicates: 0, rejected: 0, erased: 0, errors_sample: [] }
  const guard = createErasureGuard(client)
  let rows: NumberedRow[] = []
  let rejected: Rejected[] = []
  let bytes = 0
  let storing: Promise<void> = Promise.resolve()

  /** Stores what was read, one batch at a time; meanwhile the next batch is read. */
  async function flush() {
    await storing
    storing = store(rows, rejected)
    // Whoever waits for it next hears of a failure.
    storing.catch(() => {})
    rows = []
    rejected = []
    bytes = 0
  }

  async function store(rows: NumberedRow[], rejected: Rejected[]) {
    await guard.load(options)
    const present = rows.filter(({ row }) => !guard.isErased(row))
    const gone = rows.filter(({ row }) => guard.isErased(row)).map(({ row }) => row)
    // An import that was killed while its person was being erased may have left some.
    await retry(() => eraseEvents(client, gone), options)
    const outcome = await storeBatch(client, present, guard, options)
    const numbered = [...rejected, ...outcome.refused].map((line) => ({ line, letter: letterOf(line, options, now()) }))
    const kept = numbered.filter(({ letter }) => !guard.isErasedLetter(letter))
    const letters = kept.map(({ letter }) => letter)
    const fresh = await retry(() => withoutKnownLetters(client, letters), options)
    await retry(() => insertDeadLetters(client, fresh), options)
    await guard.eraseLate({ rows: [], letters }, options)
    result.accepted += outcome.accepted
    result.duplicates += outcome.duplicates
    result.rejected += letters.length
    result.erased += rows.length - present.length + outcome.late + numbered.length - kept.length
    for (const { line } of kept) {
      if (result.errors_sample.length < sampleSize) result.errors_sample.push({ line: line.line, reason: line.reason })
    }
    const { errors_sample: _, ...progress } = result
    onProgress?.(progress)
  }

  try {
    for await (const { number: line, text } of readLines(source, maxLineBytes)) {
      if (text === undefined) {
        rejected.push({ line, reason: `longer than ${maxLineBytes} bytes`, text: '' })
      } else {
        const row = importRow(text, siteId, now(), options.format)
        if ('reason' in row && !('event_id' in row)) rejected.push({ line, reason: row.reason, text })
        else rows.push({ row: SerializedRow.of(row as EventRow), line, text })
      }
      bytes += text?.length ?? 0
      if (rows.length >= batchRows || rejected.length >= 1000 || bytes >= batchBytes) await flush()
    }
  } finally {
    await flush()
    await storing
  }
  return result
}

async function storeBatch(
  client: ClickHouseClient,
  numbered: NumberedRow[],
  guard: ErasureGuard,
  options: RetryOptions,
) {
  const rows = numbered.map(({ row }) => row)
  // Looked up once and before the insert, so that a repeated insert does not count its own rows as duplicates.
  const missing = await missingRows(client, rows, options)
  const refused = await storeRows(client, missing, { ...options, inDoubt: false })
  const refusedRows = new Set(refused.map(({ row }) => row))
  const stored = missing.filter((row) => !refusedRows.has(row))
  const late = (await guard.eraseLate({ rows: stored, letters: [] }, options)).size
  const byRow = new Map<EventRow, NumberedRow>(refused.length > 0 ? numbered.map((entry) => [entry.row, entry]) : [])
  return {
    accepted: stored.length - late,
    late,
    duplicates: rows.length - missing.length,
    refused: refused.map(({ row, failure }): Rejected => {
      const { line, text } = byRow.get(row) as NumberedRow
      return { line, text, reason: failure.message, clickHouseCode: failure.code }
    }),
  }
}

function letterOf(
  { line, reason, text, clickHouseCode }: Rejected,
  { siteId, format = 'touchline' }: ImportOptions,
  arrivedAt: number,
): DeadLetter {
  return deadLetter({
    siteId,
    arrivedAt,
    stage: clickHouseCode === undefined ? 'validate' : 'insert',
    reason: `${importOrigin(line, format)}: ${reason}`,
    clickHouseCode,
    event: text,
    keepIds: true,
  })
}
