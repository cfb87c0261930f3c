import type { z } from 'zod'
import { amountText } from '../../statistics/money-sums.js'
import { toRate } from '../../statistics/to-rate.js'
import type { valueBandSchema } from './abandonment-figures.js'
import { type CartOutcome, isMature } from './cart-outcome.js'

const bands = 4

/** Gathers what carts were worth, to say whether dear or cheap ones are left. */
export class ValueBands {
  readonly #carts = new Map<string, { units: bigint; left: boolean }[]>()

  add(cart: CartOutcome): void {
    if (cart.value === undefined || !isMature(cart)) return
    const own = this.#carts.get(cart.currency) ?? []
    own.push({ units: cart.value, left: cart.abandonedMs !== undefined })
    this.#carts.set(cart.currency, own)
  }

  /** Four bands of each currency, with as many carts each as equal values allow: those stay together. */
  toBands(): z.infer<typeof valueBandSchema>[] {
    return [...this.#carts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([currency, carts]) => bandsOf(currency, carts))
  }
}

function bandsOf(currency: string, carts: { units: bigint; left: boolean }[]) {
  carts.sort((a, b) => (a.units < b.units ? -1 : a.units > b.units ? 1 : 0))
  const found: z.infer<typeof valueBandSchema>[] = []
  for (let from = 0, band = 1; from < carts.length; band++) {
    let until = Math.max(from + 1, Math.round((carts.length * band) / bands))
    while (until < carts.length && carts[until]?.units === carts[until - 1]?.units) until++
    const own = carts.slice(from, until)
    const text = (units: bigint | undefined) => amountText(units ?? 0n, currency)
    found.push({
      currency,
      from: text(own[0]?.units),
      to: text(own.at(-1)?.units),
      carts: own.length,
      gross: toRate(own.filter(({ left }) => left).length, own.length),
    })
    from = until
  }
  return found
}
