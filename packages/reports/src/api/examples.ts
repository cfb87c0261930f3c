import { readFileSync } from 'node:fs'

/** A request and what was answered to it, shortened: of lists the first two entries. */
export interface Example {
  request?: unknown
  answer?: unknown
}

/** Written by scripts/examples.mjs from real answers. */
export interface Examples {
  reports: Record<string, Example>
  routes: Record<string, Example>
}

let examples: Examples | undefined
const all = (): Examples => {
  examples ??= JSON.parse(readFileSync(new URL('../../examples.json', import.meta.url), 'utf8')) as Examples
  return examples
}

export const reportExample = (name: string): Example | undefined => all().reports[name]
export const routeExample = (route: string): Example | undefined => all().routes[route]
