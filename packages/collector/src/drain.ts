import { setTimeout as delay } from 'node:timers/promises'
import {
  type ClickHouseClient,
  type DeadLetter,
  eraseDeadLetters,
  eraseEvents,
  insertDeadLetters,
} from '@touchline/storage'
import type { Logger } from 'pino'
import { deadLetter } from './dead-letter.js'
import { createErasureGuard } from './erasure-guard.js'
import type { CollectorMetrics } from './metrics.js'
import type { Spool } from './spool.js'
import { batchRows, mostInDoubt, openSpoolBatches, type SpoolBatch, type SpoolBatches } from './spool-batches.js'
import { type RefusedRow, retry, storeRows } from './store-rows.js'

/** How long a small batch waits for more rows: few large parts are cheaper for ClickHouse than many small ones. */
const lingerMs = 200
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

/** What became of a batch. */
interface Outcome {
  storedKeys: Buffer[]
  refused: number
  erased: number
}

/**
 * Moves the spool's groups into ClickHouse. One insert at a time; during it the next batch is read and the one before is
 * ended in the spool, so that ClickHouse need not wait for either.
 */
export function startDrain({ spool, client, now, log, metrics }: DrainOptions): Drain {
  const aborter = new AbortController()
  const { signal } = aborter
  const guard = createErasureGuard(client)
  let stopping = false
  let wake = () => {}
  spool.onAppend(() => wake())

  // What was being inserted when the last process died is at the front of the spool.
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

  async function store(batch: SpoolBatch): Promise<Outcome> {
    const inDoubt = doubtfulRows > 0
    if (inDoubt) {
      // What is dropped now may have been inserted before a crash, after its person was erased.
      await retry(() => eraseEvents(client, batch.erased), retrying)
      await retry(() => eraseDeadLetters(client, batch.letters.filter(guard.isErasedLetter)), retrying)
    }
    const rows = batch.fresh.map(({ row }) => row)
    const refused = await storeRows(client, rows, { ...retrying, inDoubt })
    const letters = [...batch.letters, ...refused.map(letterOf)].filter((letter) => !guard.isErasedLetter(letter))
    await retry(() => insertDeadLetters(client, letters), retrying)
    // A refused event is not remembered, so that it can be sent again once its reason is mended.
    const refusedRows = new Set(refused.map(({ row }) => row))
    const stored = batch.fresh.filter(({ row }) => !refusedRows.has(row))
    const late = await guard.eraseLate({ rows: stored.map(({ row }) => row), letters }, retrying)
    doubtfulRows = Math.max(0, doubtfulRows - batch.events)
    if (failedAt !== undefined) log.info({ awayMs: now() - failedAt }, 'ClickHouse takes batches again')
    failedAt = undefined
    return {
      storedKeys: stored.filter(({ row }) => !late.has(row)).map(({ key }) => key),
      refused: refused.length,
      erased: batch.erased.length + late.size,
    }
  }

  async function end(batches: SpoolBatches, batch: SpoolBatch, { storedKeys, refused, erased }: Outcome) {
    await retry(() => batches.end(batch, storedKeys), retrying)
    metrics.stored(storedKeys.length)
    metrics.deadLettered(refused)
    metrics.duplicate(batch.duplicates)
    metrics.erased(erased)
  }

  async function run(): Promise<void> {
    const batches = openSpoolBatches(spool, guard.isErased)
    let reading: Promise<SpoolBatch | undefined> | undefined
    let ending: Promise<void> = Promise.resolve()
    try {
      await guard.load(retrying)
      while (!signal.aborted) {
        if (!reading && batches.waiting() < batchRows) {
          await ending
          await waitForRows()
          // Without a pause the batch before has just looked.
          await guard.load(retrying)
        }
        const batch = await (reading ?? batches.read())
        reading = undefined
        if (!batch) {
          if (stopping) return
          continue
        }
        const storing = store(batch)
        if (batches.waiting() >= batchRows) {
          reading = batches.read()
          reading.catch(() => {})
        }
        const outcome = await storing
        await ending
        ending = end(batches, batch, outcome)
        // Whoever waits for it next hears of a failure.
        ending.catch(() => {})
      }
    } finally {
      await Promise.allSettled([reading])
      await ending
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
