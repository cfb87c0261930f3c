import { propertyKeyPattern } from '@touchline/events'
import { z } from 'zod'
import {
  dimensions,
  isDimension,
  isItemDimension,
  itemDimensions,
  itemTexts,
  measures,
  propertyPrefix,
  propertyText,
  visitorPrefix,
} from './dimensions.js'
import { bind, join, type Sql, sql } from './sql.js'

const scalar = z.union([z.string().max(1024), z.number(), z.boolean()])
type Scalar = z.infer<typeof scalar>

const longestPattern = 256

/** What `filters` and `breakdown` may name; custom properties come with a prefix so that a typing error is noticed. */
export const filterDimensions: readonly string[] = [
  ...Object.keys(dimensions),
  ...Object.keys(itemDimensions),
  ...measures,
]

const isCustom = (name: string) =>
  [propertyPrefix, visitorPrefix].some(
    (prefix) => name.startsWith(prefix) && propertyKeyPattern.test(name.slice(prefix.length)),
  )
const customDimensions = 'property:<key> (of the event) and visitor.<key> (of the person)'

/** The name of something to filter by; an unknown one is answered with the known ones. */
export const filterDimensionSchema = z
  .string()
  .refine((name) => filterDimensions.includes(name) || isCustom(name), {
    error: ({ input }) =>
      `unknown dimension "${String(input)}"; the dimensions are ${filterDimensions.join(', ')}, ${customDimensions}`,
  })
  .meta({ description: `One of ${filterDimensions.join(', ')}, ${customDimensions}` })

const numeric = (value: Scalar | undefined) =>
  typeof value === 'number' || (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))

const conditionSchema = z
  .strictObject({
    dimension: filterDimensionSchema,
    operator: z.enum(['is', 'is_not', 'contains', 'matches', 'gt', 'lt']),
    values: z.array(scalar).min(1).max(200),
  })
  .superRefine(({ operator, values }, issues) => {
    if ((operator === 'gt' || operator === 'lt') && !(values.length === 1 && numeric(values[0])))
      issues.addIssue({ code: 'custom', path: ['values'], message: `${operator} takes one number` })
    if (operator === 'matches' && values.some((value) => String(value).length > longestPattern))
      issues.addIssue({
        code: 'custom',
        path: ['values'],
        message: `a pattern has at most ${longestPattern} characters`,
      })
  })
  .meta({ description: 'is, is_not, contains: any of the values, ignoring case; matches: RE2; gt, lt: one number' })
export type Condition = z.infer<typeof conditionSchema>

const mostConditions = 20
/** One condition, or several of which one must hold; one of these may in turn be several that must all hold. */
export const filterSchema = z.union([
  conditionSchema,
  z
    .strictObject({
      any: z
        .array(z.union([conditionSchema, z.strictObject({ all: z.array(conditionSchema).min(1).max(mostConditions) })]))
        .min(1)
        .max(mostConditions),
    })
    .meta({ description: 'True when one of these is; of {all: […]} when all of its conditions are' }),
])
export type Filter = z.infer<typeof filterSchema>

/** The dimensions that a filter looks at. */
export function dimensionsOf(filter: Filter): string[] {
  if ('dimension' in filter) return [filter.dimension]
  return filter.any.flatMap((one) => ('all' in one ? one.all : [one]).map(({ dimension }) => dimension))
}

export const whereSchema = z
  .strictObject({
    property: z.string().min(1).max(64),
    operator: z.enum(['eq', 'neq', 'in', 'contains', 'set', 'prefix', 'gt', 'lt']),
    value: z.union([scalar, z.array(scalar).min(1).max(200)]).optional(),
  })
  .superRefine(({ operator, value }, issues) => {
    if (operator === 'set') return
    if (value === undefined) issues.addIssue({ code: 'custom', path: ['value'], message: `${operator} needs a value` })
    else if ((operator === 'gt' || operator === 'lt') && (Array.isArray(value) || !numeric(value)))
      issues.addIssue({ code: 'custom', path: ['value'], message: `${operator} takes one number` })
  })
  .meta({
    description: 'A dimension or custom property; eq, neq, in ignore case and type; neq is also true of an absent one',
  })
export type Where = z.infer<typeof whereSchema>

type Comparison = 'equals' | 'contains' | 'prefix' | 'matches' | 'set' | 'gt' | 'lt'

