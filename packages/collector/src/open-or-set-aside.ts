import { renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

// LMDB's codes for a file that it cannot make sense of: MDB_PAGE_NOTFOUND, MDB_CORRUPTED, MDB_INVALID.
const unreadableCodes: ReadonlySet<unknown> = new Set([-30797, -30796, -30793])

/** A file that could not be read: moved to `file`. */
export interface SetAside {
  bytes: number
  file: string
}

/**
 * Runs `open`, which opens the LMDB file at `path` and reads what it needs. A file that is damaged in its tree, not only
 * in what it keeps, is moved aside, and `open` runs once more on a new one: what comes from now on can be kept.
 */
export function openOrSetAside<T>(
  path: string,
  open: () => T,
  now: () => number,
  onSetAside: (of: SetAside) => void,
): T {
  try {
    return open()
  } catch (error) {
    if (!unreadableCodes.has((error as { code?: unknown }).code)) throw error
    const file = join(dirname(path), `damaged-${now()}-${basename(path)}`)
    const { size } = statSync(path)
    renameSync(path, file)
    rmSync(`${path}-lock`, { force: true })
    onSetAside({ bytes: size, file })
    return open()
  }
}
