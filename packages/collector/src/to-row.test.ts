import { type BatchContext, type TouchlineEvent, uuidV7 } from '@touchline/events'
import { describe, expect, it } from 'vitest'
import { pageView } from './test-support/make-event.js'
import { type RequestFacts, toRow } from './to-row.js'

const arrivedAt = Date.UTC(2026, 2, 10, 12)
const dayMs = 86_400_000
const idAt = (time: number) => uuidV7(time, Buffer.alloc(10, 7))
const hashOfDay = (time: number) => (time < arrivedAt - 2 * dayMs ? undefined : `hash-${Math.floor(time / dayMs)}`)
const todaysHash = hashOfDay(arrivedAt)

const request = (changes: Partial<RequestFacts> = {}): RequestFacts => ({
  site: { site_id: 'shop', mode: 'adaptive' },
  arrivedAt,
  sentAt: arrivedAt,
  device: { browser: 'Firefox', os: 'Linux', device: 'desktop', bot: '' },
  bot: '',
  trusted: false,
  dailyHash: hashOfDay,
  ...changes,
})
const event = (changes: Record<string, unknown> = {}): TouchlineEvent =>
  pageView({ event_id: idAt(arrivedAt), occurred_at: arrivedAt, ...changes })
// A column left out is empty text in the table.
const empty = {
  session_id: '',
  user_id: '',
  daily_visitor_id: '',
  cart_id: '',
  click_id: '',
  url: '',
  host: '',
  referrer: '',
}
const row = (changes: Record<string, unknown> = {}, facts: Partial<RequestFacts> = {}) => {
  const made = toRow(event(changes), request(facts))
  if (made === 'clock') throw new Error('clock')
  return { ...empty, ...made }
}

type Mode = RequestFacts['site']['mode']
const ids = { visitor_id: 'v1', session_id: 's1', user_id: 'u1' }
const none = { visitor_id: '', identity: 'none', session_id: '', user_id: '', daily_visitor_id: '' }
const hashed = { ...none, visitor_id: todaysHash, identity: 'daily_hash', session_id: 's1' }
const known = { ...none, visitor_id: 'v1', identity: 'first_party', session_id: 's1', user_id: 'u1' }

describe('toRow: who the visitor is', () => {
  it.each<[string, Mode, BatchContext | undefined, Record<string, unknown>, Record<string, unknown>]>([
    ['adaptive, before consent', 'adaptive', { consent: 'unknown' }, { session_id: 's1' }, hashed],
    [
      'adaptive, after consent: linked',
      'adaptive',
      { consent: 'granted' },
      ids,
      { ...known, daily_visitor_id: todaysHash },
    ],
    ['adaptive, an id without word of consent', 'adaptive', undefined, ids, known],
    [
      'adaptive, an id that the page sends before the visitor has answered',
      'adaptive',
      { consent: 'unknown' },
      ids,
      known,
    ],
    ['adaptive, consent denied', 'adaptive', { consent: 'denied' }, ids, hashed],
    ['adaptive, consent without an id', 'adaptive', { consent: 'granted' }, { session_id: 's1' }, hashed],
    ['first_party', 'first_party', { consent: 'granted' }, ids, known],
    ['first_party, before the visitor has answered', 'first_party', { consent: 'unknown' }, ids, known],
    ['first_party, consent denied', 'first_party', { consent: 'denied' }, ids, hashed],
    ['cookieless, consent denied', 'cookieless', { consent: 'denied' }, ids, hashed],
    ['first_party without an id', 'first_party', undefined, { session_id: 's1' }, hashed],
    ['cookieless, whatever the client sends', 'cookieless', { consent: 'granted' }, ids, hashed],
    ['opted out, adaptive', 'adaptive', { opt_out: true, consent: 'granted' }, ids, none],
    ['opted out, first_party', 'first_party', { opt_out: true }, ids, none],
    ['opted out, cookieless', 'cookieless', { opt_out: true }, ids, none],
    [
      'an id of NULs alone',
      'first_party',
      undefined,
      { ...ids, visitor_id: '\0' },
      { ...known, ...hashed, user_id: 'u1' },
    ],
  ])('%s', (_, mode, context, sent, expected) => {
    expect(row(sent, { site: { site_id: 'shop', mode }, context })).toMatchObject(expected)
  })

  it('leaves out every trace that could tell opted-out visitors apart', () => {
    const context = { opt_out: true }
    const optedOut = row({ page: { url: 'https://shop.example/?utm_source=x&gclid=abc&fbclid=def' } }, { context })
    expect(optedOut).toMatchObject({
      url: 'https://shop.example/?utm_source=x',
      click_id: '',
      source: 'x',
      medium: 'cpc',
    })
    const cart = { kind: 'cart', name: 'add_to_cart', cart_id: 'c1', channel: { source: 'x', click_id: 'abc' } }
    const optedOutCart = row(cart, { context })
    expect(optedOutCart).toMatchObject({ cart_id: '', click_id: '', source: 'x' })
    expect(row(cart)).toMatchObject({ cart_id: 'c1', click_id: 'abc' })
  })

  it.each<[Mode, BatchContext['consent']]>([
    ['adaptive', 'denied'],
    ['first_party', 'denied'],
    ['cookieless', 'granted'],
  ])('links nobody on a site in mode %s with consent %s', (mode, consent) => {
    const made = row(ids, { site: { site_id: 'shop', mode }, context: { consent } })
    expect(made).toMatchObject({ daily_visitor_id: '', user_id: '' })
    expect(JSON.stringify(made)).not.toContain('v1')
  })

  it('has the hash of the day of the id, so that a retry after midnight repeats it', () => {
    const yesterday = arrivedAt - dayMs
    expect(row({ event_id: idAt(yesterday) }).visitor_id).toBe(hashOfDay(yesterday))
  })

  it('goes by the corrected time when the client’s clock is days off', () => {
    const behind = arrivedAt - 10 * dayMs
    const sent = { event_id: idAt(behind), occurred_at: behind }
    expect(row(sent, { sentAt: behind })).toMatchObject({
      visitor_id: todaysHash,
      occurred_at: '2026-03-10 12:00:00.000',
    })
  })

  it('has no visitor once the salt of the day is destroyed', () => {
    const old = arrivedAt - 5 * dayMs
    expect(row({ event_id: idAt(old), occurred_at: old })).toMatchObject(none)
  })

  it('does not take a server for a visitor', () => {
    const server = { trusted: true, dailyHash: undefined }
    expect(row({}, server)).toMatchObject({ visitor_id: '', identity: 'none', trusted: 1 })
    expect(row({ visitor_id: 'v1' }, server)).toMatchObject({ visitor_id: 'v1', identity: 'first_party' })
  })
})

