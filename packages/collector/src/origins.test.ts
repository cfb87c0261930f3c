import { describe, expect, it } from 'vitest'
import { originAllowed } from './origins.js'

describe('originAllowed', () => {
  it.each([
    ['https://shop.example', 'https://shop.example', true],
    ['https://shop.example/', 'https://shop.example', true],
    ['https://Shop.Example', 'https://shop.example', true],
    ['https://shop.example', 'https://shop.example:8443', true],
    ['https://shop.example:443', 'https://shop.example', true],
    ['https://shop.example:8443', 'https://shop.example', false],
    ['https://shop.example', 'http://shop.example', false],
    ['shop.example', 'http://shop.example', true],
    ['localhost:3000', 'http://localhost:3000', true],
    ['localhost:3000', 'http://localhost:4000', false],
    ['shop.example', 'https://www.shop.example', false],
    ['*.shop.example', 'https://www.shop.example', true],
    ['*.shop.example', 'https://a.b.shop.example', true],
    ['*.shop.example', 'https://shop.example', false],
    ['*.shop.example', 'https://evilshop.example', false],
    ['https://*.shop.example', 'http://www.shop.example', false],
    ['shop.com', 'https://shop.com.evil.com', false],
    ['shop.com', 'https://evil.com/shop.com', false],
    ['shop.com', 'https://shop.com@evil.com', false],
    ['shop.com', 'null', false],
    ['shop.com', '', false],
    ['shop.com', 'file://shop.com', false],
  ])('%s allows %s: %s', (allowed, origin, expected) => {
    expect(originAllowed([allowed], origin)).toBe(expected)
  })

  it('allows every origin, and none, for a site without a list', () => {
    expect(originAllowed([], 'https://anything.example')).toBe(true)
    expect(originAllowed([], undefined)).toBe(true)
    expect(originAllowed(['shop.com'], undefined)).toBe(false)
  })
})
