import { MoneySums } from '../../statistics/money-sums.js'
import { toRate } from '../../statistics/to-rate.js'
import type { CartFigures } from './abandonment-figures.js'
import { type CartOutcome, isMature, type Progress, progress, type State, states } from './cart-outcome.js'

/** A rate that is being counted. */
class Share {
  numerator = 0
  denominator = 0
  add(holds: boolean): void {
    this.denominator++
    if (holds) this.numerator++
  }
  toRate() {
    return toRate(this.numerator, this.denominator)
  }
}

/** How many, and worth how much; a cart of unknown value adds nothing to that. */
class CountedValue {
  count = 0
  readonly #sums = new MoneySums()
  add({ value, currency }: CartOutcome): void {
    this.count++
    if (value !== undefined) this.#sums.addUnits(currency, value)
  }
  toMoney() {
    return this.#sums.toMoney()
  }
}

const counted = <Key extends string>(keys: readonly Key[]) =>
  Object.fromEntries(keys.map((key) => [key, new CountedValue()])) as Record<Key, CountedValue>

/** Counts carts one by one, so that none needs to be kept. */
export class CartTally {
  /** All carts, pending and emptied ones too. */
  all = 0
  readonly byState = counted<State>(states)
  readonly recoveredBy = { same_device: 0, other_device: 0, after_message: 0 }
  readonly steps = Object.fromEntries(progress.map((step) => [step, 0])) as Record<Progress, number>
  unvalued = 0
  readonly #reasons = new Map<string, CountedValue>()
  readonly #gross = new Share()
  readonly #net = new Share()
  readonly #recovered = new Share()
  readonly #checkoutGross = new Share()
  readonly #checkoutNet = new Share()
  readonly #paymentFailure = new Share()
  readonly #values = counted(['gross', 'recovered', 'net'] as const)

  constructor(
    readonly asOfMs: number,
    readonly recoveryMs: number,
  ) {}

  /** Carts in the rates. */
  get mature(): number {
    return this.#gross.denominator
  }

  add(cart: CartOutcome): void {
    this.all++
    this.byState[cart.state].add(cart)
    if (isMature(cart)) this.#addMature(cart)
  }

  #addMature(cart: CartOutcome): void {
    const { abandonedMs } = cart
    const isAbandoned = abandonedMs !== undefined
    if (cart.value === undefined) this.unvalued++
    this.#gross.add(isAbandoned)
    if (isAbandoned) {
      this.#values.gross.add(cart)
      this.#addReason(cart)
    }
    const depth = progress.indexOf(cart.furthest)
    for (let i = 0; i <= depth; i++) this.steps[progress[i] as Progress]++
    if (depth >= progress.indexOf('begin')) this.#addCheckout(cart)
    if (depth >= progress.indexOf('payment')) this.#paymentFailure.add(cart.paymentFailed)
    if (!this.#isOldEnough(abandonedMs, cart)) return
    const wasBought = this.#wasBought(abandonedMs, cart)
    this.#net.add(!wasBought)
    if (!wasBought) this.#values.net.add(cart)
    if (!isAbandoned) return
    this.#recovered.add(wasBought)
    if (wasBought) this.#addRecovered(cart)
  }

  #addCheckout(cart: CartOutcome): void {
    const leftMs = cart.checkoutAbandonedMs
    this.#checkoutGross.add(leftMs !== undefined)
    if (this.#isOldEnough(leftMs, cart)) this.#checkoutNet.add(!this.#wasBought(leftMs, cart))
  }

  #addRecovered(cart: CartOutcome): void {
    this.#values.recovered.add(cart)
    this.recoveredBy[cart.leftOn === cart.boughtOn ? 'same_device' : 'other_device']++
    if (cart.afterMessage) this.recoveredBy.after_message++
  }

  #addReason(cart: CartOutcome): void {
    const reason = this.#reasons.get(cart.reason) ?? new CountedValue()
    reason.add(cart)
    this.#reasons.set(cart.reason, reason)
  }

  /** Left at least R ago; never left and bought at least R ago. */
  #isOldEnough(leftMs: number | undefined, { boughtMs }: CartOutcome): boolean {
    return this.asOfMs - (leftMs ?? boughtMs ?? this.asOfMs) >= this.recoveryMs
  }

  /** Bought without being left, or within R of it. */
  #wasBought(leftMs: number | undefined, { boughtMs }: CartOutcome): boolean {
    return boughtMs !== undefined && (leftMs === undefined || boughtMs - leftMs <= this.recoveryMs)
  }

  figures(): CartFigures {
    return {
      carts: this.mature,
      gross: this.#gross.toRate(),
      net: this.#net.toRate(),
      recovered: this.#recovered.toRate(),
      checkout_gross: this.#checkoutGross.toRate(),
      checkout_net: this.#checkoutNet.toRate(),
      payment_failure: this.#paymentFailure.toRate(),
      value: {
        gross: this.#values.gross.toMoney(),
        recovered: this.#values.recovered.toMoney(),
        net: this.#values.net.toMoney(),
        pending: this.byState.pending.toMoney(),
      },
    }
  }

  /** The last trouble before each abandoned cart was left, the most frequent first. */
  reasons() {
    return [...this.#reasons]
      .map(([reason, some]) => ({
        reason,
        carts: some.count,
        share: toRate(some.count, this.#gross.numerator),
        value: some.toMoney(),
      }))
      .sort((a, b) => b.carts - a.carts || (a.reason < b.reason ? -1 : 1))
  }
}
