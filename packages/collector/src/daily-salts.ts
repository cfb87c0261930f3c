import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const dayMs = 86_400_000
const keptMs = 2 * dayMs

/** The day of a time (ms since the epoch): days since the epoch, UTC. */
export const dayOf = (time: number): number => Math.floor(time / dayMs)

/** The salts of this collector, in a file for its owner alone; days are counted from the epoch, UTC. */
export interface DailySalts {
  /** The salt that is in use for a day, 64 hex digits. */
  of(day: number): string | undefined
  /** The salt that a day gets unless it has one: the same each time it is asked for. */
  candidate(day: number): string
  /** Takes salts into use. A day that has one already keeps it. */
  use(salts: Iterable<readonly [day: number, salt: string]>): void
  /** True from a day's beginning until 48 hours later: its events may still come, or come again. */
  isCurrent(day: number): boolean
  days(): number[]
  /** Destroys the salts of days that are not current any more. */
  destroyOld(): void
}

export function openDailySalts(directory: string, now: () => number): DailySalts {
  const file = join(directory, 'salts.json')
  let salts: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const candidates = new Map<number, string>()

  function keep(next: Record<string, string>) {
    // On disk before first use: after a crash the same visitor must hash the same.
    const descriptor = openSync(`${file}.new`, 'w', 0o600)
    writeSync(descriptor, JSON.stringify(next))
    fsyncSync(descriptor)
    closeSync(descriptor)
    renameSync(`${file}.new`, file)
    salts = next
  }

  // No salt ahead of its day, or a client whose clock is ahead could make it live longer than 48 hours.
  const isCurrent = (day: number) => day * dayMs <= now() && now() < day * dayMs + keptMs

  function destroyOld() {
    for (const day of candidates.keys()) if (!isCurrent(day)) candidates.delete(day)
    const left = Object.entries(salts).filter(([day]) => now() < Number(day) * dayMs + keptMs)
    if (left.length < Object.keys(salts).length) keep(Object.fromEntries(left))
  }

  destroyOld()
  return {
    of: (day) => salts[day],
    candidate(day) {
      const known = salts[day] ?? candidates.get(day) ?? randomBytes(32).toString('hex')
      candidates.set(day, known)
      return known
    },
    use(found) {
      destroyOld()
      const added = [...found].filter(([day]) => salts[day] === undefined && isCurrent(day))
      if (added.length > 0) keep({ ...salts, ...Object.fromEntries(added) })
    },
    isCurrent,
    days: () => Object.keys(salts).map(Number),
    destroyOld,
  }
}
