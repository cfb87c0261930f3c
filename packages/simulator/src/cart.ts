import type { Item } from '@touchline/events'
import { cheapest, type Product, products, type ShopLanguage, toItem } from './catalogue.js'
import { fromEur, roundMoney, type ShopCurrency } from './money.js'
import { planted } from './planted.js'
import type { Random } from './random.js'

export interface CartLine {
  product: Product
  quantity: number
}

export interface Cart {
  id: string
  currency: ShopCurrency
  lines: CartLine[]
}

/** What the visitor will buy: lines with a product each. */
export type Basket = readonly [CartLine, ...CartLine[]]

/**
 * A basket whose total follows the planted order value: products are added while they fit into a drawn amount, and the
 * rest of it buys the cheapest product with the probability that keeps the mean.
 */
export function drawBasket(random: Random): Basket {
  const { median, sigma } = planted.orderValueEur
  let rest = random.logNormal(median, sigma)
  const quantities = new Map<Product, number>()
  const add = (product: Product) => {
    quantities.set(product, (quantities.get(product) ?? 0) + 1)
    rest -= product.price
  }
  while (rest >= cheapest.price) {
    // Dear products first: most baskets hold one to four.
    const weights = products.map((product) => (product.price <= rest ? product.price ** 1.5 : 0))
    add(products[Number(random.weighted(Object.fromEntries(weights.entries())))] ?? cheapest)
  }
  if (random.chance(rest / cheapest.price) || quantities.size === 0) add(cheapest)
  return Array.from(quantities, ([product, quantity]) => ({ product, quantity })) as unknown as Basket
}

/** Value of the lines in the cart's currency, shipping left out. */
export function cartValue({ lines, currency }: Cart): number {
  const sum = lines.reduce((total, line) => total + fromEur(line.product.price, currency) * line.quantity, 0)
  return roundMoney(sum, currency)
}

export function cartItems({ lines, currency }: Cart, language: ShopLanguage): Item[] {
  return lines.map(({ product, quantity }) => toItem(product, language, currency, quantity))
}
