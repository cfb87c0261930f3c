import { type Item, limits } from '@touchline/events'
import { countOf, type Fields, listOf, numberOf, textOf } from './foreign-values.js'

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

function itemOf(exported: Fields): Item {
  const item: Item = {}
  for (const field of texts) {
    const text = textOf(exported[field])
    if (text !== undefined) item[field] = text
  }
  const price = numberOf(exported.price)
  if (price !== undefined) item.price = price
  const quantity = numberOf(exported.quantity)
  if (quantity !== undefined) item.quantity = quantity
  const discount = numberOf(exported.discount)
  if (discount !== undefined) item.discount = discount
  const index = countOf(exported.item_list_index) ?? countOf(exported.index)
  if (index !== undefined) item.index = index
  return item
}

const promotion = ['promotion_id', 'promotion_name', 'creative_name', 'creative_slot'] as const

/** What promotion the row is about: the export tells it with its first item. */
export function ga4Promotion(list: unknown): Fields {
  const [item] = listOf(list)
  const told: Record<string, string> = {}
  for (const field of promotion) {
    const text = textOf(item?.[field])
    if (text !== undefined) told[field] = text
  }
  return told
}
