import { describe, expect, it } from 'vitest'
import { createClientAddress, networkOf } from './client-address.js'

describe('createClientAddress', () => {
  const trusting = createClientAddress(['10.0.0.0/8', '::1', '203.0.113.7'])
  it.each([
    ['198.51.100.1', '1.1.1.1', '198.51.100.1', 'a peer that is no proxy'],
    ['10.0.0.1', '1.1.1.1', '1.1.1.1', 'a proxy'],
    ['10.0.0.1', '9.9.9.9, 1.1.1.1', '1.1.1.1', 'what the client wrote itself'],
    ['10.0.0.1', '1.1.1.1, 203.0.113.7, 10.2.3.4', '1.1.1.1', 'a chain of proxies'],
    ['::ffff:10.0.0.1', '1.1.1.1', '1.1.1.1', 'an IPv4 address in IPv6 clothes'],
    ['::1', '2001:db8::1', '2001:db8::1', 'IPv6'],
    ['10.0.0.1', undefined, '10.0.0.1', 'no header'],
    ['10.0.0.1', 'unknown, garbage', '10.0.0.1', 'no addresses'],
    ['10.0.0.1', '10.0.0.2', '10.0.0.2', 'proxies all the way'],
    [undefined, '1.1.1.1', '', 'no peer'],
  ])('%s with %s is %s: %s', (peer, forwardedFor, expected, _why) => {
    expect(trusting(peer, forwardedFor)).toBe(expected)
  })

  it('trusts nobody by default', () => {
    expect(createClientAddress([])('127.0.0.1', '1.1.1.1')).toBe('127.0.0.1')
  })

  it.each(['nonsense', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.0/'])('refuses %s', (entry) => {
    expect(() => createClientAddress([entry])).toThrow(entry)
  })
})

describe('networkOf', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2::1', '2001:db8:1:2'],
    ['2001:db8:1:2:ffff::9', '2001:db8:1:2'],
    ['2001:db8:1:3::1', '2001:db8:1:3'],
  ])('%s is counted as %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
