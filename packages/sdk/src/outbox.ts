import { limits } from '@touchline/events/limits'
import { deliver } from './deliver.js'
import { keysOf, read, write } from './device-storage.js'
import { guard, isHidden } from './guard.js'
import { timeOf } from './new-id.js'
import { settings } from './settings.js'
import { mayKeepEvents } from './visitor.js'

const waitMs = 80
const keptEvents = 200
const keptMs = 86_400_000
const longestPauseMs = 300_000

/** An event on its way: it leaves the outbox when the collector has answered for it. */
export interface Parcel {
  _id: string
  _json: string
  _bytes: number
  /** A request with it is under way. */
  _underway?: boolean
  /** Sent once more because the page was closing. */
  _closing?: boolean
}

let parcels: Parcel[] = []
let batchEvents: number = limits.sdkBatchEvents
let bytesUnderway = 0
let failures = 0
/** No request before this time, unless the page closes. */
let pauseUntil = 0
/** No request before this time at all: the collector asked for it. */
let refusedUntil = 0
let timer: ReturnType<typeof setTimeout> | undefined
let isFlushDue = false

const storagePrefix = () => `touchline.${settings.site}:`
const keep = (parcel: Parcel) => mayKeepEvents() && write(storagePrefix() + parcel._id, parcel._json)

function remove(gone: readonly Parcel[]): void {
  parcels = parcels.filter((parcel) => !gone.includes(parcel))
  // Nothing to remove where nothing may be kept: then the storage is not even touched.
  if (mayKeepEvents()) for (const parcel of gone) write(storagePrefix() + parcel._id)
}

function add(id: string, json: string): void {
  const bytes = new TextEncoder().encode(json).length
  if (bytes > limits.eventBytes || parcels.some((parcel) => parcel._id === id)) return
  const parcel = { _id: id, _json: json, _bytes: bytes }
  parcels.push(parcel)
  keep(parcel)
  if (parcels.length > keptEvents) remove(parcels.slice(0, -keptEvents))
}

/** Takes an event. Urgent ones leave at the end of the running task, so that what belongs together travels together. */
export function post(event: { event_id: string }, isUrgent?: boolean): void {
  add(event.event_id, JSON.stringify(event))
  if (!isUrgent && !isHidden()) timer ??= setTimeout(guard(flush), waitMs)
  else if (!isFlushDue) {
    isFlushDue = true
    queueMicrotask(guard(flush))
  }
}

const isWhole = (id: string, json: string): boolean => {
  try {
    return Date.now() - timeOf(id) < keptMs && JSON.parse(json).event_id === id
  } catch {
    return false
  }
}

/** Keeps what waits in memory, and takes over what an earlier page left behind. */
export function restore(): void {
  if (!mayKeepEvents()) return
  parcels.forEach(keep)
  const prefix = storagePrefix()
  keysOf(prefix).forEach((key, index, keys) => {
    const id = key.slice(prefix.length)
    const json = read(key) ?? ''
    // Ids sort by time, so the first keys are the oldest.
    if (index >= keys.length - keptEvents && isWhole(id, json)) add(id, json)
    else write(key)
  })
}

/** Drops everything that was not sent, here and on the device. */
export function discard(): void {
  parcels = []
  for (const key of keysOf(storagePrefix())) write(key)
}

function wake(ms: number): void {
  clearTimeout(timer)
  timer = setTimeout(guard(flush), Math.min(ms, longestPauseMs))
}

function settle(batch: readonly Parcel[], status: number, retryAfterS: number): void {
  for (const parcel of batch) parcel._underway = parcel._closing = false
  if (status === 413 && batch.length > 1) batchEvents = batch.length >> 1
  else if (!status || status === 408 || status === 429 || status >= 500) {
    if (retryAfterS > 0) refusedUntil = Date.now() + retryAfterS * 1000
    // Half of the pause is random, so that browsers do not come back together after an outage.
    const backoff = Math.min(1000 * 2 ** failures++, longestPauseMs) * (0.5 + Math.random() / 2)
    pauseUntil = Date.now() + backoff
    return wake(backoff)
  } else {
    failures = 0
    remove(batch)
  }
  flush()
}

/**
 * Sends what waits. A page that closes sends everything unconfirmed, also what is already under way: the collector
 * knows an event by its id, so twice is once.
 */
export function flush(isClosing?: unknown): void {
  const isLast = isClosing === true
  isFlushDue = false
  clearTimeout(timer)
  timer = undefined
  const now = Date.now()
  const until = isLast ? refusedUntil : Math.max(pauseUntil, refusedUntil)
  if (now < until) return wake(until - now)
  const ready = parcels.filter((parcel) => !parcel._underway)
  if (isLast) ready.push(...parcels.filter((parcel) => parcel._underway && !parcel._closing))
  while (ready.length) {
    let bytes = 1024
    let count = 0
    while (count < batchEvents && count < ready.length) {
      const next = bytes + (ready[count] as Parcel)._bytes + 1
      if (next > limits.sdkBatchBytes) break
      bytes = next
      count++
    }
    // All keepalive requests share one quota: what exceeds it follows when the first is answered.
    const isOverQuota = bytesUnderway + bytes > limits.sdkBatchBytes
    if (isOverQuota && !isLast) return
    const batch = ready.splice(0, count)
    for (const parcel of batch) {
      parcel._underway = true
      parcel._closing = isLast
    }
    bytesUnderway += bytes
    deliver(
      batch.map((parcel) => parcel._json),
      isLast,
      isOverQuota,
      (status, retryAfterS) => {
        bytesUnderway -= bytes
        settle(batch, status, retryAfterS)
      },
    )
  }
}

/** The network is back: no need to wait out a pause of our own. */
export function resume(): void {
  failures = pauseUntil = 0
  flush()
}
