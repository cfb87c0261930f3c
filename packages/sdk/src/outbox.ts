import { limits } from '@touchline/events/limits'
import { deliver } from './deliver.js'
import { keysOf, read, remove, write } from './device-storage.js'
import { attempt, guard, isHidden } from './guard.js'
import { timeOf } from './new-id.js'
import { settings } from './settings.js'
import { mayKeepEvents } from './visitor.js'

const waitMs = 80
/** More than the part of a batch that is not events. */
const envelopeBytes = 1024
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
/** No request before this time, unless the page closes. On the page's own clock, which nobody sets back. */
let pauseUntil = 0
/** No request before this time at all: the collector asked for it. */
let refusedUntil = 0
let timer: ReturnType<typeof setTimeout> | undefined

const storagePrefix = () => `touchline.${settings.site}:`
const keep = (parcel: Parcel) => mayKeepEvents() && write(storagePrefix() + parcel._id, parcel._json)

function drop(gone: readonly Parcel[]): void {
  parcels = parcels.filter((parcel) => !gone.includes(parcel))
  // Nothing to remove where nothing may be kept: then the storage is not even touched.
  if (mayKeepEvents()) for (const parcel of gone) remove(storagePrefix() + parcel._id)
}

function add(id: string, json: string): void {
  const bytes = new TextEncoder().encode(json).length
  if (bytes > limits.eventBytes || parcels.some((parcel) => parcel._id === id)) return
  const parcel = { _id: id, _json: json, _bytes: bytes }
  parcels.push(parcel)
  keep(parcel)
  if (parcels.length > keptEvents) drop(parcels.slice(0, -keptEvents))
}

/** Takes an event. Urgent ones leave at the end of the running task, so that what belongs together travels together. */
export function post(event: { event_id: string }, isUrgent?: boolean): void {
  add(event.event_id, JSON.stringify(event))
  if (isUrgent || isHidden()) queueMicrotask(flush)
  else timer ??= setTimeout(flush, waitMs)
}

const isWhole = (id: string, json: string) =>
  Date.now() - timeOf(id) < keptMs && attempt(() => JSON.parse(json).event_id === id)

/** Keeps what waits in memory, and takes over what an earlier page left behind. */
export function restore(): void {
  if (!mayKeepEvents()) return
  parcels.forEach(keep)
  const prefix = storagePrefix()
  // Ids sort by time: where there are too many, adding the younger drops the older.
  for (const key of keysOf(prefix)) {
    const id = key.slice(prefix.length)
    const json = read(key) ?? ''
    if (isWhole(id, json)) add(id, json)
    else remove(key)
  }
}

/** Drops everything that was not sent, here and on the device. */
export function discard(): void {
  parcels = []
  keysOf(storagePrefix()).forEach(remove)
}

function settle(batch: readonly Parcel[], status: number, retryAfterS: number): void {
  for (const parcel of batch) parcel._underway = parcel._closing = false
  if (status === 413 && batch.length > 1) batchEvents = batch.length >> 1
  else if (!status || status === 408 || status === 429 || status >= 500) {
    // Half of the pause is random, so that browsers do not come back together after an outage.
    pauseUntil = performance.now() + Math.min(1000 * 2 ** failures++, longestPauseMs) * (0.5 + Math.random() / 2)
    refusedUntil = Math.max(refusedUntil, performance.now() + retryAfterS * 1000)
  } else {
    failures = 0
    drop(batch)
  }
  flush()
}

/**
 * Sends what waits. A page that closes sends everything unconfirmed, also what is already under way: the collector
 * knows an event by its id, so twice is once.
 */
export const flush = guard((isLast?: boolean): void => {
  clearTimeout(timer)
  timer = undefined
  const batch: Parcel[] = []
  let bytes = envelopeBytes
  for (const parcel of parcels) {
    const isReady = !parcel._underway || (isLast && !parcel._closing)
    if (!isReady || batch.length >= batchEvents || bytes + parcel._bytes >= limits.sdkBatchBytes) continue
    bytes += parcel._bytes + 1
    batch.push(parcel)
  }
  const pause = (isLast ? refusedUntil : Math.max(pauseUntil, refusedUntil)) - performance.now()
  // All keepalive requests share one quota: what exceeds it follows when the first is answered.
  const isOverQuota = bytesUnderway + bytes > limits.sdkBatchBytes
  if (!batch[0] || (isOverQuota && !isLast)) return
  if (pause > 0) {
    timer = setTimeout(flush, Math.min(pause, longestPauseMs))
    return
  }
  for (const parcel of batch) {
    parcel._underway = true
    parcel._closing = isLast
  }
  bytesUnderway += bytes
  const json = batch.map((parcel) => parcel._json)
  deliver(json, isLast, isOverQuota, (status, retryAfterS) => {
    bytesUnderway -= bytes
    settle(batch, status, retryAfterS)
  })
  flush(isLast)
})

/** The network is back: no need to wait out a pause of our own. */
export function resume(): void {
  failures = pauseUntil = 0
  flush()
}
