import type { FunnelShape, Try, UnitEvents } from './unit-events.js'

/**
 * What orderedTry answers, sooner, for the usual question: sequential order, nothing optional or excluded, any start,
 * and no two events at the same time. Undefined when the unit's events do not let it say.
 */
export function plainTry({ times, masks, length }: UnitEvents, { steps, windowMs }: FunnelShape): Try | undefined {
  const open: { events: number[]; startMs: number }[] = []
  let best = { events: [] as number[], startMs: 0 }
  let before = -Infinity
  for (let i = 0; i < length; i++) {
    const ms = times[i] as number
    const mask = masks[i] as number
    if (ms === before) return undefined
    before = ms
    for (let step = Math.min(open.length, steps - 1); step > 0; step--) {
      if (((mask >>> step) & 1) === 0) continue
      const one = open[step - 1] as { events: number[]; startMs: number }
      const held = open[step]
      if (one.startMs + windowMs < ms || (held && held.startMs >= one.startMs)) continue
      const next = { events: [...one.events, i], startMs: one.startMs }
      open[step] = next
      if (step >= best.events.length) best = next
    }
    if (mask & 1) {
      open[0] = { events: [i], startMs: ms }
      if (best.events.length === 0) best = open[0]
    }
  }
  const { events, startMs } = best
  const last = events.at(-1)
  if (last === undefined) return undefined
  return { events, startMs, lastMs: times[last] as number, done: events.length, excluded: false }
}
