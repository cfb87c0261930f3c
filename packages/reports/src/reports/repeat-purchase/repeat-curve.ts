import { z } from 'zod'
import { rateSchema } from '../../core/rate.js'
import { kaplanMeier, survivalAt, survivalInterval, survivalQuantile } from '../../statistics/kaplan-meier.js'
import { toRate } from '../../statistics/to-rate.js'
import { enough } from '../../statistics/too-few.js'
import type { RepeatTimes } from './repeat-times.js'

const share = z.number().nullable()

export const repeatRowSchema = z.object({
  day: z.number(),
  repeated: share,
  low: share,
  high: share,
  watched: z.number(),
  naive: rateSchema,
})
export const curvePointSchema = z.object({ day: z.number(), repeated: share, low: share, high: share, naive: share })

/** The share of customers who have ordered again, by days since their first order. */
export class RepeatCurve {
  readonly customers: number
  /** Customers with a second order, whenever. */
  readonly repeaters: number
  /** Days by which half of the customers, and a quarter, have ordered again; null when the curve does not get there. */
  readonly medianDays: number | null
  readonly quarterDays: number | null
  readonly #survival
  readonly #groups

  constructor(groups: readonly RepeatTimes[]) {
    this.#groups = groups
    this.#survival = kaplanMeier(
      groups.map(({ time, again, customers }) => ({ time, event: again === 1, count: customers })),
    )
    this.customers = this.#count(() => true)
    this.repeaters = this.#count(({ again_day }) => again_day > 0)
    this.medianDays = survivalQuantile(this.#survival, 0.5)
    this.quarterDays = survivalQuantile(this.#survival, 0.25)
  }

  #count(those: (group: RepeatTimes) => boolean): number {
    return this.#groups.reduce((sum, group) => sum + (those(group) ? group.customers : 0), 0)
  }

  /** The last day that the curve says something about. */
  get lastDay(): number {
    return this.#survival.lastTime
  }

  /** The last day for which enough customers were watched; 0 when there are too few at all. */
  get sureDay(): number {
    let watched = 0
    const byTime = this.#groups.toSorted((a, b) => b.time - a.time)
    for (const { time, customers } of byTime) {
      watched += customers
      if (watched >= enough.rate) return time
    }
    return 0
  }

  at(day: number): z.infer<typeof repeatRowSchema> {
    const survival = survivalAt(this.#survival, day)
    const interval = survivalInterval(this.#survival, day)
    return {
      day,
      repeated: survival === null ? null : 1 - survival,
      low: interval && 1 - interval.high,
      high: interval && 1 - interval.low,
      watched: this.#count(({ time }) => time >= day),
      naive: toRate(
        this.#count(({ again_day }) => again_day > 0 && again_day <= day),
        this.customers,
      ),
    }
  }

  /** A point a day, from the first order to the last day asked about or known. */
  points(lastDay: number): z.infer<typeof curvePointSchema>[] {
    if (this.customers === 0) return []
    const days = Array.from({ length: Math.min(lastDay, this.lastDay) + 1 }, (_, day) => day)
    return days.map((day) => {
      const { repeated, low, high, naive } = this.at(day)
      return { day, repeated, low, high, naive: naive.rate }
    })
  }
}
