import { createHmac } from 'node:crypto'
import { dayOf, openDailySalts } from './daily-salts.js'

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
  /**
   * To be awaited before `of`. Nothing to wait for when the salts of today and yesterday are there, which is nearly
   * always; else resolves when all collectors agree on them, or after a second without an answer.
   */
  prepare(): Promise<void> | undefined
  /**
   * Destroys salts older than 48 hours here and where they are shared, and offers those that were made while nobody
   * could be asked. To be called every minute or so.
   */
  sync(): Promise<void>
}

/** Where several collectors agree on a salt. Days are counted from the epoch, UTC. */
export interface SharedSalts {
  /** The first salt that anyone offered for a day. */
  agree(day: number, offered: string): Promise<string>
  destroyBefore(day: number): Promise<void>
}

interface DailyHashOptions {
  now?: () => number
  shared?: SharedSalts
  /** Told once when a day's salt, made while nobody could be asked, turns out not to be that of the others. */
  onDiffering?: (day: number) => void
  /** How long `prepare` waits for the others. */
  patienceMs?: number
}

/**
 * Tells visitors apart for a day without anything on their device: HMAC-SHA256 of site, address and user agent with a
 * random salt a day. Once the salt is destroyed nobody can find out who a hash was, not even by trying all addresses.
 * A salt in use never changes on its day, or a visitor would become two.
 */
export function openDailyHash(directory: string, options: DailyHashOptions = {}): DailyHash {
  const { now = Date.now, shared, patienceMs = 1000 } = options
  const salts = openDailySalts(directory, now)
  const agreed = new Set<number>()
  let destroyedBefore = Number.NEGATIVE_INFINITY
  let preparing: Promise<void> | undefined

  const currentDays = () => [dayOf(now()) - 1, dayOf(now())]

  async function agree(sharing: SharedSalts, day: number): Promise<void> {
    const first = await sharing.agree(day, salts.candidate(day))
    salts.use([[day, first]])
    agreed.add(day)
    if (salts.of(day) !== first) options.onDiffering?.(day)
  }

  async function prepareDays(sharing: SharedSalts, days: number[]): Promise<void> {
    const patience = AbortSignal.timeout(patienceMs)
    const timeout = new Promise<void>((resolve) => patience.addEventListener('abort', () => resolve(), { once: true }))
    const asked = Promise.all(days.map((day) => agree(sharing, day))).then(() => {})
    // Events are taken whether ClickHouse is there or not; `sync` offers the salts later.
    await Promise.race([asked.catch(() => {}), timeout])
    salts.use(days.map((day) => [day, salts.candidate(day)]))
  }

  function prepare(): Promise<void> | undefined {
    if (!shared || preparing) return preparing
    const missing = currentDays().filter((day) => salts.of(day) === undefined)
    if (missing.length === 0) return undefined
    preparing = prepareDays(shared, missing).finally(() => {
      preparing = undefined
    })
    return preparing
  }

  async function sync(): Promise<void> {
    salts.destroyOld()
    await prepare()
    if (!shared) return
    for (const day of salts.days()) if (!agreed.has(day)) await agree(shared, day)
    for (const day of agreed) if (!salts.isCurrent(day)) agreed.delete(day)
    const [oldest = 0] = currentDays()
    if (destroyedBefore < oldest) await shared.destroyBefore(oldest)
    destroyedBefore = oldest
  }

  function salt(day: number): string | undefined {
    if (!salts.isCurrent(day)) return undefined
    const known = salts.of(day)
    if (known) return known
    salts.use([[day, salts.candidate(day)]])
    return salts.of(day)
  }

  return {
    of({ siteId, address, userAgent }, time) {
      const key = salt(dayOf(time))
      if (!key) return undefined
      const hmac = createHmac('sha256', Buffer.from(key, 'hex'))
      return hmac.update(`${siteId}\0${address}\0${userAgent}`).digest('hex').slice(0, 32)
    },
    prepare,
    sync,
  }
}
