import { cartNames } from '@touchline/events'
import { describe, expect, it } from 'vitest'
import { ga4Examples } from './testing/ga4-examples.js'
import { useShop } from './testing/use-shop.js'

const shop = useShop()
const timeout = 30_000
const gtag = 'window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments) }'

/** What every example must have become. */
function expectExamples() {
  for (const [name, example] of Object.entries(ga4Examples)) {
    const [event, second] = shop().named(name)
    expect(second, name).toBeUndefined()
    const isCart = (cartNames as readonly string[]).includes(name)
    expect(event, name).toMatchObject({ name, kind: isCart ? 'cart' : 'touchpoint' })
    const [given] = example.items as Record<string, unknown>[]
    const { affiliation, location_id, creative_name, creative_slot, promotion_id, promotion_name, ...item } =
      given ?? {}
    expect(event && 'items' in event && event.items?.[0], name).toEqual(item)
    for (const field of [
      'currency',
      'value',
      'coupon',
      'payment_type',
      'shipping_tier',
      'transaction_id',
      'tax',
      'shipping',
    ])
      if (isCart && field in example) expect(event, name).toHaveProperty(field, example[field])
    for (const field of ['item_list_id', 'promotion_id', 'customer_type'])
      if (field in example) expect(event?.properties, name).toHaveProperty(field, example[field])
  }
}
const all = () => Object.keys(ga4Examples).every((name) => shop().has({ name }))

describe('a shop that speaks GA4 already', () => {
  it('is heard through gtag, earlier calls included, without a line of its own', { timeout }, async () => {
    const calls = Object.entries(ga4Examples).map(
      ([name, fields]) => `gtag('event', '${name}', ${JSON.stringify(fields)})`,
    )
    const half = calls.length / 2
    shop().put('/', {
      attributes: { 'data-auto': 'views,vitals,datalayer' },
      head: `<script>${gtag}; gtag('js', new Date()); gtag('config', 'G-1'); ${calls.slice(0, half).join(';')}</script>`,
      body: `<h1>Shop</h1><script>${calls.slice(half).join(';')}; gtag('event', 'page_view'); gtag('event', 'sign_up')</script>`,
    })
    await shop().open()
    await shop().until(all, 'all fourteen')
    expectExamples()
    await shop().until(() => shop().has({ name: 'sign_up' }), 'sign_up')
    expect(shop().named('page_view')).toHaveLength(1)
  })

  it('is heard through dataLayer.push of a tag manager', { timeout }, async () => {
    const calls = Object.entries(ga4Examples).map(
      ([event, ecommerce]) =>
        `dataLayer.push({ ecommerce: null }); dataLayer.push(${JSON.stringify({ event, ecommerce })})`,
    )
    shop().put('/', {
      attributes: { 'data-auto': 'views,datalayer' },
      head: `<script>dataLayer = [{ pageType: 'home' }, { event: 'gtm.js' }]</script>`,
      body: `<h1>Shop</h1><script>${calls.join(';')}; dataLayer.push({ event: 'scroll' }, () => 1, null, 'text')</script>`,
    })
    await shop().open()
    await shop().until(all, 'all fourteen')
    expectExamples()
    await shop().expectEvents({ refuted: [{ name: 'scroll' }, { name: 'gtm_js' }] })
  })

  it('is not heard where it did not ask for it, and its own calls still work', { timeout }, async () => {
    shop().put('/', { head: `<script>${gtag}; gtag('event', 'purchase', { value: 1 })</script>` })
    await shop().open()
    const length = await shop().page.evaluate(() =>
      (window as unknown as { dataLayer: unknown[] }).dataLayer.push({ a: 1 }),
    )
    expect(length).toBe(2)
    await shop().expectEvents({ refuted: [{ name: 'purchase' }] })
  })

  it('loses the oldest of a thousand pushes, makes few requests and keeps the page going', { timeout }, async () => {
    shop().put('/', { attributes: { 'data-auto': 'views,datalayer' }, head: `<script>${gtag}</script>` })
    await shop().open()
    await shop().until(() => shop().has({ name: 'page_view' }), 'page_view')
    await shop().page.evaluate(() => {
      const { gtag } = window as unknown as { gtag: (...call: unknown[]) => void }
      for (let i = 1; i <= 1000; i++) gtag('event', 'pushed', { i })
    })
    await shop().until(() => shop().has({ name: 'pushed', properties: { i: 1000 } }), 'the last push')
    await shop().leave()
    expect(shop().named('pushed').length).toBeLessThanOrEqual(200)
    expect(shop().batches.length).toBeLessThanOrEqual(6)
  })

  it('may have a dataLayer that is none', { timeout }, async () => {
    shop().put('/', {
      head: '<script>Object.defineProperty(window, "dataLayer", { value: Object.freeze({}) })</script>',
    })
    await shop().open()
    await shop().expectEvents({ expected: [{ name: 'page_view' }] })
  })
})

