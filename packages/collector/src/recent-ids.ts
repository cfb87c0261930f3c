import { createHash } from 'node:crypto'
import type { Database } from 'lmdb'
import { BoundedMap } from './bounded-map.js'

const keptMs = 48 * 3_600_000

/** Ids of events stored in the last 48 hours: what tells a late retry from a new event. */
export interface RecentIds {
  has(key: Buffer): boolean
  /** Queues the writes that add `keys` and forget some old ones; the caller has opened the transaction. */
  write(keys: readonly Buffer[]): void
  count(): number
}

const siteMasks = new BoundedMap<string, Buffer>(1000)

const siteMask = (siteId: string): Buffer =>
  siteMasks.getOrSet(siteId, () => createHash('sha256').update(siteId).digest().subarray(0, 8))

/**
 * The key of an event of a site: its UUID, with the random half mixed with the site, so that a sender who reports one
 * event to two sites loses it in neither. The time stays in front and keeps neighbours together in the index.
 */
export function recentKey(siteId: string, eventId: string): Buffer {
  const key = Buffer.from(eventId.replaceAll('-', ''), 'hex')
  const mask = siteMask(siteId)
  for (let i = 0; i < 8; i++) key[8 + i] = (key[8 + i] as number) ^ (mask[i] as number)
  return key
}

export interface RecentIdsOptions {
  now: () => number
  /** Above this many the oldest ids go before their 48 hours are over. */
  maxIds: number
}

/** The index over a database of the spool's environment. */
export function recentIds(ids: Database<Buffer, Buffer>, { now, maxIds }: RecentIdsOptions): RecentIds {
  let cursor: Buffer = Buffer.alloc(16)

  // A rolling scan of a bounded step per write: it visits three ids for each one that comes in, so that the index
  // stays within a small factor of what 48 hours bring, and no write pays for a big clean-up.
  function forgetOld(step: number) {
    const oldest = Math.floor((now() - keptMs) / 1000)
    let visited = 0
    for (const { key, value } of ids.getRange({ start: cursor, limit: step })) {
      visited++
      cursor = key
      if (value.readUInt32BE() < oldest) void ids.remove(key)
    }
    if (visited < step) cursor = Buffer.alloc(16)
  }

  function shrink(excess: number) {
    for (const key of ids.getKeys({ limit: excess })) void ids.remove(key)
  }

  const count = () => (ids.getStats() as { entryCount: number }).entryCount

  return {
    has: (key) => ids.doesExist(key),
    write(keys) {
      forgetOld(keys.length * 3 + 100)
      const excess = count() + keys.length - maxIds
      if (excess > 0) shrink(Math.min(excess, keys.length + 1000))
      const time = Buffer.allocUnsafe(4)
      time.writeUInt32BE(Math.floor(now() / 1000))
      for (const key of keys) void ids.put(key, time)
    },
    count,
  }
}
