import { limits } from '@touchline/events/limits'
import { isAutomatic, settings } from './settings.js'

/** After a soft navigation: the address before it. */
let previousUrl: string | undefined

const url = (text: string) => text.slice(0, limits.urlLength)

/** The address without its fragment, which may hold a token, unless fragments are pages here. */
const address = () => (isAutomatic('hash') ? location.href : (location.href.split('#')[0] as string))

/** What makes two addresses two pages. */
export const route = (): string =>
  location.pathname + (isAutomatic('query') ? location.search : '') + (isAutomatic('hash') ? location.hash : '')

export interface Page {
  url: string
  path: string
  title: string
  referrer: string
  page_type?: string
}

export const currentPage = (): Page => ({
  url: url(address()),
  path: url(location.pathname),
  title: document.title.slice(0, limits.stringLength),
  referrer: url(previousUrl ?? document.referrer),
  // The page type belongs to the page that was loaded.
  page_type: previousUrl === undefined ? settings.pageType : undefined,
})

/** @param from the page that was left by a soft navigation */
export function turnPage(from: string): void {
  previousUrl = from
}
