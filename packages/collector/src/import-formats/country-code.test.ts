import { expect, it } from 'vitest'
import { countryCode } from './country-code.js'

it.each([
  ['Vietnam', 'VN'],
  ['Viet Nam', 'VN'],
  ['United States', 'US'],
  ['Türkiye', 'TR'],
  ['Turkey', 'TR'],
  ['Hong Kong', 'HK'],
  ['Myanmar (Burma)', 'MM'],
  ['Congo - Kinshasa', 'CD'],
  ["Côte d'Ivoire", 'CI'],
  ['Côte d’Ivoire', 'CI'],
  ['The Bahamas', 'BS'],
  ['FI', 'FI'],
  ['XX', undefined],
  ['Atlantis', undefined],
  ['', undefined],
  [undefined, undefined],
])('the code of %s is %s', (name, code) => {
  expect(countryCode(name)).toBe(code)
})
