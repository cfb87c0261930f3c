import { DateTime } from 'luxon'
import { z } from 'zod'
import type { Period } from '../../core/period.js'
import { rateSchema } from '../../core/rate.js'
import { toRate } from '../../statistics/to-rate.js'
import { bestTry } from './best-try.js'
import type { trendIntervals } from './funnel-params.js'
import type { FunnelShape, UnitEvents } from './unit-events.js'

export const trendRowSchema = z.object({
  from: z.string().meta({ description: 'First day of the interval' }),
  entered: z.number().meta({ description: 'Persons with a try that began in the interval and reached from_step' }),
  converted: z.number().meta({ description: 'Of those, with one that reached to_step' }),
  conversion: rateSchema,
})
export type TrendRow = z.infer<typeof trendRowSchema>

export interface TrendRequest {
  interval: (typeof trendIntervals)[number]
  from_step: number
  to_step: number
}

/** Conversion by when step 1 happened. A unit that starts in several intervals counts in each. */
export class FunnelTrend {
  readonly #startsMs: number[] = []
  readonly #rows: { from: string; entered: number; converted: number }[] = []

  /** @param sign -1 when the times of the units run backwards */
  constructor(
    readonly request: TrendRequest,
    readonly shape: FunnelShape,
    period: Period,
    readonly sign: 1 | -1,
  ) {
    const zone = { zone: period.timezone }
    let start = DateTime.fromMillis(period.fromMs, zone).startOf(request.interval)
    while (start.toMillis() < period.untilMs) {
      this.#startsMs.push(start.toMillis())
      this.#rows.push({ from: start.toISODate() ?? '', entered: 0, converted: 0 })
      start = start.plus({ [request.interval]: 1 }).startOf(request.interval)
    }
    this.#startsMs.push(period.untilMs)
  }

  add(unit: UnitEvents): void {
    const startBits = this.shape.order === 'any' ? (1 << this.shape.steps) - 1 : 1
    const intervals = new Set<number>()
    for (let i = 0; i < unit.length; i++) {
      if ((unit.masks[i] as number) & startBits) intervals.add(this.#intervalOf((unit.times[i] as number) * this.sign))
    }
    for (const interval of intervals) this.#addTo(interval, unit)
  }

  #addTo(interval: number, unit: UnitEvents): void {
    const row = this.#rows[interval]
    const from = this.#startsMs[interval] as number
    const until = this.#startsMs[interval + 1] as number
    if (!row) return
    // Backwards the interval is mirrored: its last millisecond comes first.
    const starts = this.sign > 0 ? { fromMs: from, untilMs: until } : { fromMs: 1 - until, untilMs: 1 - from }
    const depth = (bestTry(unit, this.shape, starts)?.events.length ?? 0) - 1
    if (depth < this.request.from_step) return
    row.entered++
    if (depth >= this.request.to_step) row.converted++
  }

  #intervalOf(ms: number): number {
    let low = 0
    let high = this.#startsMs.length - 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.#startsMs[middle] as number) <= ms) low = middle
      else high = middle
    }
    return low
  }

  rows(): TrendRow[] {
    return this.#rows.map((row) => ({ ...row, conversion: toRate(row.converted, row.entered) }))
  }
}
