import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { start } from './recording-collector.js'
import { createShop } from './server.mjs'

const collectorUrl = 'https://collect.example'
const { products, categories } = JSON.parse(readFileSync(new URL('catalogue.json', import.meta.url), 'utf8'))
let shop: Awaited<ReturnType<typeof start>>

beforeAll(async () => {
  shop = await start(createShop({ collectorUrl, siteId: 'nha-nordic', release: '1.2.0' }))
})
afterAll(() => shop.stop())

const get = (path: string, init?: RequestInit) => fetch(shop.url + path, init)

/** The status of a path that is sent exactly as it stands; fetch would tidy it first. */
const statusOf = (path: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const sent = request(shop.url, { path }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.on('error', reject)
    sent.end()
  })

const fixedPages = ['/', '/search?q=tea', '/cart', '/checkout', '/checkout/shipping', '/checkout/payment', '/account']
const pages = [
  ...fixedPages,
  ...['/order/NN-ABC', '/track', '/track/NN-ABC'],
  ...categories.map(({ slug }: { slug: string }) => `/c/${slug}`),
  ...products.map(({ slug }: { slug: string }) => `/p/${slug}`),
]

describe('pages', () => {
  it.each(pages)('%s answers in both languages and carries the script tag', async (path) => {
    for (const lang of ['en', 'vi']) {
      const response = await get(lang === 'vi' ? `${path}${path.includes('?') ? '&' : '?'}lang=vi` : path)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      const text = await response.text()
      expect(text).toContain(`<html lang="${lang}">`)
      expect(text).toMatch(
        /<script async src="https:\/\/collect\.example\/touchline\.js" data-site="nha-nordic" data-page-type="[a-z_]+" data-mode="first_party" data-release="1\.2\.0"><\/script>/,
      )
      // A value that a template did not have.
      expect(text).not.toMatch(/undefined|\[object|NaN/)
    }
  })

  it('shows prices in the currency of the language', async () => {
    expect(await (await get('/p/suong-teapot')).text()).toContain('€38.00')
    const vietnamese = await (await get('/p/suong-teapot?lang=vi')).text()
    expect(vietnamese).toContain('Ấm trà Sương')
    expect(vietnamese).toMatch(/890\.000\s₫/)
  })

  it('keeps the language in links and in the switch, and nowhere else', async () => {
    const response = await get('/search?q=tr%C3%A0&lang=vi')
    const text = await response.text()
    expect(text).toContain('href="/cart?lang=vi"')
    expect(text).toContain('<a href="/search?q=tr%C3%A0" hreflang="en"')
    expect(response.headers.get('set-cookie')).toBeNull()
  })

  it('has a picture for every product', async () => {
    for (const { slug } of products) {
      const response = await get(`/images/${slug}.svg`)
      expect(response.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
      expect(await response.text()).toContain('<svg')
    }
  })

  it('finds products without their marks', async () => {
    const text = await (await get('/search?q=DEN+ban')).text()
    expect(text).toContain('Trăng table lamp')
    expect(text).not.toContain('data-item="NN-101"')
  })

  it('answers 404 with a page of the shop', async () => {
    for (const path of ['/nothing', '/p/nothing', '/c/nothing', '/order/', '/constructor', '/p/toString']) {
      const response = await get(path)
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('data-page-type="not_found"')
    }
  })

  it('leads from an order number to its delivery', async () => {
    const response = await get('/track?order=NN-ABC&lang=vi', { redirect: 'manual' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/track/NN-ABC?lang=vi')
  })

  it('shows a consent banner only where consent is asked for', async () => {
    const adaptive = await start(createShop({ collectorUrl, siteId: 's', mode: 'adaptive' }))
    try {
      expect(await (await fetch(adaptive.url)).text()).toContain('id="consent"')
      expect(await (await get('/')).text()).not.toContain('id="consent"')
    } finally {
      await adaptive.stop()
    }
  })
})

describe('safety', () => {
  it('escapes what the visitor typed', async () => {
    const attack = `"><script>alert('x')</script></script><!--`
    const text = await (await get(`/search?q=${encodeURIComponent(attack)}`)).text()
    expect(text).toContain('&lt;script&gt;alert(&#39;x&#39;)')
    expect(text).not.toContain('<script>alert')
    expect(text).not.toContain('<!--')
    const facts = /<script type="application\/json" id="page-facts">(.*?)<\/script>/s.exec(text)?.[1] ?? ''
    expect(JSON.parse(facts).search.term).toBe(attack)
  })

  it('serves nothing outside the public folder', async () => {
    for (const path of [
      '/../server.mjs',
      '/%2e%2e/server.mjs',
      '/..%2fserver.mjs',
      '/images/../../catalogue.json',
      '/..\\server.mjs',
      '/%00',
      '/%',
      '//etc/passwd',
      '/server.mjs',
      '/catalogue.json',
      '/images',
    ]) {
      expect([path, await statusOf(path)]).toEqual([path, 404])
    }
    expect(await statusOf('/shop.js')).toBe(200)
  })

  it('allows scripts from the collector and itself alone', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toMatch(/script-src 'self' 'sha256-[A-Za-z0-9+/=]+' https:\/\/collect\.example;/)
    expect(policy).toContain("connect-src 'self' https://collect.example;")
    expect(policy).not.toContain('unsafe')
  })

  it('refuses methods other than GET and HEAD', async () => {
    expect((await get('/', { method: 'POST' })).status).toBe(405)
    const response = await get('/', { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  it('refuses options that cannot work', () => {
    expect(() => createShop({ collectorUrl: 'nowhere', siteId: 's' })).toThrow(TypeError)
    expect(() => createShop({ collectorUrl, siteId: 's', mode: 'other' as 'adaptive' })).toThrow(/adaptive/)
  })
})

describe('delivery', () => {
  it.each(['/', '/shop.js', '/images/hero.svg'])('revalidates %s', async (path) => {
    const first = await get(path)
    expect(first.headers.get('cache-control')).toBe('no-cache')
    const etag = first.headers.get('etag') ?? ''
    expect((await get(path, { headers: { 'If-None-Match': etag } })).status).toBe(304)
    expect((await get(path, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200)
  })

  it('sends the head with the script before a slow body', async () => {
    const leave = new AbortController()
    // Longer than the test may last: what arrives did not wait for the body.
    const response = await get('/?slow=30000', { signal: leave.signal })
    const reader = response.body?.getReader()
    let text = ''
    while (!text.includes('</head>')) text += new TextDecoder().decode((await reader?.read())?.value)
    expect(text).toContain('/touchline.js')
    expect(text).not.toContain('<body')
    leave.abort()
    const whole = await (await get('/?slow=1')).text()
    expect(whole).toBe(await (await get('/')).text())
  }, 20_000)
})