describe('toRow: time', () => {
  const minute = 60_000
  it.each([
    ['right', 0, 0, 0, true],
    ['seven days old', -7 * dayMs, -7 * dayMs, 0, true],
    ['more than seven days old', -7 * dayMs - 1, -7 * dayMs, 0, false],
    ['five minutes ahead', 5 * minute, 0, 0, true],
    ['more than five minutes ahead', 5 * minute + 1, 0, 0, false],
    ['a clock 20 days ahead, said so by sent_at', 20 * dayMs, 20 * dayMs, 20 * dayMs, true],
    ['a clock 31 days behind', -31 * dayMs, -31 * dayMs, -31 * dayMs, true],
    ['a clock 32 days behind, whose ids are no times', -32 * dayMs, -32 * dayMs, -32 * dayMs, false],
    ['an id of another year', 0, -400 * dayMs, 0, false],
    ['the year 2299', 273 * 365 * dayMs, 273 * 365 * dayMs, 273 * 365 * dayMs, false],
  ])('%s', (_, occurred, idTime, sent, accepted) => {
    const sentEvent = event({ occurred_at: arrivedAt + occurred, event_id: idAt(arrivedAt + idTime) })
    const made = toRow(sentEvent, request({ sentAt: arrivedAt + sent }))
    expect(made === 'clock').toBe(!accepted)
  })
})

describe('toRow: columns', () => {
  it('mends text that ClickHouse refuses, everywhere', () => {
    const bad = 'a\ud800b\0'
    const made = row({
      visitor_id: bad,
      session_id: bad,
      user_id: bad,
      page: { url: `https://shop.example/${bad}`, title: bad, referrer: `https://x.example/${bad}`, page_type: bad },
      properties: { size: bad },
      items: [{ item_name: bad }],
      channel: { source: bad, campaign: bad },
    })
    const text = JSON.stringify(made)
    expect(text).not.toContain('\\ud800')
    expect(text).not.toContain('\\u0000')
    expect(made).toMatchObject({ visitor_id: 'a\ufffdb', title: 'a\ufffdb', properties: { size: 'a\ufffdb' } })
  })

  it('takes host and path from the address, and only web addresses', () => {
    expect(row({ page: { url: 'https://Shop.example:8443/a%20b?q=1#c' } })).toMatchObject({
      host: 'shop.example',
      path: '/a%20b',
      url: 'https://Shop.example:8443/a%20b?q=1#c',
    })
    expect(row({ page: { url: 'https://shop.example/a', path: '/virtual' } }).path).toBe('/virtual')
    for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'no address']) {
      expect(row({ page: { url, referrer: url, path: '/p' } })).toMatchObject({
        host: '',
        url: '',
        referrer: '',
        path: '/p',
      })
    }
  })

  it('keeps properties as text, without those that are null', () => {
    const made = row({ properties: { size: 42, new: true, colour: null, constructor: 'x' } })
    expect(made.properties).toEqual({ size: '42', new: 'true', constructor: 'x' })
  })

  it('rounds money to the four decimals of its column', () => {
    const sent = { kind: 'cart', name: 'purchase', value: 0.1 + 0.2, items: [{ price: 1.00005, quantity: 2 }] }
    expect(row(sent)).toMatchObject({ value: 0.3, items: [{ price: 1.0001, quantity: 2 }] })
  })
})

describe('toRow: what identify says of a person', () => {
  const identify = { kind: 'identify', name: 'identify', user_id: 'u1', properties: { tier: 'gold' } }
  it('is kept with the id of the person', () => {
    expect(row({ ...identify, ...ids }).properties).toEqual({ tier: 'gold' })
  })
  it.each<[string, Mode, BatchContext]>([
    ['consent was denied', 'adaptive', { consent: 'denied' }],
    ['the visitor opted out', 'first_party', { opt_out: true }],
    ['the site is cookieless', 'cookieless', {}],
  ])('is dropped with it when %s', (_, mode, context) => {
    const made = row({ ...identify, ...ids }, { site: { site_id: 'shop', mode }, context })
    expect(made).toMatchObject({ user_id: '' })
    expect(made).not.toHaveProperty('properties')
  })
})
