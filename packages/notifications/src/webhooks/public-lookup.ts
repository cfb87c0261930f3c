import { type LookupAddress, lookup as resolve } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** True of addresses that anybody on the internet may have; false of this machine, its network, and the like. */
export function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === 'unicast'
}

/** What a webhook may not be sent to, in a sentence. */
export class PrivateAddressError extends Error {
  override name = 'PrivateAddressError'
  constructor(host: string) {
    super(`${host} is an address of a private network. Set TOUCHLINE_PRIVATE_WEBHOOKS=on if webhooks may go there.`)
  }
}

/**
 * Looks a host up and refuses private addresses. As the `lookup` of a connection it checks the very address that is then
 * connected to, whatever the name meant a moment before.
 */
export const publicLookup: LookupFunction = (host, options, callback) => {
  resolve(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '')
    const allowed = addresses.filter(({ address }) => isPublic(address))
    const [first] = allowed
    if (!first) return callback(new PrivateAddressError(host), '')
    if (options.all) return callback(null, allowed)
    return callback(null, first.address, first.family)
  })
}

/** @throws PrivateAddressError when the host is written as a private address: no lookup would be asked. */
export function refusePrivateHost(hostname: string): void {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isPublic(host)) throw new PrivateAddressError(host)
}
