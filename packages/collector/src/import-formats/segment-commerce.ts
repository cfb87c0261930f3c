import { type ImportLineInput, type Item, limits } from '@touchline/events'
import { countOf, currencyOf, type Fields, idOf, listOf, numberOf, present, textOf } from './foreign-values.js'

const productFields = [
  ...['product_id', 'sku', 'name', 'brand', 'category', 'variant', 'price', 'quantity', 'position', 'url', 'image_url'],
] as const

/** Properties with a column of their own. */
export const commerceFields: ReadonlySet<string> = new Set([
  ...productFields,
  ...['products', 'cart_id', 'order_id', 'currency', 'revenue', 'total', 'value', 'shipping', 'tax', 'coupon'],
  ...['shipping_method', 'payment_method', 'reason', 'rating'],
])

/** The columns of a cart, an order or a product. */
export function commerceOf(name: string, properties: Fields): Partial<ImportLineInput> {
  const listed = listOf(properties.products)
  const products = listed.length > 0 ? listed : [properties]
  const items = products
    .slice(0, limits.items)
    .map(itemOf)
    .filter((item) => item.item_id || item.item_name)
  return {
    cart_id: idOf(properties.cart_id),
    transaction_id: idOf(properties.order_id),
    currency: currencyOf(properties.currency),
    value: amountOf(name, properties),
    shipping: numberOf(properties.shipping),
    tax: numberOf(properties.tax),
    // A product's own coupon stays with the product.
    coupon: textOf(properties.coupon),
    shipping_tier: textOf(properties.shipping_method),
    payment_type: textOf(properties.payment_method),
    reason: textOf(properties.reason),
    score: name === 'review_submitted' ? numberOf(properties.rating) : undefined,
    items: items.length > 0 ? items : undefined,
  }
}

/** What the shop earns (`revenue`), else what the customer pays (`total`), else `value`, else price times quantity. */
function amountOf(name: string, properties: Fields): number | undefined {
  const said = numberOf(properties.revenue) ?? numberOf(properties.total) ?? numberOf(properties.value)
  if (said !== undefined || (name !== 'add_to_cart' && name !== 'remove_from_cart')) return said
  const price = numberOf(properties.price)
  return price === undefined ? undefined : price * (numberOf(properties.quantity) ?? 1)
}

function itemOf(product: Fields): Item {
  return present({
    item_id: textOf(product.product_id) ?? textOf(product.sku),
    item_name: textOf(product.name),
    item_brand: textOf(product.brand),
    item_category: textOf(product.category),
    item_variant: textOf(product.variant),
    price: numberOf(product.price),
    quantity: numberOf(product.quantity),
    coupon: textOf(product.coupon),
    index: countOf(product.position),
  })
}
