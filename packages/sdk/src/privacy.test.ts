import { describe, expect, it } from 'vitest'
import { useShop } from './testing/use-shop.js'

const shop = useShop()
const timeout = 30_000
const stored = () => shop().page.evaluate(() => ({ keys: Object.keys(localStorage), cookies: document.cookie }))
const nothing = { keys: [], cookies: '' }
const attributes = (mode: string, more = {}) => ({ attributes: { 'data-mode': mode, ...more } })

describe('modes', () => {
  it('cookieless keeps nothing on the device, even with consent', { timeout }, async () => {
    shop().put('/', attributes('cookieless'))
    await shop().open()
    await shop().call('consent', { analytics: 'granted' })
    await shop().call('identify', 'u1')
    await shop().call('track', 'add_to_cart', { cart_id: 'c1' })
    await shop().until(() => shop().has({ name: 'add_to_cart', user_id: 'u1' }), 'add_to_cart')
    expect(await stored()).toEqual(nothing)
    expect(await shop().context.cookies()).toEqual([])
    for (const event of shop().events) {
      expect(event).not.toHaveProperty('visitor_id')
      expect(event).not.toHaveProperty('session_id')
    }
  })

  it('first_party keeps the visitor over visits and shares the session between tabs', { timeout }, async () => {
    shop().put('/', attributes('first_party'))
    await shop().open()
    await shop().until(() => shop().named('page_view').length === 1, 'the first view')
    await shop().leave()
    await shop().open()
    const tab = await shop().context.newPage()
    await shop().open('/', tab)
    await shop().until(() => shop().named('page_view').length === 3, 'three views')
    const [first, ...others] = shop().named('page_view')
    expect(first?.visitor_id).toMatch(/^[0-9a-f-]{36}$/)
    for (const { visitor_id, session_id } of others)
      expect([visitor_id, session_id]).toEqual([first?.visitor_id, first?.session_id])
    expect(await shop().context.cookies()).toEqual([])
  })

  it('opens a new session after 30 idle minutes, for the same visitor', { timeout }, async () => {
    shop().put('/', attributes('first_party'))
    await shop().open()
    await shop().until(() => shop().named('page_view').length === 1, 'the first view')
    await shop().leave()
    await shop().page.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem('touchline.shop.test') ?? '{}')
      localStorage.setItem('touchline.shop.test', JSON.stringify({ ...kept, at: kept.at - 30 * 60_000 - 1 }))
    })
    await shop().open()
    await shop().until(() => shop().named('page_view').length === 2, 'the second view')
    const [first, second] = shop().named('page_view')
    expect(second?.visitor_id).toBe(first?.visitor_id)
    expect(second?.session_id).not.toBe(first?.session_id)
  })

  it('adaptive keeps nothing until consent, then one visitor', { timeout }, async () => {
    await shop().open()
    await shop().until(() => shop().has({ name: 'page_view' }), 'page_view')
    expect(shop().events[0]).not.toHaveProperty('visitor_id')
    expect(await stored()).toEqual(nothing)
    await shop().call('consent', { analytics: 'granted' })
    await shop().call('track', 'after_consent')
    await shop().until(() => shop().has({ name: 'after_consent' }), 'after_consent')
    await shop().leave()
    await shop().open()
    await shop().until(() => shop().named('page_view').length === 2, 'the second view')
    const [after] = shop().named('after_consent')
    expect(after?.visitor_id).toBeTruthy()
    expect(shop().named('page_view')[1]?.visitor_id).toBe(after?.visitor_id)
    expect(shop().batches.at(-1)?.context?.consent).toBe('granted')
  })

  it('data-retry keeps unsent events without ids', { timeout }, async () => {
    shop().put('/', attributes('adaptive', { 'data-retry': 'storage' }))
    shop().answer = () => 'reset'
    await shop().open()
    await shop().call('track', 'kept_event')
    await shop().leave()
    expect((await stored()).keys.every((key) => key.startsWith('touchline.shop.test:'))).toBe(true)
    shop().answer = () => ({ status: 202 })
    await shop().open()
    await shop().until(() => shop().has({ name: 'kept_event' }), 'kept_event')
    for (const event of shop().events) expect(event).not.toHaveProperty('visitor_id')
  })

  it('reset starts a fresh visitor without the user', { timeout }, async () => {
    shop().put('/', attributes('first_party'))
    await shop().open()
    await shop().call('identify', 'u1', { plan: 'gold', nested: { no: 1 } })
    await shop().call('track', 'signed_in')
    await shop().call('reset')
    await shop().call('track', 'signed_out')
    await shop().until(() => shop().has({ name: 'signed_out' }), 'signed_out')
    const [identity, before, after] = ['identify', 'signed_in', 'signed_out'].map((name) => shop().named(name)[0])
    expect(identity).toMatchObject({ kind: 'identify', user_id: 'u1', properties: { plan: 'gold' } })
    expect(before?.user_id).toBe('u1')
    expect(after).not.toHaveProperty('user_id')
    expect(after?.visitor_id).not.toBe(before?.visitor_id)
    expect(after?.session_id).not.toBe(before?.session_id)
  })

  it('keeps the user over visits where ids are kept', { timeout }, async () => {
    shop().put('/', attributes('first_party'))
    await shop().open()
    await shop().call('identify', 'u1')
    await shop().leave()
    await shop().open()
    await shop().until(() => shop().has({ name: 'page_view', user_id: 'u1' }), 'the second view')
  })
})