/** A condition on one text: true when the comparison holds with any of the values. */
function compare(text: Sql, comparison: Comparison, values: readonly Scalar[]): Sql {
  const texts = values.map(String)
  const any = (piece: (value: string) => Sql) => sql`(${join(texts.map(piece), ' OR ')})`
  switch (comparison) {
    case 'set':
      return sql`${text} != ''`
    case 'equals':
      return texts.length === 1
        ? sql`lowerUTF8(${text}) = lowerUTF8(${bind.text(texts[0])})`
        : sql`has(arrayMap(wanted -> lowerUTF8(wanted), ${bind.texts(texts)}), lowerUTF8(${text}))`
    case 'contains':
      return any((value) => sql`position(lowerUTF8(${text}), lowerUTF8(${bind.text(value)})) > 0`)
    case 'prefix':
      return any((value) => sql`startsWith(lowerUTF8(${text}), lowerUTF8(${bind.text(value)}))`)
    case 'matches':
      return any((value) => sql`match(${text}, ${bind.text(value)})`)
    case 'gt':
      return sql`ifNull(toFloat64OrNull(toString(${text})) > ${bind.float(Number(values[0]))}, false)`
    case 'lt':
      return sql`ifNull(toFloat64OrNull(toString(${text})) < ${bind.float(Number(values[0]))}, false)`
  }
}

/** An event has several items: a condition on an item dimension is true when it is true of any of them. */
function holds(name: string, comparison: Comparison, values: readonly Scalar[]): Sql {
  if (isItemDimension(name))
    return sql`arrayExists(one -> ${compare(sql`one`, comparison, values)}, ${itemTexts(name)})`
  if (name.startsWith(propertyPrefix)) {
    const key = name.slice(propertyPrefix.length)
    return compare(sql`properties[${bind.text(key)}]`, comparison, values)
  }
  return compare(propertyText(name), comparison, values)
}

const filterComparisons = {
  is: 'equals',
  is_not: 'equals',
  contains: 'contains',
  matches: 'matches',
  gt: 'gt',
  lt: 'lt',
} as const
const whereComparisons = {
  eq: 'equals',
  neq: 'equals',
  in: 'equals',
  contains: 'contains',
  set: 'set',
  prefix: 'prefix',
  gt: 'gt',
  lt: 'lt',
} as const

const all = (pieces: Sql[]): Sql | undefined => (pieces.length > 0 ? sql`(${join(pieces, ' AND ')})` : undefined)

/** All filters as one condition on columns of `events`; undefined without any. */
export function conditionOf(filters: readonly Filter[] | undefined): Sql | undefined {
  return all((filters ?? []).map((filter) => ('any' in filter ? anyOf(filter.any) : held(filter))))
}

function held({ dimension, operator, values }: Condition): Sql {
  const holding = holds(dimension, filterComparisons[operator], values)
  return operator === 'is_not' ? sql`NOT (${holding})` : holding
}

const anyOf = (groups: Extract<Filter, { any: unknown }>['any']) =>
  sql`(${join(
    groups.map((one) => ('all' in one ? sql`(${join(one.all.map(held), ' AND ')})` : held(one))),
    ' OR ',
  )})`

/**
 * All of a step's conditions as one; undefined without any. A name that is no dimension is a custom property. Not being
 * equal includes not being there.
 */
export function conditionOfWhere(where: readonly Where[] | undefined): Sql | undefined {
  return all(
    (where ?? []).map(({ property, operator, value }) => {
      const values = value === undefined ? [] : Array.isArray(value) ? value : [value]
      const holding = holds(property, whereComparisons[operator], values)
      return operator === 'neq' ? sql`NOT (${holding})` : holding
    }),
  )
}

/** The text of a breakdown: a dimension, or a custom property with or without its prefix. */
export function breakdownText(name: string): Sql {
  if (name.startsWith(propertyPrefix)) return sql`properties[${bind.text(name.slice(propertyPrefix.length))}]`
  return isItemDimension(name) ? sql`arrayElement(${itemTexts(name)}, 1)` : sql`toString(${propertyText(name)})`
}

/** What a report may be broken down by, beside custom properties. */
export const breakdownDimensions: readonly string[] = [...Object.keys(dimensions), ...Object.keys(itemDimensions)]

/** What a report may be broken down by: a dimension (of an item: its first item's) or property:<key>. */
export const breakdownDimensionSchema = z
  .string()
  .refine((name) => isDimension(name) || isItemDimension(name) || isCustom(name), {
    error: ({ input }) =>
      `unknown dimension "${String(input)}"; the dimensions are ${breakdownDimensions.join(', ')}, ${customDimensions}`,
  })
  .meta({ description: `One of ${breakdownDimensions.join(', ')}, ${customDimensions}` })
