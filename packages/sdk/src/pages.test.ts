import { describe, expect, it } from 'vitest'
import { useShop } from './testing/recorded-shop.js'

const shop = useShop()
const timeout = 30_000
const withoutNavigationApi = () => Object.defineProperty(window, 'navigation', { value: undefined })

describe('page views', () => {
  it('counts a load once, with its page', { timeout }, async () => {
    shop().put('/p/1', { attributes: { 'data-page-type': 'product' } })
    await shop().open('/p/1?utm_source=mail#token=secret')
    await shop().expectEvents({
      expected: [
        {
          kind: 'touchpoint',
          name: 'page_view',
          page: { url: `${shop().origin}/p/1?utm_source=mail`, path: '/p/1', title: 'Shop', page_type: 'product' },
        },
      ],
    })
    expect(shop().named('page_view')).toHaveLength(1)
  })

  it('counts once when the script is on the page twice', { timeout }, async () => {
    const tag = `<script src="/touchline.js" data-site="shop.test" data-endpoint="${shop().endpoint}"></script>`
    shop().put('/', { body: `<p>Twice</p>${tag}` })
    await shop().open()
    await shop().leave()
    expect(shop().named('page_view')).toHaveLength(1)
    expect(shop().named('page_load')).toHaveLength(1)
  })

  it('reports at most two requests for a view with its vitals', { timeout }, async () => {
    await shop().open()
    await shop().until(() => shop().has({ name: 'page_view' }), 'page_view')
    await shop().leave()
    expect(shop().batches).toHaveLength(2)
  })

  describe.each([
    ['with the Navigation API', false],
    ['with the history patched', true],
  ])('%s', (_, isPatched) => {
    it('counts a pushed page once and a replaced same address never', { timeout }, async () => {
      if (isPatched) await shop().page.addInitScript(withoutNavigationApi)
      await shop().open('/list')
      await shop().until(() => shop().has({ name: 'page_view' }), 'page_view')
      await shop().page.evaluate(() => {
        history.replaceState({ scroll: 100 }, '')
        history.pushState({}, '', '/p/2')
        history.replaceState({}, '', '/p/2')
        history.replaceState({}, '', '/p/2?size=42')
        location.hash = 'reviews'
      })
      await shop().expectEvents({
        expected: [{ name: 'page_view', page: { path: '/p/2', referrer: `${shop().origin}/list` } }],
      })
      expect(shop().named('page_view').map(({ page }) => page?.path)).toEqual(['/list', '/p/2'])
    })

    it('counts Back as a view', { timeout }, async () => {
      if (isPatched) await shop().page.addInitScript(withoutNavigationApi)
      await shop().open('/list')
      await shop().page.evaluate(() => history.pushState({}, '', '/p/2'))
      await shop().page.goBack()
      await shop().until(() => shop().named('page_view').length === 3, 'three views')
      expect(shop().named('page_view').map(({ page }) => page?.path)).toEqual(['/list', '/p/2', '/list'])
    })
  })

  it('counts query and fragment where asked', { timeout }, async () => {
    shop().put('/', { attributes: { 'data-auto': 'views,query,hash' } })
    await shop().open()
    await shop().page.evaluate(() => {
      history.pushState({}, '', '/?page=2')
      location.hash = 'cart'
    })
    await shop().until(() => shop().named('page_view').length === 3, 'three views')
    expect(shop().named('page_view')[2]?.page?.url).toBe(`${shop().origin}/?page=2#cart`)
    await shop().expectEvents({ refuted: [{ kind: 'page_load' }] })
  })

  it('leaves a frozen or throwing history alone', { timeout }, async () => {
    await shop().page.addInitScript(withoutNavigationApi)
    await shop().page.addInitScript(() => {
      const push = history.pushState
      history.pushState = function (...args) {
        if (args[2] === '/forbidden') throw new Error('the shop’s own error')
        push.apply(this, args)
      }
      Object.freeze(history)
    })
    await shop().open('/list')
    const thrown = await shop().page.evaluate(() => {
      history.pushState({}, '', '/p/2')
      try {
        history.pushState({}, '', '/forbidden')
      } catch (error) {
        return (error as Error).message
      }
    })
    expect(thrown).toBe('the shop’s own error')
    await shop().page.goBack()
    await shop().expectEvents({ expected: [{ name: 'page_view', page: { path: '/list' } }] })
  })

  it('records no views where they are off', { timeout }, async () => {
    shop().put('/', { attributes: { 'data-auto': 'vitals' } })
    await shop().open()
    await shop().expectEvents({ refuted: [{ name: 'page_view' }] })
    expect(shop().named('page_load')).toHaveLength(1)
  })

  it('counts a page restored from the back/forward cache, with its own load', { timeout }, async () => {
    // The restored page waits for two frames, as the vitals of a restore do, and leaves for good.
    shop().put('/list', {
      body: `<h1>Shoes</h1><script>
        const later = (run) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run, 50)))
        addEventListener('pageshow', ({ persisted }) => later(() => { location.href = persisted ? '/elsewhere' : '/back' }))
      </script>`,
    })
    shop().put('/back', {
      attributes: { 'data-site': false },
      body: `<script>addEventListener('load', () => setTimeout(() => history.back()))</script>`,
    })
    const loads = () => shop().events.filter(({ kind }) => kind === 'page_load')
    await shop().visitUnattended('/list', () => shop().until(() => loads().length === 2, 'two loads'))
    expect(shop().named('page_view')).toHaveLength(2)
    const [first, second] = loads() as unknown as Record<string, unknown>[]
    expect(first).toMatchObject({ navigation_type: 'navigate', revision: 0 })
    expect(second).toMatchObject({ navigation_type: 'bfcache', revision: 0, ttfb_ms: 0, lcp_ms: expect.any(Number) })
    expect(second?.navigation_id).not.toBe(first?.navigation_id)
  })

  it('counts a tab opened in the background when it is first seen', { timeout }, async () => {
    await shop().page.addInitScript(() => {
      // Headless tabs are always visible; the shop sees what a background tab would show it.
      let state: DocumentVisibilityState = 'hidden'
      Object.defineProperty(document, 'visibilityState', { get: () => state })
      Object.assign(window, {
        show: () => {
          state = 'visible'
          document.dispatchEvent(new Event('visibilitychange'))
        },
      })
    })
    await shop().page.goto(shop().origin)
    await shop().call('track', 'before_seen')
    await shop().until(() => shop().has({ name: 'before_seen' }), 'before_seen')
    expect(shop().named('page_view')).toEqual([])
    await shop().page.evaluate(() => (window as unknown as { show: () => void }).show())
    await shop().until(() => shop().has({ name: 'page_view' }), 'page_view')
  })
})

