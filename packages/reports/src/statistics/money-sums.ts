import type { Money } from '../core/rate.js'

const unitsPerMajor = 10_000n

/**
 * Reads decimal text with up to four decimals, as ClickHouse writes a Decimal(…, 4), into units of 1/10,000.
 * @throws RangeError when the text is no such decimal
 */
export function decimalUnits(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(text)
  if (!match) throw new RangeError(`"${text}" is not a decimal with at most four places`)
  const [, sign, whole = '', fraction = ''] = match
  const units = BigInt(whole) * unitsPerMajor + BigInt(fraction.padEnd(4, '0'))
  return sign ? -units : units
}

const digitsOf = new Map<string, number>()

/** How many decimals amounts of a currency have: 2 for EUR, 0 for VND. */
export function currencyDigits(currency: string): number {
  let digits = digitsOf.get(currency)
  if (digits === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    digits = Math.min(format.maximumFractionDigits ?? 2, 4)
    digitsOf.set(currency, digits)
  }
  return digits
}

/** Decimal text of units of 1/10,000 with the currency's decimals; half a last place rounds away from zero. */
export function amountText(units: bigint, currency: string): string {
  const digits = currencyDigits(currency)
  const step = 10n ** BigInt(4 - digits)
  const size = units < 0n ? -units : units
  const rounded = (size + step / 2n) / step
  const figures = rounded.toString().padStart(digits + 1, '0')
  const text = digits === 0 ? figures : `${figures.slice(0, -digits)}.${figures.slice(-digits)}`
  return units < 0n && rounded > 0n ? `-${text}` : text
}

/** Adds amounts up exactly, each currency for itself. */
export class MoneySums {
  readonly #units = new Map<string, bigint>()

  /** @param amount decimal text in major units */
  add(currency: string, amount: string): this {
    return this.addUnits(currency, decimalUnits(amount))
  }

  /** @param units in 1/10,000 of the major unit */
  addUnits(currency: string, units: bigint): this {
    this.#units.set(currency, (this.#units.get(currency) ?? 0n) + units)
    return this
  }

  /** The sums in order of currency. */
  toMoney(): Money {
    return [...this.#units]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, units]) => ({ currency, amount: amountText(units, currency) }))
  }
}