describe('consent and signals', () => {
  it('sends nothing before a consent that is required, and then what happened', { timeout }, async () => {
    shop().put('/', attributes('adaptive', { 'data-consent': 'required' }))
    await shop().open()
    await shop().call('track', 'too_early')
    await shop().leave()
    expect(shop().batches).toEqual([])
    expect(await stored()).toEqual(nothing)
    await shop().open()
    await shop().call('track', 'in_time')
    await shop().call('consent', { analytics: 'granted' })
    await shop().until(() => shop().has({ name: 'in_time' }), 'in_time')
    const [view] = shop().named('page_view')
    expect(view?.visitor_id).toBeTruthy()
    expect(view?.visitor_id).toBe(shop().named('in_time')[0]?.visitor_id)
    expect(shop().named('too_early')).toEqual([])
  })

  it('stops at a refusal, drops queue and ids, and stays off until granted', { timeout }, async () => {
    shop().put('/', attributes('first_party'))
    await shop().open()
    await shop().until(() => shop().has({ name: 'page_view' }), 'page_view')
    await shop().page.evaluate(() => {
      window.touchline('track', 'in_queue')
      window.touchline('consent', { analytics: 'denied' })
      window.touchline('track', 'after_refusal')
    })
    const before = shop().batches.length
    expect(await shop().page.evaluate(() => localStorage.getItem('touchline.shop.test'))).toBe('{"consent":"denied"}')
    await shop().leave()
    await shop().open()
    await shop().leave()
    expect(shop().batches.length).toBe(before)
    expect((await stored()).keys).toEqual(['touchline.shop.test'])
    await shop().open()
    await shop().call('consent', { analytics: 'granted' })
    await shop().call('track', 'granted_again')
    await shop().expectEvents({
      expected: [{ name: 'granted_again' }],
      refuted: [{ name: 'in_queue' }, { name: 'after_refusal' }],
    })
  })

  it('a refusal in the stub’s queue comes before the first view', { timeout }, async () => {
    shop().put('/', {
      head: `<script>window.touchline = window.touchline || function () { (touchline.q = touchline.q || []).push(arguments) }
        touchline('track', 'early'); touchline('consent', { analytics: 'denied' })</script>`,
    })
    await shop().open()
    await shop().leave()
    expect(shop().batches).toEqual([])
  })

  it.each([
    ['Global Privacy Control', 'globalPrivacyControl', true],
    ['Do Not Track', 'doNotTrack', '1'],
  ])('honours %s: no ids, nothing stored', { timeout }, async (_, property, value) => {
    shop().put('/', attributes('first_party', { 'data-retry': 'storage' }))
    await shop().page.addInitScript(
      ([name, signal]) => Object.defineProperty(navigator, name as string, { value: signal }),
      [property, value],
    )
    await shop().open()
    await shop().call('identify', 'u1')
    await shop().call('track', 'counted')
    await shop().expectEvents({ expected: [{ name: 'counted' }], refuted: [{ kind: 'identify' }] })
    for (const { context } of shop().batches) expect(context?.opt_out).toBe(true)
    for (const event of shop().events)
      for (const id of ['visitor_id', 'session_id', 'user_id']) expect(event).not.toHaveProperty(id)
    expect(await stored()).toEqual(nothing)
  })

  it('sends without ids where storage is denied', { timeout }, async () => {
    shop().put('/', attributes('first_party', { 'data-retry': 'storage' }))
    await shop().page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError')
        },
      })
    })
    await shop().open()
    await shop().call('track', 'still_sent')
    await shop().expectEvents({ expected: [{ name: 'page_view' }, { name: 'still_sent' }] })
    for (const event of shop().events) expect(event).not.toHaveProperty('visitor_id')
  })
})
