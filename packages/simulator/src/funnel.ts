import { expectedOutcomes } from './navigation-model.js'
import { type LandingPage, planted } from './planted.js'
import type { Random } from './random.js'

/** How far a visit comes. */
export type Furthest = 'none' | 'view' | 'cart' | 'begin' | 'shipping' | 'payment' | 'purchase'

/**
 * Makes the planted funnel agree with the planted logit of conversion. The logit alone decides whether a visit ends in
 * a purchase; on the mean 3.5% of the visits with a ready landing page do, while the funnel's rates multiply to 4.1%.
 * The difference is what recovered carts add on a later day, so within a visit every rate after `view` is
 * smaller by one common factor (0.97), and over all days of a person the planted rates come back. A visit without
 * a purchase gets its furthest step with the probabilities that, together with the visits with one, give those rates.
 */
export class Funnel {
  /** Share of ready visits that reach a step within the visit. */
  readonly reached: Readonly<Record<'view' | 'cart' | 'begin' | 'shipping' | 'payment' | 'purchase', number>>
  /** Probability that a payment failed before: in a visit with a purchase, and in one that ended at the payment. */
  readonly paymentFailed: { purchase: number; payment: number }
  readonly #viewOffProduct: number

  constructor() {
    const { productOfReady, convertedOfReady: purchase } = expectedOutcomes()
    const rates = planted.funnel
    const product = rates.view * rates.cart * rates.begin * rates.shipping * rates.payment * rates.success
    const factor = (purchase / product) ** (1 / 5)
    const view = rates.view
    const cart = view * rates.cart * factor
    const begin = cart * rates.begin * factor
    const shipping = begin * rates.shipping * factor
    const payment = shipping * rates.payment * factor
    this.reached = { view, cart, begin, shipping, payment, purchase }

    const { share, retried } = planted.paymentFailure
    this.paymentFailed = {
      purchase: (share * retried * payment) / purchase,
      payment: (share * (1 - retried) * payment) / (payment - purchase),
    }

    // Who lands on a product has viewed it, so the others view less often than the planted share.
    const viewElsewhere = (view - productOfReady) / (1 - productOfReady)
    this.#viewOffProduct = (viewElsewhere - cart) / (1 - cart)
  }

  /** The furthest step of a visit without a purchase. */
  drawFurthest(random: Random, page: LandingPage): Furthest {
    const { reached } = this
    const draw = random.uniform() * (1 - reached.purchase)
    for (const step of ['payment', 'shipping', 'begin', 'cart'] as const) {
      if (draw < reached[step] - reached.purchase) return step
    }
    return page === 'product' || random.chance(this.#viewOffProduct) ? 'view' : 'none'
  }
}
