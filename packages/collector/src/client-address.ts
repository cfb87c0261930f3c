import ipaddr from 'ipaddr.js'
import { BoundedMap } from './bounded-map.js'

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number]

/** Finds the client's address from the connection's peer and the X-Forwarded-For header. */
export type ClientAddress = (peer: string | undefined, forwardedFor: string | undefined) => string

/**
 * Believes X-Forwarded-For only as far as trusted proxies wrote it: from the right, each entry was added by the proxy
 * after it, and the first one that is no trusted proxy is the client. What stands left of it anyone may have written.
 * @param trustedProxies addresses or CIDR ranges
 * @throws Error naming an entry that is neither
 */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddress {
  const trusted = trustedProxies.map(range)
  const isTrusted = (address: ipaddr.IPv4 | ipaddr.IPv6) =>
    trusted.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))

  // A proxy, and every visitor with a kept connection, comes again and again.
  const peers = new BoundedMap<string, string>(2000)
  const plain = (peer: string) => (ipaddr.isValid(peer) ? ipaddr.process(peer).toString() : '')

  return (peer, forwardedFor) => {
    if (!peer) return ''
    if (forwardedFor === undefined) return peers.getOrSet(peer, () => plain(peer))
    if (!ipaddr.isValid(peer)) return ''
    let client = ipaddr.process(peer)
    const hops = forwardedFor.split(',')
    while (hops.length > 0 && isTrusted(client)) {
      const next = hops.pop()?.trim() ?? ''
      if (!ipaddr.isValid(next)) break
      client = ipaddr.process(next)
    }
    return client.toString()
  }
}

/** What limits of requests count by: an IPv4 address, or the /64 network that one holder of IPv6 addresses has. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const network = ipaddr.IPv6.parse(address).parts.slice(0, 4)
  return network.map((part) => part.toString(16)).join(':')
}

function range(text: string): Range {
  const { address = '', bits } = /^(?<address>[^/]+)(?:\/(?<bits>\d+))?$/.exec(text.trim())?.groups ?? {}
  if (!ipaddr.isValid(address)) throw new Error(`"${text}" is not an address or CIDR range of a trusted proxy.`)
  const network = ipaddr.process(address)
  const whole = network.kind() === 'ipv4' ? 32 : 128
  const prefix = bits === undefined ? whole : Number(bits)
  if (prefix > whole) {
    throw new Error(`"${text}" is not an address or CIDR range of a trusted proxy.`)
  }
  return [network, prefix]
}
