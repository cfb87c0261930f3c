import { isAutomatic, settings } from './settings.js'

/** After a soft navigation: the address before it. */
let previousUrl: string | undefined

export interface Page {
  url: string
  title: string
  referrer: string
  page_type?: string
}

/** The page's address. A fragment, which may hold a token, stays here unless fragments are pages. */
export const address = (): string => (isAutomatic('hash') ? location.href : (location.href.split('#')[0] as string))

export const currentPage = (): Page => ({
  url: address(),
  title: document.title,
  referrer: previousUrl ?? document.referrer,
  page_type: settings.pageType,
})

/** @param from the page that was left by a soft navigation */
export function turnPage(from: string): void {
  previousUrl = from
  // It belongs to the page that was loaded.
  settings.pageType = undefined
}
