import { describe, expect, it } from 'vitest'
import { deadLetter, type RefusedEvent } from './dead-letter.js'

const refused = (event: unknown, changes: Partial<RefusedEvent> = {}) =>
  deadLetter({ siteId: 'shop', arrivedAt: 0, stage: 'validate', reason: 'wrong', event, keepIds: true, ...changes })

describe('deadLetter', () => {
  it('holds no IP address, wherever the event has one', () => {
    const event = { ip: '203.0.113.7', properties: { seen: ['2001:db8::7'], note: 'from 203.0.113.7:80' } }
    const letters = [
      refused(event, { reason: 'not from 203.0.113.7' }),
      refused(JSON.stringify({ context: { ip: '203.0.113.7', more: '2001:db8::7' } })),
      refused('not JSON 203.0.113.7'),
    ]
    const text = JSON.stringify(letters)
    expect(text).not.toContain('203.0.113.7')
    expect(text).not.toContain('2001:db8::7')
    expect(text).toContain('(ip)')
  })

  it('keeps who it was only when ids may be kept, at any depth', () => {
    const event = {
      name: 'x',
      visitor_id: 'v1',
      user_id: 'u1',
      channel: { source: 'a', click_id: 'c1' },
      nested: { session_id: 's1', cart_id: 'k1' },
      page: { url: 'https://shop.example/?a=1&gclid=g1' },
    }
    expect(JSON.parse(refused(event).raw)).toEqual(event)
    expect(JSON.parse(refused(event, { keepIds: false }).raw)).toEqual({
      name: 'x',
      channel: { source: 'a' },
      nested: {},
      page: { url: 'https://shop.example/?a=1' },
    })
  })
})
