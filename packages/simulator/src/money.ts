import { planted } from './planted.js'

/** The currencies the shop sells in. The dong has no smaller unit, and prices in it end in three zeros. */
export type ShopCurrency = 'EUR' | 'VND'

/** Rounds to what a price tag shows: cents, or thousands of dong. */
export function roundMoney(amount: number, currency: ShopCurrency): number {
  return currency === 'VND' ? Math.round(amount / 1000) * 1000 : Math.round(amount * 100) / 100
}

export function fromEur(eur: number, currency: ShopCurrency): number {
  return roundMoney(currency === 'VND' ? eur * planted.vndPerEur : eur, currency)
}
