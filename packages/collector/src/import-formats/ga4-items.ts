import { type Item, limits } from '@touchline/events'
import { countOf, type Fields, listOf, numberOf, present, textOf } from './foreign-values.js'

const texts = [
  ...(['item_id', 'item_name', 'item_brand', 'item_variant', 'coupon', 'item_list_id', 'item_list_name'] as const),
  ...(['item_category', 'item_category2', 'item_category3', 'item_category4', 'item_category5'] as const),
] as const

/** The items of a row, at most the first 100. */
export function ga4Items(list: unknown): Item[] | undefined {
  const items = listOf(list).slice(0, limits.items).map(itemOf)
  const known = items.filter((item) => Object.keys(item).length > 0)
  return known.length > 0 ? known : undefined
}

function itemOf(item: Fields): Item {
  return present({
    ...Object.fromEntries(texts.map((field) => [field, textOf(item[field])])),
    price: numberOf(item.price),
    quantity: numberOf(item.quantity),
    discount: numberOf(item.discount),
    index: countOf(item.item_list_index) ?? countOf(item.index),
  })
}

const promotion = ['promotion_id', 'promotion_name', 'creative_name', 'creative_slot'] as const

/** What promotion the row is about: the export tells it with its first item. */
export function ga4Promotion(list: unknown): Fields {
  const [item = {}] = listOf(list)
  return present(Object.fromEntries(promotion.map((field) => [field, textOf(item[field])])))
}
