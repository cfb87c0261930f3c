const dayMs = 86_400_000

/** Entries held until their day comes. Days are 24 hours and count from `startMs`. */
export class DayQueue<T> {
  readonly #days = new Map<number, T[]>()
  readonly #startMs: number
  readonly #endMs: number

  /** Entries from `endMs` on are dropped: nobody will ask for them. */
  constructor(startMs: number, endMs: number) {
    this.#startMs = startMs
    this.#endMs = endMs
  }

  add(at: number, entry: T): void {
    if (at >= this.#endMs) return
    const day = Math.floor((at - this.#startMs) / dayMs)
    const entries = this.#days.get(day)
    if (entries) entries.push(entry)
    else this.#days.set(day, [entry])
  }

  /** Gives out and forgets the day's entries, also those that are added to it meanwhile. */
  *take(day: number): Generator<T> {
    for (let index = 0; index < (this.#days.get(day)?.length ?? 0); index++) {
      yield this.#days.get(day)?.[index] as T
    }
    this.#days.delete(day)
  }
}
