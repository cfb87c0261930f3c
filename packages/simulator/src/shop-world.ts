import { type ImportLineInput, uuidV7 } from '@touchline/events'
import { DayQueue } from './day-queue.js'
import { Funnel } from './funnel.js'
import type { ShopCurrency } from './money.js'
import type { Person } from './person.js'
import { planted } from './planted.js'
import { Random } from './random.js'

/** A line whose time is a number and whose id is still to be made. */
export type Happening = Omit<ImportLineInput, 'event_id' | 'occurred_at'> & { occurred_at: number }

export interface ShopWorldOptions {
  seed: number
  origin: string
  startMs: number
  endMs: number
  /** When the later release goes live. */
  releaseChangeMs: number
  currencies: ReadonlySet<ShopCurrency>
}

/** What all parts of the simulated shop share: randomness, what has happened and what is still to come. */
export class ShopWorld {
  readonly random: Random
  readonly funnel = new Funnel()
  readonly origin: string
  readonly currencies: ReadonlySet<ShopCurrency>
  /** Who gets the shop's letter. */
  readonly subscribers = new Set<Person>()
  readonly #lines: DayQueue<ImportLineInput & { occurred_at: number }>
  readonly #actions: DayQueue<() => void>
  readonly #releaseChangeMs: number

  constructor({ seed, origin, startMs, endMs, releaseChangeMs, currencies }: ShopWorldOptions) {
    this.random = new Random(seed)
    this.origin = origin
    this.currencies = currencies
    this.#lines = new DayQueue(startMs, endMs)
    this.#actions = new DayQueue(startMs, endMs)
    this.#releaseChangeMs = releaseChangeMs
  }

  /** The release that serves a page at that time, and its factors on load times by page type. */
  releaseAt(ms: number): { release: string; loadFactor: Readonly<Record<string, number | undefined>> } {
    const { before, after, loadFactor } = planted.releases
    return ms < this.#releaseChangeMs ? { release: before, loadFactor: {} } : { release: after, loadFactor }
  }

  /** Records an event, to be given out on its day. */
  emit(happening: Happening): void {
    const line = { event_id: uuidV7(happening.occurred_at, this.random.bytes(10)), ...happening }
    this.#lines.add(line.occurred_at, line)
  }

  /** Does something at a later time; what falls after the end is not done. */
  schedule(at: number, action: (at: number) => void): void {
    this.#actions.add(at, () => action(at))
  }

  /** Lives through a day: 0 is the first. Its events, and those of earlier days that fall on it, in order of time. */
  live(day: number): ImportLineInput[] {
    for (const act of this.#actions.take(day)) act()
    return [...this.#lines.take(day)].sort((a, b) => a.occurred_at - b.occurred_at)
  }
}
