/** Prices are calculated in minor units (cents; VND has none), so that sums stay exact. */
const decimals = { EUR: 2, VND: 0 }
/** Value-added tax contained in every price. */
const taxRates = { EUR: 0.25, VND: 0.1 }

export const toMinor = (amount, currency) => Math.round(amount * 10 ** decimals[currency])
export const toMajor = (minor, currency) => minor / 10 ** decimals[currency]

/** The tax contained in an amount, both in minor units. */
export const containedTax = (minor, currency) => Math.round((minor * taxRates[currency]) / (1 + taxRates[currency]))

/** An amount in major units as people read it: `€38.00`, `890.000 ₫`. */
export function formatMoney(amount, currency, lang) {
  return new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-IE', { style: 'currency', currency }).format(amount)
}

/** What sending a parcel costs, in major units; the standard tier is free from a cart value upwards. */
const shippingPrices = {
  EUR: { standard: 4.9, express: 12.9, freeFrom: 60 },
  VND: { standard: 30_000, express: 80_000, freeFrom: 1_500_000 },
}
export const shippingTiers = ['standard', 'express']

/** Shipping in minor units for a cart value in minor units. */
export function shippingCost(tier, valueMinor, currency) {
  const prices = shippingPrices[currency]
  const free = tier === 'standard' && valueMinor >= toMinor(prices.freeFrom, currency)
  return free ? 0 : toMinor(prices[tier], currency)
}

export const freeShippingFrom = (currency) => shippingPrices[currency].freeFrom
