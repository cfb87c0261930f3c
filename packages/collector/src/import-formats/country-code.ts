import { createRequire } from 'node:module'
import type { LocaleData } from 'i18n-iso-countries'

type Countries = typeof import('i18n-iso-countries')

let code: ((name: string) => string | undefined) | undefined

/** The ISO 3166-1 alpha-2 code of a country by its English name, or by its code. */
export function countryCode(country: string | undefined): string | undefined {
  if (!country) return undefined
  code ??= openNames()
  return code(country)
}

// The dictionary of ISO has the official names; Google writes those of the CLDR, such as "Bosnia & Herzegovina".
function openNames(): (name: string) => string | undefined {
  // The package's main module would load the names in 80 languages; English will do.
  const require = createRequire(import.meta.url)
  const countries = require('i18n-iso-countries/index.js') as Countries
  countries.registerLocale(require('i18n-iso-countries/langs/en.json') as LocaleData)
  const codes = Object.keys(countries.getAlpha2Codes())
  const byName = new Map(codes.map((alpha2) => [alpha2.toLowerCase(), alpha2]))
  for (const style of ['short', 'long'] as const) {
    const regions = new Intl.DisplayNames('en', { type: 'region', style, fallback: 'none' })
    for (const alpha2 of codes) byName.set(comparable(regions.of(alpha2) ?? alpha2), alpha2)
  }
  // ISO's own spelling, which neither list has.
  byName.set('viet nam', 'VN')
  return (name) => byName.get(comparable(name)) ?? countries.getAlpha2Code(name, 'en')
}

const comparable = (name: string) => name.toLowerCase().replaceAll('’', "'").replace(/^the /, '').trim()
