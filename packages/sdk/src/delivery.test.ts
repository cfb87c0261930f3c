import { limits } from '@touchline/events'
import { describe, expect, it } from 'vitest'
import { useShop } from './testing/use-shop.js'

const shop = useShop()
const timeout = 30_000

describe('delivery', () => {
  it('sends events as one simple POST, with a context', { timeout }, async () => {
    const { open, call } = bound()
    await open('/p/1')
    await call('track', 'view_item', { items: [{ item_id: 'a' }] })
    await shop().until(() => shop().has({ name: 'view_item' }), 'view_item')
    expect(shop().arrivals.every(({ contentType }) => contentType?.startsWith('text/plain'))).toBe(true)
    expect(shop().batches[0]).toMatchObject({
      site_id: 'shop.test',
      sdk: expect.stringMatching(/^touchline-js\/\d+\.\d+\.\d+$/),
      context: { opt_out: false, webdriver: true, screen_width: expect.any(Number) },
    })
  })

  it('delivers five of five events when the tab is closed at once', { timeout }, async () => {
    const { open } = bound()
    await open()
    await shop().page.evaluate(() => {
      for (let i = 1; i <= 5; i++) window.touchline('track', `closing_${i}`)
    })
    await shop().page.close({ runBeforeUnload: true })
    for (let i = 1; i <= 5; i++) await shop().until(() => shop().has({ name: `closing_${i}` }), `closing_${i}`)
    expect(shop().events.filter(({ name }) => name.startsWith('closing_'))).toHaveLength(5)
  })

  it('delivers what is tracked in the task that navigates away', { timeout }, async () => {
    const { open } = bound()
    await open()
    await shop().page.evaluate(() => {
      window.touchline('track', 'add_to_cart', { cart_id: 'c1' })
      location.href = '/elsewhere'
    })
    await shop().page.waitForURL('**/elsewhere')
    await shop().until(() => shop().has({ name: 'add_to_cart', cart_id: 'c1' }), 'add_to_cart')
  })

  it('delivers what the page tracks while it is being left', { timeout }, async () => {
    const { open } = bound()
    await open()
    await shop().page.evaluate(() => addEventListener('pagehide', () => window.touchline('track', 'goodbye')))
    await shop().expectEvents({ expected: [], action: () => shop().leave() })
    expect(shop().named('goodbye')).toHaveLength(1)
  })

  it('keeps events over an outage and sends them on the next visit with the same ids', { timeout }, async () => {
    shop().put('/', { attributes: { 'data-mode': 'first_party' } })
    shop().answer = () => 'reset'
    const { open, call } = bound()
    await open()
    await call('track', 'add_to_cart', { cart_id: 'c1' })
    await shop().leave()
    const tried = shop().batches.flatMap(({ events }) => events)
    expect(new Set(tried.map(({ name }) => name))).toEqual(new Set(['page_view', 'add_to_cart', 'page_load']))
    expect(shop().events).toEqual([])
    shop().answer = () => ({ status: 202 })
    await open()
    for (const { event_id, occurred_at } of tried)
      await shop().until(() => shop().has({ event_id, occurred_at }), `event ${event_id}`)
    await shop().until(() => shop().named('page_view').length === 2, 'the view of the second visit')
  })

  it('drops stored entries that are corrupt or too old, and goes on', { timeout }, async () => {
    shop().put('/', { attributes: { 'data-mode': 'first_party' } })
    const { open } = bound()
    await shop().page.goto(`${shop().origin}/elsewhere`)
    await shop().page.evaluate(() => {
      localStorage.setItem('touchline.shop.test:0190a5f0-0000-7000-8000-000000000000', '{"event_id":"old"}')
      localStorage.setItem('touchline.shop.test:nonsense', '{broken')
      localStorage.setItem('touchline.shop.test', '[broken')
      localStorage.setItem('touchline.shop.test.other:kept', 'of another site')
    })
    await open()
    await shop().until(() => shop().has({ name: 'page_view' }), 'page_view')
    await shop().page.waitForFunction(() => Object.keys(localStorage).length === 2)
    expect(await shop().page.evaluate(() => Object.keys(localStorage).sort())).toEqual([
      'touchline.shop.test',
      'touchline.shop.test.other:kept',
    ])
  })

  it.each([408, 429, 500, 503])('tries again after %i, with the same ids', { timeout }, async (status) => {
    shop().answer = (_, index) => ({ status: index === 0 ? status : 202 })
    await bound().open()
    await shop().until(() => shop().events.length > 0, 'the second attempt')
    const [first, second] = shop().batches
    expect(second?.events[0]).toEqual(first?.events[0])
  })

  it('waits as long as Retry-After says', { timeout }, async () => {
    shop().answer = (_, index) => (index === 0 ? { status: 503, headers: { 'retry-after': '2' } } : { status: 202 })
    await bound().open()
    await shop().until(() => shop().events.length > 0, 'the second attempt')
    const [first, second] = shop().arrivals
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(1990)
  })

  it.each([400, 401, 403])('does not try again after %i', { timeout }, async (status) => {
    shop().answer = (_, index) => ({ status: index === 0 ? status : 202 })
    const { open, call } = bound()
    await open()
    await shop().until(() => shop().batches.length === 1, 'the first attempt')
    await call('track', 'later')
    await shop().until(() => shop().has({ name: 'later' }), 'later')
    await shop().expectEvents({ refuted: [{ name: 'page_view' }] })
  })

  it('halves a batch that is too large for the collector', { timeout }, async () => {
    shop().answer = ({ events }) => ({ status: events.length > 3 ? 413 : 202 })
    const { open } = bound()
    await open()
    await shop().page.evaluate(() => {
      for (let i = 0; i < 10; i++) window.touchline('track', `half_${i}`)
    })
    await shop().until(() => shop().events.filter(({ name }) => name.startsWith('half_')).length === 10, 'ten events')
    expect(shop().arrivals.some(({ status }) => status === 413)).toBe(true)
  })

  it('splits a burst of over 64 KiB, within the limits', { timeout }, async () => {
    await bound().open()
    await shop().page.evaluate(() => {
      for (let i = 0; i < 40; i++)
        window.touchline('track', `burst_${i}`, { text: 'ä'.repeat(1000), more: 'x'.repeat(1000) })
    })
    await shop().until(() => shop().events.filter(({ name }) => name.startsWith('burst_')).length === 40, '40 events')
    expect(shop().arrivals.length).toBeGreaterThan(2)
    for (const { bytes } of shop().arrivals) expect(bytes).toBeLessThanOrEqual(limits.sdkBatchBytes)
    for (const { events } of shop().batches) expect(events.length).toBeLessThanOrEqual(limits.sdkBatchEvents)
  })

  it('keeps what exceeds the quota at closing for the next visit', { timeout }, async () => {
    shop().put('/', { attributes: { 'data-mode': 'first_party' } })
    const { open } = bound()
    await open()
    await shop().page.evaluate(() => {
      for (let i = 0; i < 60; i++) window.touchline('track', `burst_${i}`, { a: 'x'.repeat(1000), b: 'x'.repeat(1000) })
      location.href = '/elsewhere'
    })
    await shop().page.waitForURL('**/elsewhere')
    await open()
    await shop().until(() => shop().events.filter(({ name }) => name.startsWith('burst_')).length === 60, '60 events')
  })

  it('drops one event over the size limit without holding up the others', { timeout }, async () => {
    await bound().open()
    await shop().page.evaluate(() => {
      const large = Array.from({ length: 32 }, (_, i) => [`key_${i}`, 'x'.repeat(1000)])
      window.touchline('track', 'too_large', Object.fromEntries(large))
      window.touchline('track', 'after_it')
    })
    await shop().expectEvents({ expected: [{ name: 'after_it' }], refuted: [{ name: 'too_large' }] })
  })

  it('sends at once when the network is back', { timeout }, async () => {
    const { open, call } = bound()
    await open()
    await shop().until(() => shop().has({ name: 'page_view' }), 'page_view')
    await shop().context.setOffline(true)
    for (const name of ['one', 'two', 'three']) await call('track', name)
    await shop().context.setOffline(false)
    for (const name of ['one', 'two', 'three']) await shop().until(() => shop().has({ name }), name)
  })

  it('sends no storm to an endpoint that is blocked', { timeout }, async () => {
    let tries = 0
    await shop().page.route(`${shop().endpoint}/**`, (route) => {
      tries++
      return route.abort('blockedbyclient')
    })
    const { open } = bound()
    await open()
    await shop().page.evaluate(async () => {
      for (let i = 0; i < 50; i++) {
        window.touchline('track', `blocked_${i}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })
    // 50 events over a second: one attempt at once, one or two after their pause.
    expect(tries).toBeGreaterThanOrEqual(1)
    expect(tries).toBeLessThanOrEqual(4)
  })

  it('falls back to a beacon where fetch fails while the page is left', { timeout }, async () => {
    await shop().page.addInitScript(() => {
      window.fetch = () => {
        throw new Error('no fetch here')
      }
    })
    const { open } = bound()
    await open()
    await shop().page.evaluate(() => {
      window.touchline('track', 'by_beacon')
      location.href = '/elsewhere'
    })
    await shop().page.waitForURL('**/elsewhere')
    await shop().until(() => shop().has({ name: 'by_beacon' }), 'by_beacon')
  })

  it('never throws where neither fetch nor beacon works', { timeout }, async () => {
    await shop().page.addInitScript(() => {
      if (location.pathname === '/elsewhere') return
      Object.assign(window, { fetch: undefined })
      navigator.sendBeacon = () => {
        throw new Error('no beacon here')
      }
    })
    const { open, call } = bound()
    await open()
    await call('track', 'lost')
    await shop().leave()
    expect(shop().events).toEqual([])
  })
})

const bound = () => ({ open: shop().open.bind(shop()), call: shop().call.bind(shop()) })
