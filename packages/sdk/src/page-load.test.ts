import { describe, expect, it } from 'vitest'
import { useShop } from './testing/use-shop.js'

const shop = useShop()
const timeout = 30_000

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
    expect(loads[0]).toMatchObject({ initially_hidden: false })
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

  it('measures what the untouched web-vitals package measures', { timeout }, async () => {
    shop().put('/', {
      head: '<script src="/web-vitals.iife.js"></script>',
      body: `<div id="banner"></div><h1 style="height:200px">Shoes</h1><button>Buy</button><script>
        const seen = {}
        const record = ({ name, value }) => {
          seen[name] = value
          localStorage.setItem('reference', JSON.stringify(seen))
        }
        for (const name of ['onFCP', 'onLCP', 'onCLS', 'onINP', 'onTTFB']) webVitals[name](record, { reportAllChanges: true })
        document.querySelector('button').addEventListener('click', () => {
          const end = performance.now() + 60
          while (performance.now() < end);
        })
      </script>`,
    })
    await shop().open()
    await shop().page.waitForLoadState('load')
    await shop().page.evaluate(async () => {
      const shifted = new Promise((resolve) => new PerformanceObserver(resolve).observe({ type: 'layout-shift' }))
      const banner = document.querySelector('#banner') as HTMLElement
      banner.style.height = '300px'
      await shifted
    })
    await shop().page.click('button')
    await shop().page.keyboard.press('Tab')
    await shop().leave()
    const kept = await shop().page.evaluate(() => localStorage.getItem('reference') ?? '{}')
    const { FCP, LCP, CLS, INP, TTFB } = JSON.parse(kept)
    expect(INP).toBeGreaterThanOrEqual(56)
    expect(CLS).toBeGreaterThan(0)
    const [load] = shop().named('page_load')
    expect(load).toMatchObject({
      fcp_ms: Math.round(FCP),
      lcp_ms: Math.round(LCP),
      inp_ms: Math.round(INP),
      ttfb_ms: Math.round(TTFB),
      cls: Math.round(CLS * 10_000) / 10_000,
    })
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
      Object.defineProperty(document, 'hidden', { get: () => state === 'hidden' })
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
    expect(load).toMatchObject({
      name: 'page_load',
      navigation_type: 'prerender',
      ttfb_ms: 0,
      hidden_at_ms: expect.any(Number),
    })
    expect(load).toMatchObject({ initially_hidden: false })
  })
})
