import { limits } from '@touchline/events/limits'
import { deliver } from './deliver.js'
import type { SentEvent } from './emit.js'
import { attempt, guard, isHidden } from './guard.js'
import { choice, ids, mayKeepEvents, mayLeave, storageKey } from './visitor.js'

/** False in the build without page loads. */
declare const TOUCHLINE_VITALS: boolean

const waitMs = 80
/** More than the part of a batch that is not events. */
const envelopeBytes = 1024
const keptEvents = 200
const keptMs = 86_400_000
const longestPauseMs = 300_000

/** What the collector has not answered for, by event id. */
const waiting = new Map<string, SentEvent>()
/** Of these, what a request that is under way carries. */
const underway = new Set<string>()
let batchEvents: number = limits.sdkBatchEvents
let failures = 0
/** No request before this time, unless the page closes. On the page's own clock, which nobody sets back. */
let pauseUntil = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** For the part that leaves a copy with the browser. */
export const outbox = {
  /** Called after each change. */
  _changed() {},
  _events: () => [...waiting.values()],
}

const bytesOf = (json: string) => new TextEncoder().encode(json).length
const keyOf = (id: string) => `${storageKey()}:${id}`

function drop(id: string): void {
  waiting.delete(id)
  // Where nothing may be kept the storage is not even touched.
  if (mayKeepEvents()) attempt(() => delete localStorage[keyOf(id)])
}

/** Takes an event, or knows it already: it is kept on the device, where that is allowed, before anything else. */
export function add(event: SentEvent, isUrgent?: boolean): void {
  const json = JSON.stringify(event)
  const id = event.event_id
  if (bytesOf(json) > limits.eventBytes) return
  if (mayKeepEvents()) attempt(() => (localStorage[keyOf(id)] = json))
  waiting.set(id, event)
  for (const oldest of waiting.keys()) if (waiting.size > keptEvents) drop(oldest)
  if (isUrgent || isHidden()) queueMicrotask(flush)
  else timer ??= setTimeout(flush, waitMs)
  if (TOUCHLINE_VITALS) outbox._changed()
}

/**
 * When something may leave for the first time: what waits in memory gets its visitor and its place on the device, and
 * what an earlier page left behind there joins it. After a refusal both are dropped.
 */
export const release = guard((): void => {
  if (choice === 'denied') waiting.clear()
  else if (!mayKeepEvents()) {
    flush()
    return
  }
  for (const event of waiting.values()) add(Object.assign(event, ids()), true)
  for (const key of Object.keys(localStorage))
    if (key.startsWith(keyOf(''))) {
      const event = attempt(() => JSON.parse(localStorage[key]))
      if (mayKeepEvents() && Date.now() - event?.occurred_at < keptMs) add(event, true)
      else delete localStorage[key]
    }
})

/**
 * Sends what waits. What is under way when the page closes arrives without it.
 * @param isNow a pause of our own does not count: the page closes, or the network is back
 */
export const flush = guard((isNow?: boolean): void => {
  timer = clearTimeout(timer) as undefined
  let bytes = envelopeBytes
  const batch: SentEvent[] = []
  for (const event of waiting.values()) {
    // All keepalive requests share one quota: what exceeds it follows when the first is answered.
    bytes += bytesOf(JSON.stringify(event)) + 1
    if (bytes < limits.sdkBatchBytes && batch.length < batchEvents && !underway.has(event.event_id)) batch.push(event)
  }
  if (!mayLeave() || !batch[0]) return
  const pause = pauseUntil - performance.now()
  if (pause > 0 && !isNow) {
    timer = setTimeout(flush, Math.min(pause, longestPauseMs))
    return
  }
  for (const { event_id } of batch) underway.add(event_id)
  deliver(batch).then(
    guard((response) => {
      for (const { event_id } of batch) underway.delete(event_id)
      if (response?.status === 413 && batch[1]) batchEvents = batch.length >> 1
      else if (!response || /408|429|5../.test(`${response.status}`)) {
        // Half of the pause is random, so that browsers do not come back together after an outage.
        const ownMs = Math.min(500 * 2 ** failures++, longestPauseMs / 2) * (1 + Math.random())
        pauseUntil = performance.now() + (Number(response?.headers.get('retry-after')) * 1000 || ownMs)
      } else {
        failures = 0
        for (const { event_id } of batch) drop(event_id)
        if (TOUCHLINE_VITALS) outbox._changed()
      }
      flush()
    }),
  )
  // What did not fit.
  flush()
})
