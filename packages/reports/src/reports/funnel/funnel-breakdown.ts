import { bestTry } from './best-try.js'
import type { FunnelParams } from './funnel-params.js'
import { valueSeparator } from './funnel-source.js'
import type { FunnelTally } from './funnel-tally.js'
import type { UnitRow } from './read-units.js'
import type { FunnelShape, Try } from './unit-events.js'

type Breakdown = NonNullable<FunnelParams['breakdown']>

/** How many values an answer shows; the others are told in a note. */
const mostValues = 200

/** Tallies per breakdown value. */
export class FunnelBreakdown {
  readonly #groups = new Map<string, { value: string[]; tally: FunnelTally }>()

  constructor(
    readonly breakdown: Breakdown,
    readonly shape: FunnelShape,
    readonly newTally: () => FunnelTally,
  ) {}

  /** @param best the try of the unit, whatever its values */
  add(unit: UnitRow, best: Try | undefined): void {
    if (this.breakdown.attribution === 'all_events') this.#addEachValue(unit)
    else if (best) this.#addOneValue(unit, best)
  }

  #addOneValue(unit: UnitRow, best: Try): void {
    const value = this.#valueOf(unit, best)
    if (value !== undefined) this.#group(value).tally.add(best, unit)
  }

  #valueOf(unit: UnitRow, best: Try): string | undefined {
    const { attribution, step } = this.breakdown
    if (attribution !== 'entry_step' && attribution !== 'step') return unit.touch
    const rank = attribution === 'entry_step' ? 0 : best.steps ? best.steps.indexOf(step ?? 0) : (step ?? 0)
    const event = best.events[rank] ?? -1
    return event < 0 ? undefined : unit.values[event]
  }

  /** For each value a funnel of its own, whose steps are done only by events with that value. */
  #addEachValue(unit: UnitRow): void {
    const { steps } = this.shape
    for (const value of new Set(unit.values)) {
      const masks = Uint32Array.from(unit.masks, (mask, i) =>
        unit.values[i] === value ? mask : (mask >>> steps) << steps,
      )
      const best = bestTry({ times: unit.times, length: unit.length, masks }, this.shape)
      if (best) this.#group(value).tally.add(best, unit)
    }
  }

  #group(text: string) {
    let group = this.#groups.get(text)
    if (!group) {
      const value = text.split(valueSeparator)
      // The touch of a unit without any of the properties is no text at all.
      while (value.length < this.breakdown.properties.length) value.push('')
      const key = value.join(valueSeparator)
      group = this.#groups.get(key) ?? { value, tally: this.newTally() }
      this.#groups.set(key, group)
    }
    return group
  }

  /** Values with most entrants first, and how many values are not shown. */
  result(): { shown: { value: string[]; tally: FunnelTally }[]; hidden: number } {
    const all = [...this.#groups.values()].sort(
      (a, b) => (b.tally.counts[0] ?? 0) - (a.tally.counts[0] ?? 0) || (a.value.join() < b.value.join() ? -1 : 1),
    )
    return { shown: all.slice(0, mostValues), hidden: Math.max(0, all.length - mostValues) }
  }
}
