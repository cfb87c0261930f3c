import type { z } from 'zod'
import { amountText } from '../../statistics/money-sums.js'
import type { listedCartSchema } from './abandonment-figures.js'
import { type CartOutcome, isMature, type State } from './cart-outcome.js'

/** Which carts are listed. */
export interface CartListRequest {
  /** `abandoned`: all that were left, bought later or not. */
  state: State | 'abandoned'
  reason?: string
  offset: number
  limit: number
}

/** Gathers the carts that a list asks for; the newest come first. */
export class ListedCarts {
  #carts: CartOutcome[] = []
  total = 0

  constructor(readonly request: CartListRequest) {}

  add(cart: CartOutcome): void {
    const { state, reason, offset, limit } = this.request
    const isAsked = state === 'abandoned' ? isMature(cart) && cart.abandonedMs !== undefined : cart.state === state
    if (!isAsked || (reason !== undefined && cart.reason !== reason)) return
    this.total++
    this.#carts.push(cart)
    // Only what may still be shown is kept.
    if (this.#carts.length >= 2 * (offset + limit)) this.#carts = this.#newest()
  }

  #newest(): CartOutcome[] {
    const { offset, limit } = this.request
    return this.#carts
      .sort((a, b) => b.startMs - a.startMs || (a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0))
      .slice(0, offset + limit)
  }

  toList(): z.infer<typeof listedCartSchema>[] {
    return this.#newest()
      .slice(this.request.offset)
      .map((cart) => ({
        owner: cart.owner,
        began_at: new Date(cart.startMs).toISOString(),
        left_at: timeOf(cart.abandonedMs),
        bought_at: timeOf(cart.boughtMs),
        state: cart.state,
        reason: cart.reason,
        currency: cart.currency,
        value: cart.value === undefined ? null : amountText(cart.value, cart.currency),
      }))
  }
}

const timeOf = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString())
