import { limits, propertyKeyPattern } from '@touchline/events/limits'
import type { Item, Scalar } from './types.js'

const numeric = /^(value|shipping|tax|score|visible_ms|price|quantity|discount|index)$/
const ownFields = {
  cart: /^(cart_id|currency|value|transaction_id|shipping|tax|coupon|shipping_tier|payment_type|reason)$/,
  touchpoint: /^(score|visible_ms)$/,
}
const itemFields = /^(item_(id|name|brand|category[2-5]?|variant|list_(id|name))|price|quantity|discount|coupon|index)$/

export type Fields = Record<string, unknown>

const text = (value: unknown) => String(value).slice(0, limits.stringLength)

const scalar = (value: unknown): Scalar | undefined =>
  typeof value === 'string'
    ? text(value)
    : value === null || typeof value === 'boolean' || Number.isFinite(value)
      ? (value as Scalar)
      : undefined

/**
 * A shop may write a price as '49.90' and an id as 17. The collector refuses an event whose field has the wrong type,
 * so it is put right here.
 */
const typed = (key: string, value: unknown) => {
  const plain = scalar(value) ?? ''
  if (plain === '') return
  if (!numeric.test(key)) return key === 'currency' ? text(plain).toUpperCase() : text(plain)
  return Number.isFinite(+plain) ? +plain : undefined
}

const item = (fields: Fields): Item => {
  const known: Fields = {}
  for (const key in fields) if (itemFields.test(key)) known[key] = typed(key, fields[key])
  return known
}

/** Custom properties: flat scalars under valid keys; anything else is left out. */
export function scalars(fields: Fields): Record<string, Scalar> | undefined {
  const kept: Record<string, Scalar> = {}
  let count = 0
  for (const key in fields) {
    const value = scalar(fields[key])
    if (value !== undefined && propertyKeyPattern.test(key) && count++ < limits.properties) kept[key] = value
  }
  return count ? kept : undefined
}

/** Puts the fields that the wire knows for this kind at the top level, and the rest under `properties`. */
export function sortFields(kind: 'cart' | 'touchpoint', fields: Fields): Fields {
  const known: Fields = {}
  const rest: Fields = {}
  for (const key in fields) {
    const value = fields[key]
    if (key === 'items' && Array.isArray(value)) known[key] = value.slice(0, limits.items).map(item)
    else if (key === 'channel' || key === 'stage') known[key] = value
    else if (ownFields[kind].test(key)) known[key] = typed(key, value)
    else rest[key] = value
  }
  return { ...known, properties: scalars(rest) }
}
