import { anyOrderTry } from './any-order-try.js'
import { orderedTry } from './ordered-try.js'
import type { FunnelShape, StartRange, Try, UnitEvents } from './unit-events.js'

/** The try that stands for a unit; undefined when it has none or the deepest one met an excluded event. */
export function bestTry(events: UnitEvents, shape: FunnelShape, starts?: StartRange): Try | undefined {
  const best = shape.order === 'any' ? anyOrderTry(events, shape, starts) : orderedTry(events, shape, starts)
  return best?.excluded ? undefined : best
}
