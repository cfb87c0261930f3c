import { describe, expect, it } from 'vitest'
import { useShop } from './testing/use-shop.js'

const shop = useShop()
const timeout = 30_000

describe('the script tag', () => {
  it('brings the fields of a cart event to their place', { timeout }, async () => {
    await shop().open('/p/1')
    await shop().call('track', 'add_to_cart', {
      cart_id: 17,
      currency: 'eur',
      value: '49.90',
      items: [{ item_id: 42, price: 49.9, quantity: 1, colour: 'red', index: Number.NaN }],
      page_type: 'product',
      gift: true,
      note: null,
      nested: { no: 1 },
      'bad key': 1,
      endless: Infinity,
    })
    await shop().until(() => shop().has({ name: 'add_to_cart' }), 'add_to_cart')
    const { event_id, occurred_at, page, ...fields } = shop().named('add_to_cart')[0] ?? {}
    expect(fields).toEqual({
      kind: 'cart',
      name: 'add_to_cart',
      cart_id: '17',
      currency: 'EUR',
      value: 49.9,
      items: [{ item_id: '42', price: 49.9, quantity: 1 }],
      properties: { gift: true, note: null, endless: null },
    })
    expect(page?.page_type).toBe('product')
  })

  it('knows touchpoints by name', { timeout }, async () => {
    await shop().open()
    await shop().call('track', 'nps_answered', { score: 9, comment: 'good', value: 5 })
    await shop().expectEvents({
      expected: [{ kind: 'touchpoint', name: 'nps_answered', score: 9, properties: { comment: 'good', value: 5 } }],
    })
  })

  it('takes both call styles, and nonsense, without an error', { timeout }, async () => {
    await shop().open()
    await shop().page.evaluate(() => {
      const touchline = window.touchline as unknown as Record<string, (...args: unknown[]) => unknown> &
        typeof window.touchline
      touchline.track?.('as_method', { a: 1 })
      touchline('track', 'as_call', { a: 1 })
      touchline('no_such_method')
      touchline('consent')
      touchline('identify')
      touchline('identify', null)
      touchline.track?.('bad_fields', null)
      touchline.track?.('throwing', {
        get a() {
          throw new Error('the shop’s getter')
        },
      })
    })
    await shop().expectEvents({
      expected: [{ name: 'as_method' }, { name: 'as_call' }],
      refuted: [{ name: 'throwing' }],
    })
  })

  it('takes over the calls that the stub queued', { timeout }, async () => {
    shop().put('/', {
      attributes: { async: '' },
      head: `<script src="/stub.js"></script><script>touchline('track', 'queued_event', { n: 1 })</script>`,
    })
    await shop().open()
    await shop().expectEvents({ expected: [{ name: 'page_view' }, { name: 'queued_event', properties: { n: 1 } }] })
    expect(shop().named('queued_event')).toHaveLength(1)
  })

  it('starts from the queue when the tag names no site', { timeout }, async () => {
    const options = JSON.stringify({ site: shop().siteId, endpoint: shop().endpoint })
    shop().put('/', {
      attributes: { 'data-site': false, 'data-endpoint': false },
      head: `<script src="/stub.js"></script><script>touchline('track', 'before_init'); touchline('init', ${options})</script>`,
    })
    await shop().open()
    await shop().expectEvents({ expected: [{ name: 'page_view' }, { name: 'before_init' }] })
  })

  it('works under a strict policy without inline script, with trusted types', { timeout }, async () => {
    const policy = `default-src 'none'; img-src data:; script-src 'self'; connect-src ${new URL(shop().endpoint).origin}; require-trusted-types-for 'script'`
    shop().put('/', {}, { 'content-security-policy': policy })
    await shop().open()
    await shop().expectEvents({ expected: [{ name: 'page_view' }] })
    expect(shop().named('page_load')).toHaveLength(1)
  })

  it('takes the collector from where the script came from', { timeout }, async () => {
    shop().put('/', { attributes: { 'data-endpoint': false } })
    const posts: string[] = []
    shop().page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()))
    await shop().open()
    await shop().leave()
    expect(new Set(posts)).toEqual(new Set([`${shop().origin}/v1/events`]))
  })

  it('the module records the same', { timeout }, async () => {
    shop().put('/', {
      attributes: { 'data-site': false },
      body: `<p>Module</p><script type="module">
        import { consent, identify, init, reset, track } from '/index.js'
        init({ site: '${shop().siteId}', endpoint: '${shop().endpoint}/', mode: 'first_party', pageType: 'home', auto: ['views'] })
        init({ site: 'another' })
        track('view_item', { items: [{ item_id: 'a' }] })
      </script>`,
    })
    await shop().open()
    await shop().expectEvents({
      expected: [
        { name: 'page_view', page: { page_type: 'home' } },
        { name: 'view_item', items: [{ item_id: 'a' }] },
      ],
      refuted: [{ kind: 'page_load' }],
    })
    expect(new Set(shop().batches.map(({ site_id }) => site_id))).toEqual(new Set([shop().siteId]))
  })
})