describe('consent of others', () => {
  it('follows Google’s consent mode, but no default', { timeout }, async () => {
    shop().put('/', {
      attributes: { 'data-consent': 'required' },
      head: `<script>${gtag}; gtag('consent', 'default', { analytics_storage: 'granted' })</script>`,
    })
    await shop().open()
    await shop().call('track', 'waiting')
    expect(shop().batches).toEqual([])
    await shop().page.evaluate(() => {
      const { gtag } = window as unknown as { gtag: (...call: unknown[]) => void }
      gtag('consent', 'update', { ad_storage: 'granted' })
      gtag('consent', 'update', { analytics_storage: 'granted' })
    })
    await shop().until(() => shop().has({ name: 'waiting' }), 'waiting')
    expect(shop().batches.at(-1)?.context?.consent).toBe('granted')
    await shop().page.evaluate(() => {
      const { gtag } = window as unknown as { gtag: (...call: unknown[]) => void }
      gtag('consent', 'update', { analytics_storage: 'denied' })
      window.touchline('track', 'refused')
    })
    await shop().expectEvents({ refuted: [{ name: 'refused' }] })
  })

  it.each([
    ['granted', { 1: true, 8: true }, true],
    ['refused, as one purpose is', { 1: true, 8: false }, true],
    ['granted, as the GDPR does not apply', {}, false],
  ])('follows a CMP of the TCF: %s', { timeout }, async (outcome, consents, gdprApplies) => {
    const data = { gdprApplies, purpose: { consents } }
    shop().put('/', {
      attributes: { 'data-consent': 'required' },
      head: `<script>window.__tcfapi = (command, version, listener) => {
        const data = ${JSON.stringify(data)}
        listener({ ...data, eventStatus: 'cmpuishown' }, true)
        window.choose = () => listener({ ...data, eventStatus: 'useractioncomplete' }, true)
      }</script>`,
    })
    await shop().open()
    await shop().page.waitForFunction(() => 'choose' in window)
    expect(shop().batches).toEqual([])
    await shop().page.evaluate(() => (window as unknown as { choose: () => void }).choose())
    if (outcome.startsWith('granted')) await shop().until(() => shop().has({ name: 'page_view' }), 'page_view')
    else {
      expect(await shop().page.evaluate(() => localStorage['touchline.shop.test'])).toBe('{"consent":"denied"}')
      await shop().expectEvents({ refuted: [{ name: 'page_view' }] })
    }
  })
})

describe('calls of other tools', () => {
  it('knows Matomo, Plausible and Umami, before and after they load', { timeout }, async () => {
    shop().put('/', {
      attributes: { 'data-auto': 'views,tools' },
      head: `<script>
        _paq = [['trackPageView'], ['setEcommerceView', 'SKU1', 'Shoe', 'Shoes', 49.9]]
        plausible = function () { (plausible.q = plausible.q || []).push(arguments) }
        plausible('pageview'); plausible('Signup', { props: { plan: 'gold' } })
        umami = { track: (...call) => { window.heard = call } }
      </script>`,
    })
    await shop().open()
    await shop().until(() => shop().has({ name: 'signup' }), 'signup')
    await shop().page.evaluate(() => {
      const scope = window as unknown as {
        _paq: { push: (...calls: unknown[]) => void }
        plausible: unknown
        umami: Called
      }
      interface Called {
        track: (...call: unknown[]) => void
      }
      const call = (...values: unknown[]) => scope._paq.push(values)
      call('addEcommerceItem', 'SKU1', 'Shoe', ['Shoes', 'Red'], 49.9, 2)
      call('trackEcommerceCartUpdate', 99.8)
      // Matomo has loaded and puts an object of its own in place.
      scope._paq = { push: () => {} }
      call('trackEcommerceOrder', 'T1', 107.3, 99.8, 5, 2.5, false)
      call('trackSiteSearch', 'boots', false, 3)
      scope.plausible = () => {}
      ;(scope.plausible as (...call: unknown[]) => void)('Purchase', { revenue: { currency: 'EUR', amount: '12.50' } })
      scope.umami.track('newsletter', { place: 'footer' })
      scope.umami.track()
    })
    await shop().expectEvents({
      expected: [
        { name: 'view_item', items: [{ item_id: 'SKU1', item_name: 'Shoe', item_category: 'Shoes', price: 49.9 }] },
        { kind: 'cart', name: 'add_to_cart', value: 99.8, items: [{ item_id: 'SKU1', quantity: 2 }] },
        { kind: 'cart', name: 'purchase', transaction_id: 'T1', value: 107.3, tax: 5, shipping: 2.5 },
        { name: 'search', properties: { search_term: 'boots', results: 3 } },
        { name: 'signup', properties: { plan: 'gold' } },
        { kind: 'cart', name: 'purchase', value: 12.5, currency: 'EUR' },
        { name: 'newsletter', properties: { place: 'footer' } },
      ],
    })
    expect(shop().named('page_view')).toHaveLength(1)
  })
})
