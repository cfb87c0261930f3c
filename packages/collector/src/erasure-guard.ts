import {
  type ClickHouseClient,
  createTombstones,
  type DeadLetter,
  type EventRow,
  eraseDeadLetters,
  eraseEvents,
} from '@touchline/storage'
import { letterActivity } from './letter-event.js'
import { type RetryOptions, retry } from './store-rows.js'

/**
 * Keeps erased visitors and users out of ClickHouse. Whoever inserts looks before, and again afterwards: an erasure that
 * begins in between leaves its tombstone before it deletes, so either its deletion sees the insert, or the look
 * afterwards sees the tombstone.
 */
export interface ErasureGuard {
  /** To be called before the first batch and after a pause: takes in the erasures until now. */
  load(options: RetryOptions): Promise<void>
  isErased(row: EventRow): boolean
  isErasedLetter(letter: DeadLetter): boolean
  /** To be called after a batch is inserted: deletes what was erased meanwhile, and answers those rows. */
  eraseLate(inserted: { rows: EventRow[]; letters: DeadLetter[] }, options: RetryOptions): Promise<Set<EventRow>>
}

export function createErasureGuard(client: ClickHouseClient): ErasureGuard {
  const tombstones = createTombstones(client)
  const isErased = (row: EventRow) => tombstones.isErased(row)
  const isErasedLetter = (letter: DeadLetter) =>
    tombstones.has(letter.site_id) && tombstones.isErased(letterActivity(letter))
  return {
    load: async (options) => void (await retry(() => tombstones.load(), options)),
    isErased,
    isErasedLetter,
    async eraseLate({ rows, letters }, options) {
      const late = new Set<EventRow>()
      if (!(await retry(() => tombstones.load(), options))) return late
      for (const row of rows) if (isErased(row)) late.add(row)
      await retry(() => eraseEvents(client, [...late]), options)
      await retry(() => eraseDeadLetters(client, letters.filter(isErasedLetter)), options)
      return late
    },
  }
}
