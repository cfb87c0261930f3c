import { z } from 'zod'
import { type Rate, rateSchema } from '../../core/rate.js'
import { interpolatedQuantile } from '../../statistics/quantile.js'
import { toRate } from '../../statistics/to-rate.js'
import type { FunnelStep } from './funnel-params.js'
import type { Try, UnitEvents } from './unit-events.js'

const seconds = (description: string) => z.number().nullable().meta({ description, unit: 's' })

export const funnelRowSchema = z.object({
  step: z.number().meta({ description: 'From 1' }),
  name: z.string().meta({ description: 'Event of the step; in any order how many of the steps' }),
  optional: z.boolean(),
  count: z.number().meta({ description: 'Persons (or other units) who did the step' }),
  from_previous: rateSchema.meta({
    description: 'Of those who did the step before (the last one that is not optional)',
  }),
  from_first: rateSchema.meta({ description: 'Of those who did step 1' }),
  dropped: z.number().meta({ description: 'Did the step before and not this one' }),
  mean_s: seconds('Mean time since the step before that the person did'),
  median_s: seconds('Median of that time'),
})
export type FunnelRow = z.infer<typeof funnelRowSchema>

/** Counts and times of the steps of one group of units. */
export class FunnelTally {
  readonly counts: number[]
  readonly #sinceBefore: number[][]
  readonly #inAll: number[] = []

  constructor(
    readonly steps: readonly FunnelStep[],
    readonly times: boolean,
    readonly anyOrder: boolean,
  ) {
    this.counts = steps.map(() => 0)
    this.#sinceBefore = steps.map(() => [])
  }

  /** The last step that is not optional: doing it is converting. */
  get goal(): number {
    return this.steps.findLastIndex((step) => !step.optional)
  }

  add(one: Try, { times }: Pick<UnitEvents, 'times'>): void {
    let before = 0
    for (let step = 0; step < one.events.length; step++) {
      const event = one.events[step] as number
      if (event < 0) continue
      this.counts[step] = (this.counts[step] as number) + 1
      if (!this.times) continue
      const ms = times[event] as number
      if (step > 0) this.#sinceBefore[step]?.push((ms - before) / 1000)
      if (step === this.goal) this.#inAll.push((ms - one.startMs) / 1000)
      before = ms
    }
  }

  /** Adds units that did the first `depth` steps, of whose times nothing is known. */
  addMany(depth: number, units: number): void {
    for (let step = 0; step < depth; step++) this.counts[step] = (this.counts[step] as number) + units
  }

  rows(): FunnelRow[] {
    const first = this.counts[0] ?? 0
    let required = first
    return this.steps.map((step, i) => {
      const count = this.counts[i] as number
      const before = required
      if (!step.optional) required = count
      return {
        step: i + 1,
        name: this.anyOrder ? `any ${i + 1} of ${this.steps.length}` : nameOf(step),
        optional: step.optional ?? false,
        count,
        from_previous: toRate(count, before),
        from_first: toRate(count, first),
        dropped: before - count,
        ...meanAndMedian(this.#sinceBefore[i] as number[]),
      }
    })
  }

  totals(): { entered: number; converted: number; conversion: Rate; mean_s: number | null; median_s: number | null } {
    const entered = this.counts[0] ?? 0
    const converted = this.counts[this.goal] ?? 0
    return { entered, converted, conversion: toRate(converted, entered), ...meanAndMedian(this.#inAll) }
  }
}

function nameOf({ name }: FunnelStep): string {
  if (name == null) return 'any event'
  return typeof name === 'string' ? name : name.join(' or ')
}

export function meanAndMedian(values: readonly number[]): { mean_s: number | null; median_s: number | null } {
  if (values.length === 0) return { mean_s: null, median_s: null }
  const sorted = Float64Array.from(values).sort()
  return {
    mean_s: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    median_s: interpolatedQuantile(sorted as unknown as number[], 0.5),
  }
}