describe('page loads', () => {
  it('sends one final snapshot with the vitals when the page is hidden', { timeout }, async () => {
    shop().put('/', {
      attributes: { 'data-release': '2026.1' },
      head: `<script>addEventListener('DOMContentLoaded', () => performance.mark('touchline-product-visible'))</script>`,
    })
    await shop().open()
    await shop().page.waitForLoadState('load')
    await shop().page.mouse.click(20, 20)
    await shop().page.waitForFunction(() => performance.getEntriesByType('navigation')[0]?.toJSON().loadEventEnd > 0)
    await shop().leave()
    const loads = shop().events.filter(({ kind }) => kind === 'page_load')
    expect(loads).toHaveLength(1)
    const time = expect.any(Number)
    expect(loads[0]).toMatchObject({
      name: 'page_load',
      navigation_type: 'navigate',
      navigation_id: expect.any(String),
      revision: 0,
      ttfb_ms: time,
      fcp_ms: time,
      lcp_ms: time,
      inp_ms: time,
      cls: 0,
      dom_ready_ms: time,
      load_ms: time,
      product_visible_ms: time,
      hidden_at_ms: time,
      visible_ms: time,
      effective_type: expect.stringMatching(/g$/),
      device_memory: time,
      release: '2026.1',
    })
    expect(loads[0]).not.toHaveProperty('initially_hidden')
  })

  it('measures layout shifts', { timeout }, async () => {
    shop().put('/', { body: '<div id="banner"></div><h1 style="height:200px">Shoes</h1>' })
    await shop().open()
    await shop().page.evaluate(async () => {
      const shifted = new Promise((resolve) => new PerformanceObserver(resolve).observe({ type: 'layout-shift' }))
      ;(document.querySelector('#banner') as HTMLElement).style.height = '300px'
      await shifted
    })
    await shop().leave()
    const [load] = shop().named('page_load')
    expect(load && 'cls' in load && load.cls).toBeGreaterThan(0.05)
  })

  it('reports who leaves before the first paint, at once and without one', { timeout }, async () => {
    shop().pages['/slow'] = (response) => {
      // The head arrives, the body never does.
      response.writeHead(200, { 'content-type': 'text/html' })
      response.write(shop().html().split('<body>')[0])
    }
    await shop().page.goto(`${shop().origin}/slow`, { waitUntil: 'commit' })
    await shop().until(() => shop().has({ name: 'page_view' }), 'page_view')
    await shop().expectEvents({
      action: () => shop().leave(),
      expected: [{ name: 'page_leave', kind: 'page_load', revision: 0, page: { path: '/slow' } }],
      refuted: [{ name: 'page_load' }],
    })
    const [leave] = shop().named('page_leave')
    expect(leave).toMatchObject({ hidden_at_ms: expect.any(Number), ttfb_ms: expect.any(Number) })
    expect(leave).not.toHaveProperty('fcp_ms')
    expect(leave).not.toHaveProperty('lcp_ms')
  })

  it('sends a later snapshot with a higher revision and an id of its own', { timeout }, async () => {
    await shop().page.addInitScript(() => {
      let state: DocumentVisibilityState = 'visible'
      Object.defineProperty(document, 'visibilityState', { get: () => state })
      Object.assign(window, {
        turn: (next: DocumentVisibilityState) => {
          state = next
          document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
        },
      })
    })
    await shop().open()
    const turn = (state: string) =>
      shop().page.evaluate((next) => (window as unknown as { turn: (state: string) => void }).turn(next), state)
    await turn('hidden')
    await turn('visible')
    await shop().page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 5))))
    await turn('hidden')
    await shop().until(() => shop().named('page_load').length === 2, 'two snapshots')
    const [first, second] = shop().named('page_load') as unknown as Record<string, number>[]
    expect(second?.navigation_id).toBe(first?.navigation_id)
    expect(second?.hidden_at_ms).toBe(first?.hidden_at_ms)
    expect([first?.revision, second?.revision]).toEqual([0, 1])
    expect(second?.visible_ms).toBeGreaterThan(first?.visible_ms ?? Infinity)
  })

  it('flags soft navigations, which have no vitals', { timeout }, async () => {
    await shop().open('/list')
    await shop().page.evaluate(() => history.pushState({}, '', '/p/2'))
    await shop().leave()
    const [load, soft] = shop().named('page_load')
    expect(load).toMatchObject({ navigation_type: 'navigate', page: { path: '/list' }, lcp_ms: expect.any(Number) })
    expect(soft).toMatchObject({ navigation_type: 'soft', page: { path: '/p/2' }, visible_ms: expect.any(Number) })
    for (const field of ['lcp_ms', 'ttfb_ms', 'fcp_ms', 'hidden_at_ms']) expect(soft).not.toHaveProperty(field)
  })

  it('counts a prerendered page when it is activated, from then on', { timeout }, async () => {
    const rules = { prerender: [{ source: 'list', urls: ['/p/2'], eagerness: 'immediate' }] }
    shop().put('/list', {
      attributes: { 'data-site': false },
      head: `<script type="speculationrules">${JSON.stringify(rules)}</script>`,
      body: `<script>fetch('/prerendered').then(() => { location.href = '/p/2' })</script>`,
    })
    shop().put('/p/2', {
      body: `<h1>Shoe</h1><script>
        touchline.track('while_prerendered')
        addEventListener('load', () => fetch('/loaded'))
        document.addEventListener('prerenderingchange', () =>
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => { location.href = '/elsewhere' }, 100))))
      </script>`,
    })
    let sentWhilePrerendering: number | undefined
    const loaded = new Promise<void>((resolve) => {
      shop().pages['/loaded'] = (response) => {
        sentWhilePrerendering = shop().batches.length
        response.end()
        resolve()
      }
    })
    shop().pages['/prerendered'] = (response) => void loaded.then(() => response.end())
    await shop().visitUnattended('/list', () => shop().until(() => shop().has({ kind: 'page_load' }), 'a load'))
    expect(sentWhilePrerendering).toBe(0)
    expect(shop().named('page_view')).toHaveLength(1)
    expect(shop().named('while_prerendered')).toHaveLength(1)
    const [load] = shop().events.filter(({ kind }) => kind === 'page_load')
    expect(load).toMatchObject({ name: 'page_load', navigation_type: 'prerender', ttfb_ms: 0, hidden_at_ms: expect.any(Number) })
    expect(load).not.toHaveProperty('initially_hidden')
  })
})
