import { mkdirSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { committed, openDurable } from './durable-database.js'
import { boundAfter, decodeGroupKey, encodeGroupKey, type GroupKey } from './group-key.js'
import { openOrSetAside, type SetAside } from './open-or-set-aside.js'
import { recentIds } from './recent-ids.js'
import { SpoolError } from './spool-error.js'

/** A group of lines that were committed together. */
export interface SpoolGroup {
  sequence: number
  events: number
  /** UTF-8, each line ended by a line feed. */
  lines: Buffer
}

export interface Backlog {
  groups: number
  events: number
  bytes: number
}

/**
 * A group whose content no longer matches its checksum, moved to `file`; or the whole file, unreadable, of whose events
 * nobody can say how many there were.
 */
export interface SpoolDamage {
  events: number
  bytes: number
  file: string
}

/** The durable queue between the HTTP answer and ClickHouse. */
export interface Spool {
  /**
   * Puts lines, each ended by a line feed, at the end. Resolves when they are on disk (fsync).
   * @param events how many events they hold, for the backlog
   * @throws SpoolError when nothing is promised
   */
  append(lines: string, events: number): Promise<void>
  /**
   * The next groups in order, at least one if there is any, until they hold `limitEvents` events.
   * @param after sequence of a group that was read before: those up to it are left out
   */
  read(limitEvents: number, after?: number): SpoolGroup[]
  /** Remembers the keys of events that are stored, and then ends the groups up to `through`. */
  remove(through: number, ids: readonly Buffer[]): Promise<void>
  /** True when an event with this key was removed as stored in the last 48 hours. */
  isRecent(key: Buffer): boolean
  backlog(): Backlog
  /** Why an append would be refused now. */
  problem(): SpoolError | undefined
  /** Called after every commit of an append. */
  onAppend(listener: () => void): void
  close(): Promise<void>
}

export interface SpoolOptions {
  directory: string
  /** Cap of the backlog. */
  maxBytes?: number
  /** Appends are refused below this much free disk space. */
  minFreeBytes?: number
  /** Cap of the index of recent event ids. */
  maxRecentIds?: number
  /** After this long without an answer from the disk, waiting appends are refused. */
  commitTimeoutMs?: number
  now?: () => number
  onDamage?: (damage: SpoolDamage) => void
}

// Big enough to share an fsync among thousands of requests, small enough to be read back at ease.
const maxGroupBytes = 4 * 2 ** 20
/** Events of a group, at most: the largest single append is smaller. */
export const maxGroupEvents = 4000
const maxPendingBytes = 64 * 2 ** 20
// What waits for ClickHouse on a busy day while all is well.
const reservedBytes = 32 * 2 ** 20
const maxReadBytes = 12 * 2 ** 20
const diskCheckMs = 1000

interface Pending {
  lines: Buffer
  events: number
  bytes: number
  resolve: () => void
  reject: (error: SpoolError) => void
}

/** Opens the spool in `directory`. One process at a time may have it open. */
export function openSpool(options: SpoolOptions): Spool {
  const { directory, maxBytes = 4 * 2 ** 30, minFreeBytes = 256 * 2 ** 20, now = Date.now } = options
  const commitTimeoutMs = options.commitTimeoutMs ?? 10_000
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const setAside = (damage: SetAside) => options.onDamage?.({ events: 0, ...damage })
  const path = join(directory, 'spool.mdb')
  const openGroups = () => {
    // Address space, not memory or disk; a map that is big enough is never remapped.
    const environment = openDurable(path, {
      mapSize: 2 * maxBytes + 2 ** 30,
      reservedBytes: Math.min(reservedBytes, maxBytes),
    })
    const groups = environment.openDB({ name: 'groups', keyEncoding: 'binary', encoding: 'binary' })
    return { environment, groups, found: [...groups.getKeys()].map(decodeGroupKey) }
  }
  const { environment, groups, found } = openOrSetAside({ path, name: 'groups' }, openGroups, now, setAside)
  // A file of its own, which has a writer of its own: what the drain remembers must not hold up what is acknowledged.
  const recentPath = join(directory, 'recent.mdb')
  const openRecent = () => {
    const recentEnvironment = openDurable(recentPath, { mapSize: 2 ** 33 })
    const ids = recentEnvironment.openDB({ name: 'recent', keyEncoding: 'binary', encoding: 'binary' })
    return { recentEnvironment, recent: recentIds(ids, { now, maxIds: options.maxRecentIds ?? 20_000_000 }) }
  }
  const { recentEnvironment, recent } = openOrSetAside({ path: recentPath, name: 'recent' }, openRecent, now, setAside)

  const backlog: Backlog = { groups: 0, events: 0, bytes: 0 }
  const listeners: (() => void)[] = []
  let nextSequence = 1
  for (const group of found) {
    count(group, 1)
    nextSequence = group.sequence + 1
  }
  let pending: Pending[] = []
  let pendingBytes = 0
  let committing: Promise<void> | undefined
  let stalled = false
  let closed = false
  let diskFull = false
  const movedAside = new Set<string>()
  let diskCheckedAt = Number.NEGATIVE_INFINITY

  function count({ events, bytes }: GroupKey, sign: 1 | -1) {
    backlog.groups += sign
    backlog.events += sign * events
    backlog.bytes += sign * bytes
  }

  function lowOnDisk(): boolean {
    if (now() - diskCheckedAt >= diskCheckMs) {
      diskCheckedAt = now()
      const { bavail, bsize } = statfsSync(directory)
      diskFull = bavail * bsize < minFreeBytes
    }
    return diskFull
  }

  function problem(extraBytes = 0): SpoolError | undefined {
    if (closed) return new SpoolError('closed', 'The spool is closed.')
    if (stalled) return new SpoolError('commit_failed', 'The disk of the spool does not answer.')
    if (backlog.bytes + pendingBytes + extraBytes > maxBytes || pendingBytes + extraBytes > maxPendingBytes) {
      return new SpoolError('full', `The spool is full: ${backlog.events} events wait for ClickHouse.`)
    }
    if (lowOnDisk()) return new SpoolError('disk_full', `Less than ${minFreeBytes} bytes are free in ${directory}.`)
    return undefined
  }

  function takeGroup(): Pending[] {
    let bytes = 0
    let events = 0
    let end = 0
    for (const entry of pending) {
      if (end > 0 && (bytes + entry.bytes > maxGroupBytes || events + entry.events > maxGroupEvents)) break
      bytes += entry.bytes
      events += entry.events
      end++
    }
    const taken = pending.slice(0, end)
    pending = pending.slice(end)
    return taken
  }

  async function write(key: GroupKey, lines: Buffer[]): Promise<void> {
    const blob = Buffer.concat([Buffer.alloc(4), ...lines], 4 + key.bytes)
    blob.writeUInt32BE(crc32(blob.subarray(4)))
    const commit = committed(groups.put(encodeGroupKey(key), blob))
    const watch = setTimeout(() => {
      stalled = true
      rejectAll(problem() as SpoolError)
    }, commitTimeoutMs)
    try {
      await commit
    } finally {
      clearTimeout(watch)
      stalled = false
    }
  }

  function rejectAll(error: SpoolError) {
    for (const entry of pending) entry.reject(error)
    for (const entry of inFlight) entry.reject(error)
    pending = []
    pendingBytes = inFlight.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  // One commit at a time: what arrives meanwhile shares the next one.
  let inFlight: Pending[] = []
  async function commitPending(): Promise<void> {
    while (pending.length > 0) {
      inFlight = takeGroup()
      const bytes = inFlight.reduce((sum, entry) => sum + entry.bytes, 0)
      const events = inFlight.reduce((sum, entry) => sum + entry.events, 0)
      const key = { sequence: nextSequence++, events, bytes }
      try {
        await write(
          key,
          inFlight.map(({ lines }) => lines),
        )
        count(key, 1)
        for (const { resolve } of inFlight) resolve()
        for (const listener of listeners) listener()
      } catch (error) {
        for (const { reject } of inFlight) reject(error as SpoolError)
      }
      pendingBytes -= bytes
      inFlight = []
    }
    committing = undefined
  }

  /** The keys that are in the spool; one moved aside may still be there until its removal is committed. */
  const keys = (range: { start?: Buffer; end?: Buffer }) =>
    groups.getKeys(range).filter((key) => movedAside.size === 0 || !movedAside.has(key.toString('hex')))

  function quarantine(key: Buffer, content: Buffer | undefined): SpoolDamage {
    const { sequence, events, bytes } = decodeGroupKey(key)
    const file = join(directory, `damaged-${sequence}-${now()}.group`)
    writeFileSync(file, content ?? Buffer.alloc(0), { mode: 0o600, flush: true })
    return { events, bytes, file }
  }

  function content(key: Buffer): Buffer | undefined {
    const blob = groups.get(key)
    const whole =
      blob && blob.length === decodeGroupKey(key).bytes + 4 && crc32(blob.subarray(4)) === blob.readUInt32BE()
    if (whole) return blob.subarray(4)
    const damage = quarantine(key, blob)
    count(decodeGroupKey(key), -1)
    movedAside.add(key.toString('hex'))
    // Not removed, it would be found damaged again after the next start.
    committed(groups.remove(key)).catch(() => {})
    options.onDamage?.(damage)
    return undefined
  }

  return {
    append(text, events) {
      const lines = Buffer.from(text)
      const bytes = lines.length
      const refused = problem(bytes)
      if (refused) return Promise.reject(refused)
      pendingBytes += bytes
      return new Promise((resolve, reject) => {
        pending.push({ lines, events, bytes, resolve, reject })
        committing ??= Promise.resolve().then(commitPending)
      })
    },
    read(limitEvents, after = 0) {
      const batch: SpoolGroup[] = []
      let events = 0
      let bytes = 0
      for (const key of keys({ start: boundAfter(after) })) {
        const group = decodeGroupKey(key)
        if (batch.length > 0 && (events + group.events > limitEvents || bytes + group.bytes > maxReadBytes)) break
        const lines = content(key)
        if (lines === undefined) continue
        batch.push({ sequence: group.sequence, events: group.events, lines })
        events += group.events
        bytes += group.bytes
      }
      return batch
    },
    async remove(through, ids) {
      const ended = [...keys({ end: boundAfter(through) })]
      // Remembered first: after a crash in between, the groups come again and their events are known as stored.
      await committed(recentEnvironment.batch(() => recent.write(ids)))
      await committed(
        groups.batch(() => {
          for (const key of ended) void groups.remove(key)
        }),
      )
      for (const key of ended) count(decodeGroupKey(key), -1)
    },
    isRecent: (key) => recent.has(key),
    backlog: () => ({ ...backlog }),
    problem: () => problem(),
    onAppend(listener) {
      listeners.push(listener)
    },
    async close() {
      closed = true
      await committing
      await Promise.all([environment.close(), recentEnvironment.close()])
    },
  }
}
