/**
 * Gives each step an event of its own: a bipartite matching that grows one step (or one event) at a time, moving
 * earlier choices along an augmenting path where that helps.
 * Source: H. W. Kuhn, Naval Research Logistics Quarterly 2 (1955) 83-97.
 */
export class Assignment {
  /** Event of each step that has one. */
  readonly eventOf = new Map<number, number>()
  readonly #stepOf = new Map<number, number>()

  constructor(readonly masks: ArrayLike<number>) {}

  get size(): number {
    return this.eventOf.size
  }

  copy(): Assignment {
    const copy = new Assignment(this.masks)
    for (const [step, event] of this.eventOf) copy.#set(step, event)
    return copy
  }

  /** True when `step` gets one of the events `from` .. `until - 1`, all earlier steps keeping one of those too. */
  addStep(step: number, from: number, until: number, seen = new Set<number>()): boolean {
    for (let event = from; event < until; event++) {
      if ((((this.masks[event] as number) >>> step) & 1) === 0 || seen.has(event)) continue
      seen.add(event)
      const holder = this.#stepOf.get(event)
      if (holder === undefined || this.addStep(holder, from, until, seen)) {
        this.#set(step, event)
        return true
      }
    }
    return false
  }

  /** True when `event` gets one of `steps` steps, all earlier events keeping one too. */
  addEvent(event: number, steps: number): boolean {
    return this.#placeEvent(event, steps, { seen: 0 })
  }

  #placeEvent(event: number, steps: number, visited: { seen: number }): boolean {
    for (let step = 0; step < steps; step++) {
      const bit = 1 << step
      if (((this.masks[event] as number) & bit) === 0 || visited.seen & bit) continue
      visited.seen |= bit
      const holder = this.eventOf.get(step)
      if (holder === undefined || this.#placeEvent(holder, steps, visited)) {
        this.#set(step, event)
        return true
      }
    }
    return false
  }

  #set(step: number, event: number): void {
    this.eventOf.set(step, event)
    this.#stepOf.set(event, step)
  }
}
