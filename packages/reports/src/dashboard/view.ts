import type { Site } from '@touchline/events'
import type { Assets } from './assets.js'
import type { ReportWords } from './definitions.js'
import type { Format } from './format.js'
import type { Language } from './language.js'
import type { CommonKey } from './messages/common.js'
import type { Translate } from './translate.js'

/** What every page has, signed in or not. */
export interface Surroundings {
  language: Language
  /** Messages that do not belong to one page. */
  t: Translate<CommonKey>
  format: Format
  assets: Assets
  url: URL
}

/** What a page of a site knows beside its answer. */
export interface View extends Surroundings {
  site: Site
  /** The sites that this browser is signed in to. */
  siteIds: string[]
  /** The name of the page, the last part of its address. */
  page: string
  /** A report's own words for its figures. */
  wordsOf(report: string): ReportWords | undefined
  /** Public address of the collector, for the script tag. */
  collectorUrl: string
  /** Today in the asked time zone, as `2026-03-01`. */
  today: string
  /** What the address asks for, before it is checked: forms show it again. */
  asked: AskedScope
}

/** The part of the address that all pages of a site share. */
export interface AskedScope {
  from: string
  to: string
  timezone: string
  device: string
  country: string
}

const scopeNames = ['from', 'to', 'timezone', 'device', 'country'] as const

export function askedScope(query: URLSearchParams): AskedScope {
  const text = (name: string) => (query.get(name) ?? '').trim()
  return {
    from: text('from'),
    to: text('to'),
    timezone: text('timezone'),
    device: text('device'),
    country: text('country').toUpperCase(),
  }
}

/** The parameters that a report takes from the shared part of the address. */
export function reportScope({ site, asked }: Pick<View, 'site' | 'asked'>): Record<string, unknown> {
  const filters = (['device', 'country'] as const)
    .filter((dimension) => asked[dimension] !== '')
    .map((dimension) => ({ dimension, operator: 'is', values: [asked[dimension]] }))
  return {
    site_id: site.site_id,
    ...(asked.from && { from: asked.from }),
    ...(asked.to && { to: asked.to }),
    ...(asked.timezone && { timezone: asked.timezone }),
    ...(filters.length > 0 && { filters }),
  }
}

const withQuery = (path: string, query: URLSearchParams) => (query.size > 0 ? `${path}?${query}` : path)

export const sitePath = (siteId: string, page: string) => `/sites/${encodeURIComponent(siteId)}/${page}`

/** Another page of the site about the same days and visitors. */
export function hrefOf({ site, asked }: Pick<View, 'site' | 'asked'>, page: string): string {
  const query = new URLSearchParams()
  for (const name of scopeNames) if (asked[name]) query.set(name, asked[name])
  return withQuery(sitePath(site.site_id, page), query)
}

/** The address of one panel's figures as a file. */
export const panelPath = ({ site }: Pick<View, 'site'>, page: string, panel: string, format: string): string =>
  `${sitePath(site.site_id, page)}/${panel}.${format}`

/** The question mark and what follows it in this page's address, without what only concerns how it is shown. */
export function queryOf({ url }: Pick<View, 'url'>): string {
  const query = new URLSearchParams(url.searchParams)
  query.delete('lang')
  return query.size > 0 ? `?${query}` : ''
}

/** This page with some of its parameters set, or removed when null. */
export function hrefWith({ url }: Pick<View, 'url'>, changes: Record<string, string | null>): string {
  const query = new URLSearchParams(url.searchParams)
  query.delete('lang')
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name)
    else query.set(name, value)
  }
  return withQuery(url.pathname, query)
}

/** The parameters of this page's own report, which forms about the days must keep. */
export function ownParameters({ url }: Pick<View, 'url'>): [string, string][] {
  const shared: readonly string[] = [...scopeNames, 'lang']
  return [...url.searchParams].filter(([name]) => !shared.includes(name))
}
