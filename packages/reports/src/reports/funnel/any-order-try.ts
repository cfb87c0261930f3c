import { Assignment } from './assignment.js'
import { anyStart, better, type FunnelShape, instantEnd, type Try, type UnitEvents } from './unit-events.js'

/**
 * The deepest try of a unit when steps may come in any order: how many different steps fit one window, each with an
 * event of its own. Undefined when it did none. An excluded event ends a try, which keeps the steps it had.
 */
export function anyOrderTry(events: UnitEvents, shape: FunnelShape, starts = anyStart): Try | undefined {
  const most = mostSteps(events, shape.steps)
  let best: Try | undefined
  for (let i = 0; i < events.length; i = instantEnd(events, i)) {
    const ms = events.times[i] as number
    if (ms < starts.fromMs || ms >= starts.untilMs) continue
    // Nothing that starts after the deepest possible try was complete can be better than it.
    if (best?.events.length === most && ms > best.lastMs) break
    const one = tryFrom(events, shape, i)
    if (one && better(one, best)) best = one
  }
  return best
}

const stepBits = (mask: number, steps: number): number => mask & ((1 << steps) - 1)

function mostSteps(events: UnitEvents, steps: number): number {
  const assignment = new Assignment(events.masks)
  for (let i = 0; i < events.length && assignment.size < steps; i++) {
    if (stepBits(events.masks[i] as number, steps)) assignment.addEvent(i, steps)
  }
  return assignment.size
}

/** The try that begins with an event of the instant of event `start`. */
function tryFrom(events: UnitEvents, shape: FunnelShape, start: number): Try | undefined {
  const { times, masks } = events
  const startMs = times[start] as number
  const assignment = new Assignment(masks)
  const order: number[] = []
  let lastMs = startMs
  for (let i = start; i < events.length; ) {
    const ms = times[i] as number
    if (ms > startMs + shape.windowMs || order.length === shape.steps) break
    const end = instantEnd(events, i)
    const before = order.length
    let excluded = 0
    for (let event = i; event < end; event++) {
      excluded |= (masks[event] as number) >>> shape.steps
      if (order.length < shape.steps && stepBits(masks[event] as number, shape.steps)) {
        if (assignment.addEvent(event, shape.steps)) {
          order.push(event)
          lastMs = ms
        }
      }
    }
    if (i === start && order.length === 0) return undefined
    const met = shape.exclusions.some(
      ({ from, to }, k) => (excluded >>> k) & 1 && before > 0 && from < order.length && order.length <= to,
    )
    if (met) break
    i = end
  }
  const stepOf = new Map([...assignment.eventOf].map(([step, event]) => [event, step]))
  return {
    events: order,
    steps: order.map((event) => stepOf.get(event) as number),
    startMs,
    lastMs,
    done: order.length,
    excluded: false,
  }
}
