import { closeSync, fstatSync, fsyncSync, openSync, statfsSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { open } from 'lmdb'
import { SpoolError } from './spool-error.js'

export interface DurableOptions {
  /** The most it can hold, in bytes of address space. */
  mapSize: number
  /** How long the file is from the beginning, when the disk has room for many times as much. */
  reservedBytes?: number
}

/** Opens an LMDB file whose commits are on disk when they resolve. */
export function openDurable(path: string, { mapSize, reservedBytes = 0 }: DurableOptions) {
  const environment = open<Buffer, Buffer>({
    path,
    keyEncoding: 'binary',
    encoding: 'binary',
    // lmdb's default on Linux resolves a put once it is visible and syncs afterwards. Without the overlap a commit
    // syncs its pages, then its meta page, and only then resolves: what `append` promises.
    overlappingSync: false,
    // lmdb would join the writes of a turn of the event loop behind a promise of its own, whose rejection (a full disk)
    // nobody could handle. Writes that belong together are batched here by name.
    eventTurnBatching: false,
    maxDbs: 4,
    mapSize,
  })
  reserve(path, reservedBytes)
  return environment
}

/**
 * Makes a file longer ahead of its use. A commit that makes it longer has to wait for the file system's journal, and with
 * it for what others write, such as ClickHouse its parts; one inside the file syncs its own pages alone.
 */
function reserve(path: string, bytes: number) {
  const { bavail, bsize } = statfsSync(dirname(path))
  if (bavail * bsize < 20 * bytes) return
  const file = openSync(path, 'r+')
  try {
    const { size } = fstatSync(file)
    const zeros = Buffer.alloc(2 ** 20)
    // LMDB takes pages behind those it uses, whatever is in them.
    for (let at = size; at < bytes; ) at += writeSync(file, zeros, 0, Math.min(zeros.length, bytes - at), at)
    if (size < bytes) fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/**
 * Waits for a commit.
 * @throws SpoolError when nothing was written
 */
export async function committed(commit: Promise<boolean>): Promise<void> {
  try {
    await commit
  } catch (error) {
    // lmdb hands the reason over in a promise of its own, which must not stay unhandled.
    const reason: unknown = await (error as { commitError?: Promise<never> }).commitError?.catch((cause) => cause)
    throw new SpoolError('commit_failed', `The spool could not be written: ${reason ?? error}`, { cause: reason })
  }
}
