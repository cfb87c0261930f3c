import { Assignment } from './assignment.js'
import { anyStart, better, type FunnelShape, instantEnd, type Try, type UnitEvents } from './unit-events.js'

/**
 * The deepest try of a unit in sequential or strict order; undefined when it never did step 1.
 *
 * One pass over the events. For every depth it keeps the open try with the latest start, because that one has most of
 * its window left; one that met an excluded event is kept apart, so that it cannot push out a clean one. Events of one
 * instant count in whichever order helps.
 */
export function orderedTry(events: UnitEvents, shape: FunnelShape, starts = anyStart): Try | undefined {
  const walk = new Walk(events, shape)
  for (let i = 0; i < events.length; ) {
    const end = instantEnd(events, i)
    walk.instant(i, end, starts)
    i = end
  }
  return walk.finish()
}

class Walk {
  /** Open tries by 2 * depth + (1 when it met an excluded event). */
  readonly #open: (Try | undefined)[]
  /** Tries with no excluded event so far whose place a later start took. */
  #replaced: Try[] = []
  #best: Try | undefined

  constructor(
    readonly events: UnitEvents,
    readonly shape: FunnelShape,
  ) {
    this.#open = new Array(shape.steps * 2)
  }

  /** The events `from` .. `until - 1` happened at the same time. */
  instant(from: number, until: number, starts: { fromMs: number; untilMs: number }): void {
    const { times, masks } = this.events
    const ms = times[from] as number
    let steps = 0
    for (let i = from; i < until; i++) steps |= masks[i] as number
    const excluded = steps >>> this.shape.steps
    const strict = this.shape.order === 'strict'
    // What is open now can only move to a greater depth, so going down no event serves twice.
    for (let slot = this.#open.length - 1; slot >= 0; slot--) {
      const one = this.#open[slot]
      if (!one || one.startMs + this.shape.windowMs < ms) continue
      const next = ((2 << this.#furthest(one)) - 1) & ~((1 << one.events.length) - 1)
      if (steps & next) this.#extend(one, from, until, excluded)
    }
    if (steps & 1 && ms >= starts.fromMs && ms < starts.untilMs) {
      this.#extend({ events: [], startMs: ms, lastMs: ms, done: 0, excluded: false }, from, until, 0)
    }
    if (excluded) this.#exclude(from, ms, excluded)
    if (strict) this.#breakOff(from, until)
  }

  /** The deepest step that could come next. */
  #furthest(one: Try): number {
    let step = one.events.length
    while (step < this.shape.steps - 1 && this.shape.optional[step]) step++
    return Math.min(step, this.shape.steps - 1)
  }

  #extend(one: Try, from: number, until: number, excluded: number): void {
    if (until - from === 1) {
      this.#extendByOne(one, from, excluded)
      return
    }
    const grow = (step: number, assignment: Assignment, done: readonly number[]): void => {
      if (step >= this.shape.steps || done.length === until - from) return
      const taken = assignment.copy()
      if (taken.addStep(step, from, until)) {
        const steps = [...done, step]
        this.#reach(one, step, (k) => taken.eventOf.get(k) ?? -1, excluded, from)
        grow(step + 1, taken, steps)
        if (!this.shape.optional[step]) return
      } else if (!this.shape.optional[step]) return
      grow(step + 1, assignment, done)
    }
    grow(one.events.length, new Assignment(this.events.masks), [])
  }

  #extendByOne(one: Try, event: number, excluded: number): void {
    const mask = this.events.masks[event] as number
    for (let step = one.events.length; step < this.shape.steps; step++) {
      if ((mask >>> step) & 1) this.#reach(one, step, (k) => (k === step ? event : -1), excluded, event)
      if (!this.shape.optional[step]) return
    }
  }

  /** `one` gets to `step` in the instant that begins with event `from`. */
  #reach(one: Try, step: number, eventAt: (step: number) => number, excluded: number, from: number): void {
    const depth = one.events.length - 1
    const added: number[] = []
    for (let k = depth + 1; k <= step; k++) added.push(eventAt(k))
    const { masks, times } = this.events
    // In one instant the excluded event may come after the step, unless it would meet the try there too or is the step.
    const met =
      excluded !== 0 &&
      this.shape.exclusions.some(
        (range, i) =>
          (excluded >>> i) & 1 &&
          holds(range, depth) &&
          (holds(range, step) ||
            added.some((event) => event >= 0 && ((masks[event] as number) >>> (this.shape.steps + i)) & 1)),
      )
    const next: Try = {
      events: [...one.events, ...added],
      startMs: one.startMs,
      lastMs: times[from] as number,
      done: one.done + added.filter((event) => event >= 0).length,
      excluded: one.excluded || met,
    }
    this.#keep(next)
  }

  #keep(next: Try): void {
    const slot = 2 * (next.events.length - 1) + (next.excluded ? 1 : 0)
    const held = this.#open[slot]
    if (held && (held.startMs > next.startMs || (held.startMs === next.startMs && held.done >= next.done))) return
    if (held) this.#replace(held)
    this.#open[slot] = next
  }

  /** A later start takes the place of `one`, which an excluded event may still meet until its window closes. */
  #replace(one: Try): void {
    if (this.#exposed(one)) this.#replaced.push(one)
    else this.#close(one)
  }

  #exposed(one: Try): boolean {
    return !one.excluded && this.shape.exclusions.some((range) => holds(range, one.events.length - 1))
  }

  #close(one: Try): void {
    if (better(one, this.#best)) this.#best = one
  }

  /** Tries that were open before this instant and did not leave the stretch of an exclusion met it. */
  #exclude(from: number, ms: number, excluded: number): void {
    const meets = (one: Try) =>
      (one.events.at(-1) as number) < from &&
      one.startMs + this.shape.windowMs >= ms &&
      this.shape.exclusions.some((range, i) => (excluded >>> i) & 1 && holds(range, one.events.length - 1))
    const replaced = this.#replaced
    this.#replaced = []
    for (const one of replaced) {
      if (meets(one)) this.#close({ ...one, excluded: true })
      else if (one.startMs + this.shape.windowMs < ms) this.#close(one)
      else this.#replaced.push(one)
    }
    for (let slot = 0; slot < this.#open.length; slot += 2) {
      const one = this.#open[slot]
      if (!one || !meets(one)) continue
      this.#open[slot] = undefined
      this.#keep({ ...one, excluded: true })
    }
  }

  /**
   * Strict order: only a try whose last event can be the last of the instant goes on. That is one that began in this
   * instant, or that used all its events.
   */
  #breakOff(from: number, until: number): void {
    const { times } = this.events
    for (let slot = 0; slot < this.#open.length; slot++) {
      const one = this.#open[slot]
      if (!one) continue
      const began = one.startMs === times[from]
      const used = one.events.filter((event) => event >= from).length
      if (began || used === until - from) continue
      this.#close(one)
      this.#open[slot] = undefined
    }
  }

  finish(): Try | undefined {
    for (const one of [...this.#open, ...this.#replaced]) if (one) this.#close(one)
    return this.#best
  }
}

const holds = (range: { from: number; to: number }, depth: number): boolean => range.from <= depth && depth < range.to
