import {
  type ClickHouseClient,
  clickHouseTime,
  type DeadLetterFilter,
  type DeadLetterRecord,
  deleteDeadLetters,
  type EventRow,
  eraseEvents,
  importLineOf,
  listDeadLetters,
} from '@touchline/storage'
import { createErasureGuard } from './erasure-guard.js'
import { originFormat } from './import-formats/import-origin.js'
import { importRow } from './import-row.js'
import { letterEvent } from './letter-event.js'
import { missingRows, type RetryOptions, retry, storeRows } from './store-rows.js'

const pageLetters = 500
const sampleSize = 20

/** What became of dead letters; each is counted once. */
export interface ReplayResult {
  /** Stored as events, and no dead letters any more. */
  stored: number
  /** Their events were stored already; no dead letters any more. */
  duplicates: number
  /** Of visitors and users who were erased; no dead letters any more. */
  erased: number
  /** Still wrong, and still there. */
  refused: number
  /** Of a clock that was wrong: stored with their times only when they are asked for by id or as `clock`. */
  skipped: number
  /** The first refused letters. */
  errors_sample: { id: string; reason: string }[]
}

export interface ReplayOptions extends RetryOptions, DeadLetterFilter {
  client: ClickHouseClient
  now: () => number
}

/** Tries dead letters of a site again, by the rules of an import, and removes those whose events are stored now. */
export async function replayDeadLetters(options: ReplayOptions): Promise<ReplayResult> {
  const { client, now, ...filter } = options
  const guard = createErasureGuard(client)
  const takesClock = filter.reason === 'clock' || (filter.ids?.length ?? 0) > 0
  const result: ReplayResult = { stored: 0, duplicates: 0, erased: 0, refused: 0, skipped: 0, errors_sample: [] }
  const refuse = ({ id }: DeadLetterRecord, reason: string) => {
    result.refused++
    if (result.errors_sample.length < sampleSize) result.errors_sample.push({ id, reason })
  }
  let page: DeadLetterRecord[] = []
  do {
    page = await retry(() => listDeadLetters(client, filter, pageLetters, page.at(-1)), options)
    await guard.load(options)
    const letters = new Map<EventRow, DeadLetterRecord>()
    const erased: DeadLetterRecord[] = []
    const gone: EventRow[] = []
    for (const letter of page) {
      const row = letter.stage === 'clock' && !takesClock ? 'skip' : replayRow(letter, now())
      if (row === 'skip') result.skipped++
      else if ('refusal' in row) {
        if (guard.isErasedLetter(letter)) erased.push(letter)
        else refuse(letter, row.refusal)
      } else if (guard.isErased(row)) {
        erased.push(letter)
        gone.push(row)
      } else letters.set(row, letter)
    }
    await retry(() => eraseEvents(client, gone), options)
    const rows = [...letters.keys()]
    const missing = await missingRows(client, rows, options)
    const refused = new Map(
      (await storeRows(client, missing, { ...options, inDoubt: false })).map(({ row, failure }) => [row, failure]),
    )
    const stored = missing.filter((row) => !refused.has(row))
    const late = await guard.eraseLate({ rows: stored, letters: [] }, options)
    for (const [row, { message }] of refused) refuse(letters.get(row) as DeadLetterRecord, message)
    const settled = rows.filter((row) => !refused.has(row)).map((row) => letters.get(row) as DeadLetterRecord)
    const ids = [...settled, ...erased].map(({ id }) => id)
    await retry(() => deleteDeadLetters(client, filter.siteId, ids), options)
    result.stored += stored.length - late.size
    result.duplicates += rows.length - missing.length
    result.erased += erased.length + late.size
  } while (page.length === pageLetters)
  return result
}

/** The row of a dead letter, or why it has none still. */
function replayRow(letter: DeadLetterRecord, receivedAt: number): EventRow | { refusal: string } {
  const event = letterEvent(letter.raw)
  if (!event) return { refusal: 'its text is no JSON or was cut off' }
  const isRow = letter.stage === 'insert' && 'received_at' in event && 'identity' in event
  const line = isRow ? importLineOf(event as EventRow) : event
  const format = originFormat(letter.reason)
  const row = importRow(JSON.stringify(line), letter.site_id, receivedAt, isRow ? undefined : format)
  if (!('event_id' in row)) return { refusal: row.reason }
  if (isRow) return asReceived(row, event as EventRow)
  if (format) return row
  // From the public address: nobody vouches for it.
  const identity = row.visitor_id ? 'first_party' : 'none'
  return { ...row, trusted: 0, identity, received_at: letter.received_at, sdk: '' }
}

/** What the collector knew of a row when it received it. */
function asReceived(row: EventRow, before: EventRow): EventRow {
  const { identity, bot, trusted, sdk, consent, daily_visitor_id, host, channel } = before
  const received_at = /^[\d-]{10} [\d:.]{12}$/.test(before.received_at) ? before.received_at : clickHouseTime(0)
  return { ...row, identity, bot, trusted, sdk, consent, daily_visitor_id, host, channel, received_at }
}
