import { anyOrderTry } from './any-order-try.js'
import { orderedTry } from './ordered-try.js'
import { plainTry } from './plain-try.js'
import type { FunnelShape, StartRange, Try, UnitEvents } from './unit-events.js'

/** The try that stands for a unit; undefined when it has none or the deepest one met an excluded event. */
export function bestTry(events: UnitEvents, shape: FunnelShape, starts?: StartRange): Try | undefined {
  if (shape.order === 'any') return anyOrderTry(events, shape, starts)
  const plain =
    shape.order === 'sequential' && !starts && shape.exclusions.length === 0 && !shape.optional.includes(true)
  const best = (plain && plainTry(events, shape)) || orderedTry(events, shape, starts)
  return best?.excluded ? undefined : best
}
