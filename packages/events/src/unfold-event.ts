import { z } from 'zod'
import { cartFields, itemSchema, pageLoadFields, pageSchema, touchpointFields } from './event.js'
import { limits, propertyKeyPattern } from './limits.js'
import { kindOf } from './names.js'

type Fields = Record<string, unknown>

/**
 * An event as the browser SDK sends it: whatever the page said stands unsorted in `fields`. Each field's place, type and
 * limit are known here once, and no page has to carry them.
 */
export const foldedEventSchema = z
  .looseObject({
    name: z.string().meta({ description: 'The kind follows from it; put into snake_case' }),
    event_id: z.uuidv7(),
    occurred_at: z.number().int().min(0).meta({ unit: 'ms since epoch' }),
    fields: z.record(z.string(), z.unknown()).meta({
      description:
        'Fields of the event in any type; texts are cut, numbers may be text, unknown keys become properties, ' +
        'and what does not fit is left out. Item fields beside each other make one item; web-vitals’ names are known.',
    }),
  })
  .meta({ description: 'Short form of an event, with every field in `fields`' })

const fieldsOf: Record<string, Record<string, z.ZodType>> = {
  cart: cartFields,
  touchpoint: touchpointFields,
  page_load: pageLoadFields,
  identify: {},
}
const vitals: Record<string, string> = { LCP: 'lcp_ms', FCP: 'fcp_ms', INP: 'inp_ms', CLS: 'cls', TTFB: 'ttfb_ms' }
const ownOf = (shape: Record<string, z.ZodType>, key: string): z.ZodType | undefined =>
  Object.hasOwn(shape, key) ? shape[key] : undefined

/** The event of the contract that a folded one means; anything else is answered as it is. */
export function unfoldEvent(event: unknown): unknown {
  if (!isFields(event) || !('fields' in event) || typeof event.name !== 'string') return event
  const { fields: given, page, ...envelope } = event
  const fields = isFields(given) ? given : {}
  const name = snakeName(event.name)
  const kind = kindOf(name)
  const shape = fieldsOf[kind] as Record<string, z.ZodType>
  const known: Fields = {}
  const rest: Fields = {}
  const lone: Fields = {}
  for (const [field, value] of Object.entries(fields)) {
    const key = (kind === 'page_load' && vitals[field]) || field
    const schema = ownOf(shape, key)
    if (key === 'items' && schema) known.items = itemsOf(value)
    else if (key === 'channel' && schema) known.channel = isFields(value) ? typedFields(channelShape, value) : undefined
    else if (schema) known[key] = typed(schema, value, kind === 'page_load' ? (key === 'cls' ? 10_000 : 1) : 0)
    else if (key === 'page_type') continue
    else if (shape.items && key !== 'coupon' && ownOf(itemSchema.shape, key)) lone[key] = value
    else rest[key] = value
  }
  if (shape.items && !known.items && 'item_id' in lone) known.items = itemsOf([lone])
  else Object.assign(rest, lone)
  if (kind === 'page_load' && known.hidden_at_ms !== undefined) known.initially_hidden ??= known.hidden_at_ms === 0
  return present({
    ...envelope,
    kind,
    name,
    page: pageOf(page, fields.page_type),
    user_id: typeof envelope.user_id === 'string' ? envelope.user_id.slice(0, 128) : envelope.user_id,
    ...known,
    properties: propertiesOf(rest),
  })
}

const channelShape = (touchpointFields.channel.unwrap() as z.ZodObject).shape as Record<string, z.ZodType>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const present = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

/** `Add to Cart` and `addToCart` are add_to_cart. A name that is right stays as it is. */
function snakeName(name: string): string {
  if (/^[a-z][a-z0-9_]*$/.test(name)) return name.slice(0, 64)
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
  return words
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '')
    .slice(0, 64)
}

/**
 * A value as its field wants it; undefined when it cannot be.
 * @param perUnit for what the browser measures: how finely, such as 1 for whole milliseconds
 */
function typed(schema: z.ZodType, value: unknown, perUnit = 0): unknown {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema
  const fit = (candidate: unknown) => (inner.safeParse(candidate).success ? candidate : undefined)
  if (inner instanceof z.ZodNumber) {
    if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined
    const number = Number(value)
    // What was there before the page's clock began was there at its beginning.
    const least = perUnit ? Math.round(Math.max(number, 0) * perUnit) / perUnit : number
    const isWhole = inner.format === 'safeint' || inner.format === 'int32'
    return fit(isWhole ? Math.round(least) : least)
  }
  if (inner instanceof z.ZodString) {
    if (value === '' || !isScalar(value) || value === null) return undefined
    const text = String(value).slice(0, inner.maxLength ?? limits.stringLength)
    return fit(text) ?? fit(text.toUpperCase())
  }
  return fit(value)
}

const typedFields = (shape: Record<string, z.ZodType>, fields: Fields): Fields =>
  present(Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, typed(schema, fields[key])])))

const itemsOf = (value: unknown) =>
  Array.isArray(value)
    ? value
        .filter(isFields)
        .slice(0, limits.items)
        .map((item) => typedFields(itemSchema.shape, item))
    : undefined

function pageOf(page: unknown, pageType: unknown): unknown {
  if (!isFields(page)) return page
  return typedFields(pageSchema.shape, { ...page, page_type: pageType ?? page.page_type })
}

const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)

function propertiesOf(rest: Fields): Fields | undefined {
  const kept = Object.entries(rest)
    .filter(([key, value]) => propertyKeyPattern.test(key) && isScalar(value))
    .slice(0, limits.properties)
    .map(([key, value]) => [key, typeof value === 'string' ? value.slice(0, limits.stringLength) : value])
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}
