import { describe, expect, it } from 'vitest'
import { batchSchema } from './batch.js'
import { eventSchema } from './event.js'
import { importLineSchema } from './import-line.js'
import { kindOf } from './names.js'
import { siteSchema } from './site.js'

const envelope = { event_id: '017f22e2-79b0-7cc3-98c4-dc0c0c07398f', occurred_at: 1_645_557_742_000, visitor_id: 'v1' }
const reasonOf = (event: unknown) => eventSchema.safeParse(event).error?.issues[0]?.message

describe('eventSchema', () => {
  it.each([
    { kind: 'touchpoint', name: 'page_view', page: { url: 'https://shop.example/ghế' } },
    { kind: 'touchpoint', name: 'my_own_event', properties: { size: 42, gift: true, note: 'đẹp', none: null } },
    { kind: 'page_load', name: 'page_load', lcp_ms: 1234.5, cls: 0.01, effective_type: '4g' },
    {
      kind: 'cart',
      name: 'purchase',
      value: 500_000,
      currency: 'VND',
      transaction_id: 'T1',
      items: [{ item_id: 'a' }],
    },
    { kind: 'identify', name: 'identify', user_id: 'u1' },
  ])('accepts $name', (event) => {
    expect(eventSchema.safeParse({ ...envelope, ...event }).error).toBeUndefined()
  })

  it.each([
    ['an unknown field', { kind: 'cart', name: 'purchase', price: 3 }, /price/],
    ['a cart name as a touchpoint', { kind: 'touchpoint', name: 'purchase' }, /reserved/],
    ['a name that is not snake_case', { kind: 'touchpoint', name: 'Page View' }, /snake_case/],
    [
      'a UUID of another version',
      { kind: 'touchpoint', name: 'x', event_id: '8c7b1f0e-36ad-4d5b-8f4e-111111111111' },
      /UUID/,
    ],
    ['a nested property', { kind: 'touchpoint', name: 'x', properties: { a: { b: 1 } } }, /./],
    [
      '33 properties',
      {
        kind: 'touchpoint',
        name: 'x',
        properties: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`k${i}`, i])),
      },
      /32/,
    ],
    ['an infinite number', { kind: 'page_load', name: 'page_load', lcp_ms: Number.POSITIVE_INFINITY }, /./],
    ['a currency that is none', { kind: 'cart', name: 'purchase', currency: 'euro' }, /ISO 4217/],
    ['identify without a user', { kind: 'identify', name: 'identify' }, /./],
  ])('refuses %s', (_, event, reason) => {
    expect(reasonOf({ ...envelope, ...event })).toMatch(reason)
  })
})

describe('batchSchema', () => {
  it('leaves the events unchecked, so that one bad event does not cost the others', () => {
    const batch = { site_id: 'shop', sent_at: 1, events: [{ anything: true }] }
    expect(batchSchema.parse(batch)).toEqual(batch)
  })

  it('refuses a batch without events and a site that cannot be', () => {
    expect(batchSchema.safeParse({ site_id: 'shop', sent_at: 1, events: [] }).success).toBe(false)
    expect(batchSchema.safeParse({ site_id: 'My Shop', sent_at: 1, events: [1] }).success).toBe(false)
  })
})

describe('importLineSchema', () => {
  it('reads ISO times with a zone and milliseconds alike', () => {
    const ms = Date.UTC(2026, 2, 1, 10, 3)
    const times = ['2026-03-01T10:03:00Z', '2026-03-01T17:03:00+07:00', ms]
    expect(times.map((occurred_at) => importLineSchema.parse({ name: 'x', occurred_at }).occurred_at)).toEqual([
      ms,
      ms,
      ms,
    ])
  })

  it('keeps the names of other systems, but no control characters', () => {
    const named = (name: string) => importLineSchema.safeParse({ name, occurred_at: 1 }).success
    expect(['Product Viewed', "test'1", 'Đã mua', '', 'a\nb', 'x'.repeat(129)].map(named)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })

  it('refuses a time without a zone, which would mean different moments to different readers', () => {
    expect(importLineSchema.safeParse({ name: 'x', occurred_at: '2026-03-01T10:03:00' }).success).toBe(false)
  })
})

describe('siteSchema', () => {
  const site = {
    site_id: 'shop',
    origins: ['https://shop.example', '*.shop.example'],
    timezone: 'Asia/Ho_Chi_Minh',
    currency: 'VND',
    mode: 'adaptive',
  }
  it('accepts a site', () => {
    expect(siteSchema.parse(site)).toEqual(site)
  })
  it('refuses a zone that does not exist and an origin with a path', () => {
    expect(siteSchema.safeParse({ ...site, timezone: 'Mars/Olympus' }).success).toBe(false)
    expect(siteSchema.safeParse({ ...site, origins: ['https://shop.example/path'] }).success).toBe(false)
  })
})

describe('kindOf', () => {
  it('follows from the name', () => {
    expect(['purchase', 'page_leave', 'identify', 'page_view', 'own_event'].map(kindOf)).toEqual([
      'cart',
      'page_load',
      'identify',
      'touchpoint',
      'touchpoint',
    ])
  })
})
