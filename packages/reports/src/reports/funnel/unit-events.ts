/** Steps and exclusions together: as many bits as an event's mask has. */
export const maskBits = 24

/** The events of one person (or other unit) that a funnel looks at, by time. */
export interface UnitEvents {
  length: number
  /** Milliseconds, ascending. */
  times: ArrayLike<number>
  /** The steps that the event may serve, from bit 0, then the exclusions that it is, from bit `steps`. */
  masks: ArrayLike<number>
}

/** What a funnel asks of the events of a unit. */
export interface FunnelShape {
  steps: number
  optional: readonly boolean[]
  order: 'sequential' | 'strict' | 'any'
  /** Milliseconds from step 1 to the step in question, included; Infinity for none. */
  windowMs: number
  /** Where each exclusion holds: while the step reached is from `from` on and before `to`. */
  exclusions: readonly { from: number; to: number }[]
}

/** Which starts of a try count. */
export interface StartRange {
  fromMs: number
  untilMs: number
}
export const anyStart: StartRange = { fromMs: -Infinity, untilMs: Infinity }

/** One try at a funnel: where it got to. */
export interface Try {
  /** Index of the event at each step, -1 where an optional step was skipped; as long as the try got. In any order: by rank. */
  events: readonly number[]
  /** In any order: which step each rank is. */
  steps?: readonly number[]
  startMs: number
  lastMs: number
  /** How many steps it did. */
  done: number
  /** Met an excluded event. */
  excluded: boolean
}

/**
 * Which of two tries stands for a person: the deeper one; of equally deep ones the one without an excluded event, with
 * more optional steps, completed earlier, started later.
 */
export function better(a: Try, b: Try | undefined): boolean {
  if (!b) return true
  if (a.events.length !== b.events.length) return a.events.length > b.events.length
  if (a.excluded !== b.excluded) return b.excluded
  if (a.done !== b.done) return a.done > b.done
  if (a.lastMs !== b.lastMs) return a.lastMs < b.lastMs
  return a.startMs > b.startMs
}

/** One past the last event of the same instant as event `i`. */
export function instantEnd({ times, length }: UnitEvents, i: number): number {
  let end = i + 1
  while (end < length && times[end] === times[i]) end++
  return end
}
