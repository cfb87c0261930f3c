import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DeadLetter } from '@touchline/storage'
import { recentKey } from './recent-ids.js'
import type { SerializedRow } from './serialized-row.js'
import { maxGroupEvents, type Spool } from './spool.js'
import { readSpooledLines } from './spooled-lines.js'

/** Rows of one batch, at most (a group more when it does not fit exactly). */
export const batchRows = 20_000
/** Events that an earlier process may have stored without ending them: of a batch being ended and of one being stored. */
export const mostInDoubt = 2 * (batchRows + maxGroupEvents)

/** A row that is neither stored in the last 48 hours nor earlier in the spool, and the key that says so. */
export interface KeyedRow {
  row: SerializedRow
  key: Buffer
}

/** What is moved to ClickHouse at once. */
export interface SpoolBatch {
  /** Sequence of its last group. */
  through: number
  /** Events in its groups, in all. */
  events: number
  fresh: KeyedRow[]
  /** Rows of those groups that are stored already or come twice. */
  duplicates: number
  /** Rows of visitors and users who were erased. */
  erased: SerializedRow[]
  letters: DeadLetter[]
}

/**
 * Reads the spool batch by batch, so that one can be read while those before it are stored and ended. Batches end in the
 * order in which they were read.
 */
export function openSpoolBatches(spool: Spool, isErased: (row: SerializedRow) => boolean) {
  // Of batches that have not ended yet, whose events the spool does not know as stored.
  const underWay = new Set<string>()
  let takenThrough = 0
  let takenEvents = 0

  const isStored = (key: Buffer, text: string) => underWay.has(text) || spool.isRecent(key)

  return {
    /** Events that no batch has taken. */
    waiting: () => spool.backlog().events - takenEvents,
    /** The next batch, or undefined when there is none. Other work gets its turn between groups. */
    async read(): Promise<SpoolBatch | undefined> {
      const groups = spool.read(batchRows, takenThrough)
      const last = groups.at(-1)
      if (!last) return undefined
      const batch: SpoolBatch = { through: last.sequence, events: 0, fresh: [], duplicates: 0, erased: [], letters: [] }
      for (const group of groups) batch.events += group.events
      takenThrough = last.sequence
      takenEvents += batch.events
      for (const { lines } of groups) {
        const { rows, letters } = readSpooledLines(lines)
        batch.letters.push(...letters)
        for (const row of rows) {
          if (isErased(row)) {
            batch.erased.push(row)
            continue
          }
          const key = recentKey(row.site_id, row.event_id)
          const text = key.toString('latin1')
          if (isStored(key, text)) {
            batch.duplicates++
          } else {
            underWay.add(text)
            batch.fresh.push({ row, key })
          }
        }
        await nextTurn()
      }
      return batch
    },
    /** Ends a batch in the spool, which remembers the keys of what was stored. Rejects when the disk refuses. */
    async end(batch: SpoolBatch, stored: readonly Buffer[]): Promise<void> {
      await spool.remove(batch.through, stored)
      takenEvents -= batch.events
      for (const { key } of batch.fresh) underWay.delete(key.toString('latin1'))
    },
  }
}

export type SpoolBatches = ReturnType<typeof openSpoolBatches>
