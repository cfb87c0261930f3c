import { BoundedMap } from './bounded-map.js'

export interface PageAddress {
  host: string
  path: string
  query: URLSearchParams
}

// Parsing an address costs more than all other steps of an event, and pages repeat.
const parsed = new BoundedMap<string, PageAddress | 'other'>(2000)

/** Host, path and query of an http or https address; undefined for anything else. */
export function pageAddress(address: string | undefined): PageAddress | undefined {
  if (!address) return undefined
  const known = parsed.getOrSet(address, () => parse(address))
  return known === 'other' ? undefined : known
}

function parse(address: string): PageAddress | 'other' {
  if (!URL.canParse(address)) return 'other'
  const { protocol, hostname, pathname, searchParams } = new URL(address)
  if (protocol !== 'http:' && protocol !== 'https:') return 'other'
  return { host: hostname, path: pathname, query: searchParams }
}
