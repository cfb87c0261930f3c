import { describe, expect, it } from 'vitest'
import { useShop } from './testing/use-shop.js'

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
      expect(
        shop()
          .named('page_view')
          .map(({ page }) => page?.path),
      ).toEqual(['/list', '/p/2'])
    })

    it('counts Back as a view', { timeout }, async () => {
      if (isPatched) await shop().page.addInitScript(withoutNavigationApi)
      await shop().open('/list')
      await shop().page.evaluate(() => history.pushState({}, '', '/p/2'))
      await shop().page.goBack()
      await shop().until(() => shop().named('page_view').length === 3, 'three views')
      expect(
        shop()
          .named('page_view')
          .map(({ page }) => page?.path),
      ).toEqual(['/list', '/p/2', '/list'])
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
      Object.defineProperty(document, 'hidden', { get: () => state === 'hidden' })
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
