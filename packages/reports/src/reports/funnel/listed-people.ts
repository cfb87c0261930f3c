import type { FunnelParams } from './funnel-params.js'
import type { Try } from './unit-events.js'

type PeopleRequest = NonNullable<FunnelParams['people']>

/** Gathers the ids that a list asks for, in order of the id, so that its pages fit together. */
export class ListedPeople {
  total = 0
  #ids: string[] = []

  constructor(
    readonly request: PeopleRequest,
    readonly steps: FunnelParams['steps'],
  ) {}

  add(id: string, best: Try): void {
    if (!this.#isAsked(best)) return
    this.total++
    this.#ids.push(id)
    // Only what may still be shown is kept.
    if (this.#ids.length >= 2 * this.#end) this.#ids = this.#first()
  }

  #isAsked({ events }: Try): boolean {
    const { step, outcome } = this.request
    const did = (k: number) => (events[k] ?? -1) >= 0
    const before = this.steps.findLastIndex((one, i) => i < step && !one.optional)
    return outcome === 'reached' ? did(step) : !did(step) && before >= 0 && did(before)
  }

  get #end(): number {
    return this.request.offset + this.request.limit
  }

  #first(): string[] {
    return this.#ids.sort().slice(0, this.#end)
  }

  toList(): string[] {
    return this.#first().slice(this.request.offset)
  }
}
