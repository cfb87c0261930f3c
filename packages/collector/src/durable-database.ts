import { open } from 'lmdb'
import { SpoolError } from './spool-error.js'

/**
 * Opens an LMDB file whose commits are on disk when they resolve.
 * @param mapSize the most it can hold, in bytes of address space
 */
export function openDurable(path: string, mapSize: number) {
  return open<Buffer, Buffer>({
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
