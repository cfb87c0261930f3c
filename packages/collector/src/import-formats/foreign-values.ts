import { limits, type propertiesSchema } from '@touchline/events'
import type { z } from 'zod'

/** An object of another tool's export: anything, until it is looked at. */
export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value as an object; anything else has no fields. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})

/** The objects of a list; anything else has none. */
export const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : [])

// What analytics tools write where they have nothing.
const nothing = new Set(['', '(not set)', '(not provided)', '(data deleted)', '<Other>', 'null', 'undefined'])

/** Text, cut to what the contract takes; undefined when the value says nothing. */
export function textOf(value: unknown, maxLength: number = limits.stringLength): string | undefined {
  const text = idOf(value)
  return text?.slice(0, maxLength)
}

/** Text that must stay whole, because two ids with one beginning are two: one that is too long is refused with its line. */
export function idOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value).trim()
  return nothing.has(text) ? undefined : text
}

/** A finite number, also one written as text, as exports write 64-bit integers. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** A whole number from 0. */
export function countOf(value: unknown): number | undefined {
  const number = numberOf(value)
  return number !== undefined && Number.isInteger(number) && number >= 0 ? number : undefined
}

/** An ISO 4217 code in whatever case. */
export function currencyOf(value: unknown): string | undefined {
  const code = idOf(value)?.toUpperCase()
  return code && /^[A-Z]{3}$/.test(code) ? code : undefined
}

/** The fields that have a value; their names are the code's own. */
export function present<T extends object>(fields: T): T {
  const kept: Partial<T> = {}
  for (const name in fields) if (fields[name] !== undefined) kept[name] = fields[name]
  return kept as T
}

type Properties = z.infer<typeof propertiesSchema>

/**
 * Custom properties of an event: scalars by a key that the contract takes, objects within objects by `outer.inner`, lists
 * of scalars as text. At most the first 32; texts are cut to 1,024 characters.
 */
export function propertiesOf(fields: Fields, left: ReadonlySet<string>): Properties | undefined {
  const properties: Properties = {}
  addProperties(properties, fields, '', left)
  const entries = Object.entries(properties).slice(0, limits.properties)
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

function addProperties(properties: Properties, fields: Fields, prefix: string, left: ReadonlySet<string>, depth = 0) {
  for (const [name, value] of Object.entries(fields)) {
    if (left.has(prefix + name)) continue
    const key = (prefix + name).replaceAll(/[^A-Za-z0-9_.-]/g, '_').slice(0, 64)
    if (typeof value === 'boolean') properties[key] = value
    else if (typeof value === 'number') properties[key] = value
    else if (Array.isArray(value)) {
      const text = value.filter((part) => !isFields(part) && !Array.isArray(part)).join(',')
      if (text) properties[key] = text.slice(0, limits.stringLength)
    } else if (isFields(value)) {
      if (depth < 3) addProperties(properties, value, `${prefix}${name}.`, left, depth + 1)
    } else {
      const text = textOf(value)
      if (text !== undefined) properties[key] = text
    }
  }
}
