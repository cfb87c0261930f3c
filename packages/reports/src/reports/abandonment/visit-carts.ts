import type { CartHistory } from './cart-moments.js'
import { abandonedState, type CartOutcome, describeCart } from './cart-outcome.js'

/** Orders of a person, ascending. */
export type OrdersByPerson = ReadonlyMap<string, readonly { at: number; visitor: number }[]>

/**
 * What became of the cart of one session or visitor, for the definitions that do not follow single carts:
 *
 * - `session`: it put something into a cart and bought nothing in it;
 * - `visit_end`: at its end something was in the cart that was not bought;
 * - `visitor`: the visitor put something into a cart and never bought.
 * @returns undefined when nothing was put into a cart from `fromMs` up to `untilMs`
 */
export function visitOutcome(
  definition: 'session' | 'visit_end' | 'visitor',
  { moments, lastMs, owner }: CartHistory,
  orders: OrdersByPerson,
  { fromMs, untilMs, asOfMs, idleMs }: { fromMs: number; untilMs: number; asOfMs: number; idleMs: number },
): (CartOutcome & { fits: boolean }) | undefined {
  const adds = moments.filter(({ name, at }) => name === 'add_to_cart' && at >= fromMs && at < untilMs)
  const [first, last] = [adds[0], adds.at(-1)]
  if (!first || !last) return undefined
  const after = definition === 'visit_end' ? moments.slice(moments.indexOf(last) + 1) : moments
  const bought = after.find(({ name }) => name === 'purchase')
  const isEmptied = definition === 'visit_end' && !bought && after.some(({ name }) => name === 'cart_emptied')
  const isOver = asOfMs - lastMs >= idleMs
  const abandonedMs = bought || isEmptied || !isOver ? undefined : lastMs
  const own = moments.filter(({ name }) => name !== 'purchase')
  const facts = describeCart({ startMs: first.at, first, moments: own, bought }, abandonedMs, idleMs)
  const later = bought ? undefined : orders.get(owner)?.find(({ at }) => at > lastMs)
  const outcome = {
    ...facts,
    owner,
    startMs: first.at,
    abandonedMs,
    checkoutAbandonedMs: facts.furthest === 'cart' ? undefined : abandonedMs,
    boughtMs: bought?.at ?? later?.at,
    boughtOn: bought?.visitor ?? later?.visitor,
    fits: first.fits,
  }
  if (bought) return { ...outcome, state: 'purchased' }
  if (isEmptied) return { ...outcome, state: 'emptied' }
  return { ...outcome, state: isOver ? abandonedState(facts.furthest, facts.paymentFailed) : 'pending' }
}
