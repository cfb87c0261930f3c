import type { Site } from '@touchline/events'
import type { Assets } from './assets.js'
import type { ReportWords } from './definitions.js'
import type { Format } from './format.js'
import type { Kept } from './keeping.js'
import type { Role } from './key-cookie.js'
import type { Language } from './language.js'
import type { CommonKey } from './messages/common.js'
import { type AskedScope, scopeNames, scopeQuery } from './scope.js'
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

/** What a site's data and its people have brought up, to choose from. */
export interface KnownValues {
  /** Country codes with events lately, the busiest first. */
  countries: readonly string[]
  /** What people keep for this site. */
  kept: Kept
  /** The link to a saved view for people without a key, where links can be made. */
  shareOf?(name: string): string
  /** More can be kept. */
  keeps: boolean
}

/** What a page of a site knows beside its answer. */
export interface View extends Surroundings {
  site: Site
  /** The sites that this browser is signed in to. */
  siteIds: string[]
  /** Shown to whoever has a link to it: nothing leads on from here. */
  shared?: boolean
  /** What this browser may do here. */
  role: Role
  /** The name of the page, the last part of its address. */
  page: string
  /** A report's own words for its figures. */
  wordsOf(report: string): ReportWords | undefined
  /** Public address of the collector, for the script tag. */
  collectorUrl: string
  /** What is known of the site's data, for choices. */
  known: KnownValues
  /** Today in the asked time zone, as `2026-03-01`. */
  today: string
  /** What the address asks for, before it is checked: forms show it again. */
  asked: AskedScope
}

const withQuery = (path: string, query: URLSearchParams) => (query.size > 0 ? `${path}?${query}` : path)

export const sitePath = (siteId: string, page: string) => `/sites/${encodeURIComponent(siteId)}/${page}`

/** Another page of the site about the same days and visitors. */
export function hrefOf(
  { site, asked }: Pick<View, 'site' | 'asked'>,
  page: string,
  more: Record<string, string> = {},
): string {
  const query = scopeQuery(asked)
  for (const [name, value] of Object.entries(more)) query.set(name, value)
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
  return [...url.searchParams].filter(([name]) => name !== 'lang' && !scopeNames.includes(name))
}
