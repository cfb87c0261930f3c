import { createHmac, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const dayMs = 86_400_000
const keptMs = 2 * dayMs

/** Who seems to send: the facts that the hash is made of, none of which is stored. */
interface Sender {
  siteId: string
  address: string
  userAgent: string
}

export interface DailyHash {
  /**
   * The visitor of the day in which `time` (ms since the epoch) lies: 32 hex digits. Undefined when that day's salt is
   * destroyed already or the day has not begun.
   */
  of(sender: Sender, time: number): string | undefined
  /** Destroys salts older than 48 hours; called by `of`, and to be called now and then when no one visits. */
  destroyOld(): void
}

/**
 * Tells visitors apart for a day without anything on their device: HMAC-SHA256 of site, address and user agent with a
 * random salt a day. Once the salt is destroyed nobody can find out who a hash was, not even by trying all addresses.
 */
export function openDailyHash(directory: string, now: () => number = Date.now): DailyHash {
  const file = join(directory, 'salts.json')
  let salts: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}

  function keep(next: Record<string, string>) {
    // On disk before first use: after a crash the same visitor must hash the same.
    const descriptor = openSync(`${file}.new`, 'w', 0o600)
    writeSync(descriptor, JSON.stringify(next))
    fsyncSync(descriptor)
    closeSync(descriptor)
    renameSync(`${file}.new`, file)
    salts = next
  }

  function destroyOld() {
    const left = Object.entries(salts).filter(([day]) => isKept(Number(day)))
    if (left.length < Object.keys(salts).length) keep(Object.fromEntries(left))
  }

  // 48 hours from the day's beginning: today's salt and yesterday's, whose events may be sent again.
  const isKept = (day: number) => day * dayMs + keptMs > now()

  function salt(day: number): string | undefined {
    // No salt ahead of its day, or a client whose clock is ahead could make it live longer than 48 hours.
    if (!isKept(day) || day * dayMs > now()) return undefined
    const known = salts[day]
    if (known) return known
    destroyOld()
    const made = randomBytes(32).toString('hex')
    keep({ ...salts, [day]: made })
    return made
  }

  destroyOld()
  return {
    of({ siteId, address, userAgent }, time) {
      const key = salt(Math.floor(time / dayMs))
      if (!key) return undefined
      const hmac = createHmac('sha256', Buffer.from(key, 'hex'))
      return hmac.update(`${siteId}\0${address}\0${userAgent}`).digest('hex').slice(0, 32)
    },
    destroyOld,
  }
}
