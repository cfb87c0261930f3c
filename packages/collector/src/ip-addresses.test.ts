import { expect, it } from 'vitest'
import { withoutIpAddresses } from './ip-addresses.js'

it.each([
  ['203.0.113.7', '(ip)'],
  ['{"ip":"203.0.113.7","at":"10:03:00"}', '{"ip":"(ip)","at":"10:03:00"}'],
  ['"a\\n203.0.113.7"', '"a\\n(ip)"'],
  ['203.0.113.7:443, 10.0.0.1.', '(ip), (ip)'],
  ['[2001:db8::1]:443', '[(ip)]:443'],
  ['from 2001:DB8:0:0:0:0:0:1: refused', 'from (ip) refused'],
  ['::ffff:203.0.113.7', '(ip)'],
  ['Mozilla/5.0 Chrome/120.0.0.0 Safari/537.36', 'Mozilla/5.0 Chrome/120.0.0.0 Safari/537.36'],
  ['2026-03-01T10:03:00.000Z 1.2.3 std::map', '2026-03-01T10:03:00.000Z 1.2.3 std::map'],
  ['018e0000-0000-7000-8000-000000000001', '018e0000-0000-7000-8000-000000000001'],
])('%s', (text, expected) => {
  expect(withoutIpAddresses(text)).toBe(expected)
})
