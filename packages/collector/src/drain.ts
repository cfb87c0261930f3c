import { setTimeout as delay } from 'node:timers/promises'
import {
  type ClickHouseClient,
  type DeadLetter,
  type EventRow,
  eraseDeadLetters,
  eraseEvents,
  insertDeadLetters,
} from '@touchline/storage'
import type { Logger } from 'pino'
import { deadLetter } from './dead-letter.js'
import { createErasureGuard } from './erasure-guard.js'
import type { CollectorMetrics } from './metrics.js'
import { recentKey } from './recent-ids.js'
import { maxGroupEvents, type Spool, type SpoolGroup } from './spool.js'
import { readSpooledLines } from './spooled-lines.js'
import { type RefusedRow, retry, storeRows } from './store-rows.js'

/** Rows of one insert, at most (a group more when it does not fit exactly). */
const batchRows = 20_000
/** How long a small batch waits for more rows: few large parts are cheaper for ClickHouse than many small ones. */
const lingerMs = 200
const mostInDoubt = batchRows + maxGroupEvents
const pauseMs = 1000

export interface DrainOptions {
  spool: Spool
  client: ClickHouseClient
  now: () => number
  log: Logger
  metrics: CollectorMetrics
}

export interface Drain {
  /** Stops after at most `drainMs`; what is left stays in the spool for the next start. */
  stop(options: { drainMs: number }): Promise<void>
}

interface KeyedRow {
  row: EventRow
  key: Buffer
}

/** Moves the spool's groups into ClickHouse, one batch at a time, and ends each batch in the spool once it is stored. */
export function startDrain({ spool, client, now, log, metrics }: DrainOptions): Drain {
  const aborter = new AbortController()
  const { signal } = aborter
  const guard = createErasureGuard(client)
  let stopping = false
  let wake = () => {}
  spool.onAppend(() => wake())

  // The batch that was being inserted when the last process died began at the front of the spool.
  let doubtfulRows = mostInDoubt
  let failedAt: number | undefined

  const retrying = {
    signal,
    onRetry(failure: { code: number; message: string }, waitMs: number) {
      metrics.retried()
      if (failedAt === undefined)
        log.warn({ code: failure.code, message: failure.message, waitMs }, 'A batch waits until ClickHouse takes it')
      failedAt ??= now()
    },
  }

  async function waitForRows(): Promise<void> {
    while (!stopping && spool.backlog().groups === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    const deadline = new AbortController()
    wake = () => {
      if (stopping || spool.backlog().events >= batchRows) deadline.abort()
    }
    wake()
    await delay(lingerMs, undefined, { signal: deadline.signal }).catch(() => {})
  }

  /** The rows to insert: neither stored in the last 48 hours nor twice in the batch. */
  function withoutDuplicates(rows: EventRow[]): KeyedRow[] {
    const seen = new Set<string>()
    const fresh: KeyedRow[] = []
    for (const row of rows) {
      const key = recentKey(row.site_id, row.event_id)
      const text = key.toString('latin1')
      if (seen.has(text) || spool.isRecent(key)) continue
      seen.add(text)
      fresh.push({ row, key })
    }
    return fresh
  }

  function letterOf({ row, failure }: RefusedRow): DeadLetter {
    log.error({ siteId: row.site_id, eventId: row.event_id, code: failure.code }, 'ClickHouse refused an event')
    return deadLetter({
      siteId: row.site_id,
      arrivedAt: now(),
      stage: 'insert',
      reason: failure.message,
      clickHouseCode: failure.code,
      event: row,
      keepIds: true,
    })
  }

  async function drainBatch(groups: SpoolGroup[]): Promise<void> {
    const spooled = readSpooledLines(groups.map(({ lines }) => lines))
    const rows = spooled.rows.filter((row) => !guard.isErased(row))
    // What is dropped now may have been inserted before a crash, after its person was erased.
    if (doubtfulRows > 0 && rows.length < spooled.rows.length) {
      await retry(() => eraseEvents(client, spooled.rows.filter(guard.isErased)), retrying)
    }
    if (doubtfulRows > 0) {
      await retry(() => eraseDeadLetters(client, spooled.letters.filter(guard.isErasedLetter)), retrying)
    }
    const fresh = withoutDuplicates(rows)
    const inserted = fresh.map(({ row }) => row)
    const refused = await storeRows(client, inserted, { ...retrying, inDoubt: doubtfulRows > 0 })
    const letters = [...spooled.letters, ...refused.map(letterOf)].filter((letter) => !guard.isErasedLetter(letter))
    await retry(() => insertDeadLetters(client, letters), retrying)
    // A refused event is not remembered, so that it can be sent again once its reason is mended.
    const refusedRows = new Set(refused.map(({ row }) => row))
    const stored = inserted.filter((row) => !refusedRows.has(row))
    const late = await guard.eraseLate({ rows: stored, letters }, retrying)
    const storedKeys = fresh.filter(({ row }) => !refusedRows.has(row) && !late.has(row)).map(({ key }) => key)
    await retry(() => spool.remove((groups.at(-1) as SpoolGroup).sequence, storedKeys), retrying)
    metrics.stored(storedKeys.length)
    metrics.deadLettered(refused.length)
    metrics.duplicate(rows.length - fresh.length)
    metrics.erased(spooled.rows.length - rows.length + late.size)
    doubtfulRows = Math.max(0, doubtfulRows - spooled.rows.length)
    if (failedAt !== undefined) log.info({ awayMs: now() - failedAt }, 'ClickHouse takes batches again')
    failedAt = undefined
  }

  async function run(): Promise<void> {
    await guard.load(retrying)
    while (!signal.aborted) {
      if (spool.backlog().events < batchRows) {
        await waitForRows()
        // Without a pause the batch before has just looked.
        await guard.load(retrying)
      }
      const groups = spool.read(batchRows)
      if (groups.length > 0) await drainBatch(groups)
      else if (stopping) return
    }
  }

  // Nothing but `stop` may end the drain: what is unforeseen is logged, and the batch comes again as one in doubt.
  async function runForEver(): Promise<void> {
    while (!signal.aborted) {
      try {
        return await run()
      } catch (error) {
        if (signal.aborted) return
        log.error({ err: error }, 'A batch could not be moved to ClickHouse')
        doubtfulRows = mostInDoubt
        await delay(pauseMs, undefined, { signal }).catch(() => {})
      }
    }
  }
  const running = runForEver()

  return {
    async stop({ drainMs }) {
      stopping = true
      wake()
      const timer = setTimeout(() => aborter.abort(), drainMs)
      await Promise.race([running, new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))])
      clearTimeout(timer)
      aborter.abort()
    },
  }
}
