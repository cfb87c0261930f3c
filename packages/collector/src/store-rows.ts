import { setTimeout as delay } from 'node:timers/promises'
import {
  type ClickHouseClient,
  type EventRow,
  insertEvents,
  insertMissingEvents,
  storedEventIds,
} from '@touchline/storage'
import { type InsertFailure, insertFailure } from './insert-failure.js'

/** A row that ClickHouse refuses whatever else is inserted with it. */
export interface RefusedRow {
  row: EventRow
  failure: InsertFailure
}

export interface RetryOptions {
  /** Told about every failed attempt of the server's. */
  onRetry?: (failure: InsertFailure, waitMs: number) => void
  /** Ends the retrying; the promise then rejects with the abort's reason. */
  signal?: AbortSignal
}

const firstWaitMs = 100
const longestWaitMs = 30_000

/** Runs a statement until the server answers it, waiting longer each time, at most 30 s. Row failures are thrown. */
export async function retry<T>(attempt: (attempts: number) => Promise<T>, options: RetryOptions): Promise<T> {
  for (let attempts = 0; ; attempts++) {
    options.signal?.throwIfAborted()
    try {
      return await attempt(attempts)
    } catch (error) {
      const failure = insertFailure(error)
      if (failure.kind === 'row') throw error
      const ceiling = Math.min(firstWaitMs * 2 ** attempts, longestWaitMs)
      const waitMs = ceiling / 2 + Math.random() * (ceiling / 2)
      options.onRetry?.(failure, waitMs)
      await delay(waitMs, undefined, { signal: options.signal })
    }
  }
}

/**
 * Stores rows exactly once, whatever the server does meanwhile, and answers those it refuses.
 * @param inDoubt the rows may be stored already: they are looked up first, as they are after every failed attempt
 */
export async function storeRows(
  client: ClickHouseClient,
  rows: EventRow[],
  options: RetryOptions & { inDoubt: boolean },
): Promise<RefusedRow[]> {
  if (rows.length === 0) return []
  try {
    await retry(async (attempts) => {
      if (options.inDoubt || attempts > 0) await insertMissingEvents(client, rows)
      else await insertEvents(client, rows)
    }, options)
    return []
  } catch (error) {
    const failure = insertFailure(error)
    if (failure.kind !== 'row') throw error
    const [row] = rows
    if (rows.length === 1 && row) return [{ row, failure }]
    const middle = rows.length >> 1
    // The failed attempt may have stored some partitions of the batch.
    const halves = { ...options, inDoubt: true }
    const refused = await storeRows(client, rows.slice(0, middle), halves)
    return [...refused, ...(await storeRows(client, rows.slice(middle), halves))]
  }
}

/** The rows that are not stored yet, each event id once. */
export async function missingRows(
  client: ClickHouseClient,
  rows: EventRow[],
  options: RetryOptions,
): Promise<EventRow[]> {
  const seen = await retry(() => storedEventIds(client, rows), options)
  return rows.filter(({ event_id }) => !seen.has(event_id) && seen.add(event_id))
}
