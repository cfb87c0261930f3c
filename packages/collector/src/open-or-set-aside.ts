import { spawnSync } from 'node:child_process'
import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

// LMDB's codes for a file that it cannot make sense of: MDB_PAGE_NOTFOUND, MDB_CORRUPTED, MDB_INVALID.
const unreadableCodes: ReadonlySet<unknown> = new Set([-30797, -30796, -30793])

/** A file that could not be read: moved to `file`. */
export interface SetAside {
  bytes: number
  file: string
}

/** An LMDB file, and the name of its database. */
export interface LmdbFile {
  path: string
  name: string
}

/**
 * Runs `open`, which opens an LMDB file and reads what it needs. A file that is damaged in its tree, not only in what it
 * keeps, is moved aside, and a new one is opened: what comes from now on can be kept.
 */
export function openOrSetAside<T>(
  { path, name }: LmdbFile,
  open: () => T,
  now: () => number,
  onSetAside: (of: SetAside) => void,
): T {
  if (existsSync(path) && endsItsReader(path, name)) setAside()
  try {
    return open()
  } catch (error) {
    if (!unreadableCodes.has((error as { code?: unknown }).code)) throw error
    setAside()
    return open()
  }

  function setAside() {
    const file = join(dirname(path), `damaged-${now()}-${basename(path)}`)
    const { size } = statSync(path)
    renameSync(path, file)
    rmSync(`${path}-lock`, { force: true })
    onSetAside({ bytes: size, file })
  }
}

/** True when a process that reads the file dies of it. */
function endsItsReader(path: string, name: string): boolean {
  const script = createRequire(import.meta.url).resolve('@touchline/collector/probe-database')
  const { signal } = spawnSync(process.execPath, [script, path, name], { stdio: 'ignore' })
  // Not what an operator or a lack of memory may send.
  return signal !== null && ['SIGSEGV', 'SIGBUS', 'SIGABRT', 'SIGILL', 'SIGFPE'].includes(signal)
}
