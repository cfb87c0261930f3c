import type { View } from './view.js'

/** A filter as the address writes it: `where=channel~is~email`. */
export interface AskedFilter {
  dimension: string
  operator: string
  value: string
}

/** The part of the address that all pages of a site share. */
export interface AskedScope {
  from: string
  to: string
  timezone: string
  device: string
  country: string
  /** A saved segment. */
  segment: string
  where: readonly AskedFilter[]
}

const textNames = ['from', 'to', 'timezone', 'device', 'country', 'segment'] as const
/** The parameters of an address that are not one page's own. */
export const scopeNames: readonly string[] = [...textNames, 'where']

export const filterOperators = ['is', 'is_not', 'contains', 'gt', 'lt'] as const

export const whereText = ({ dimension, operator, value }: AskedFilter): string => [dimension, operator, value].join('~')

/** Reads the shared part off an address; a filter is also taken from the three fields of a form. */
export function askedScope(query: URLSearchParams): AskedScope {
  const text = (name: string) => (query.get(name) ?? '').trim()
  return {
    from: text('from'),
    to: text('to'),
    timezone: text('timezone'),
    device: text('device'),
    country: text('country').toUpperCase(),
    segment: text('segment'),
    where: query.getAll('where').flatMap((one) => {
      const [dimension = '', operator = '', ...value] = one.split('~')
      return dimension.trim() && operator
        ? [{ dimension: dimension.trim(), operator, value: value.join('~').trim() }]
        : []
    }),
  }
}

/** The shared part as an address writes it. */
export function scopeQuery(asked: AskedScope): URLSearchParams {
  const query = new URLSearchParams()
  for (const name of textNames) if (asked[name]) query.set(name, asked[name])
  for (const filter of asked.where) query.append('where', whereText(filter))
  return query
}

/** The filters of a scope, as reports take them. */
export function scopeFilters(asked: AskedScope): Record<string, unknown>[] {
  return [
    ...(['device', 'country'] as const)
      .filter((dimension) => asked[dimension] !== '')
      .map((dimension) => ({ dimension, operator: 'is', values: [asked[dimension]] })),
    ...asked.where.map(({ dimension, operator, value }) => ({ dimension, operator, values: [value] })),
  ]
}

/** What a report takes of the shared part. */
export interface TakenScope {
  period: boolean
  timezone: boolean
  filters: boolean
  segment: boolean
}

/** The parameters that a report takes from the shared part of the address. */
export function reportScope({ site, asked }: Pick<View, 'site' | 'asked'>, takes: TakenScope): Record<string, unknown> {
  const filters = scopeFilters(asked)
  return {
    site_id: site.site_id,
    ...(takes.period && asked.from && { from: asked.from }),
    ...(takes.period && asked.to && { to: asked.to }),
    ...(takes.timezone && asked.timezone && { timezone: asked.timezone }),
    ...(takes.filters && filters.length > 0 && { filters }),
    ...(takes.segment && asked.segment && { segment: asked.segment }),
  }
}

/** The filters of a scope are there and this report cannot take them. */
export const ignoresFilters = (asked: AskedScope, takes: TakenScope): boolean =>
  (!takes.filters && scopeFilters(asked).length > 0) || (!takes.segment && asked.segment !== '')

/**
 * The address that a submitted form should have: a filter typed into the three fields becomes a `where`, empty fields go.
 * Undefined when it has it.
 */
export function tidiedScope(query: URLSearchParams): URLSearchParams | undefined {
  const typed = query.get('new_dimension')?.trim()
  const fields = ['new_dimension', 'new_operator', 'new_value']
  if (!fields.some((name) => query.has(name)) && scopeNames.every((name) => query.get(name) !== '')) return undefined
  const tidied = new URLSearchParams()
  for (const [name, value] of query)
    if (!fields.includes(name) && (value !== '' || !scopeNames.includes(name))) tidied.append(name, value)
  if (typed) {
    const operator = query.get('new_operator') || 'is'
    tidied.append('where', whereText({ dimension: typed, operator, value: query.get('new_value')?.trim() ?? '' }))
  }
  return tidied
}
