import { describe, expect, it } from 'vitest'
import { useShop } from './testing/use-shop.js'

const shop = useShop()
const timeout = 30_000
const loads = () => shop().events.filter(({ kind }) => kind === 'page_load')
/** A page that can be told to be hidden and shown: headless tabs are always visible. */
const withVisibility = (first: DocumentVisibilityState) => {
  let state = first
  Object.defineProperty(document, 'visibilityState', { get: () => state })
  Object.defineProperty(document, 'hidden', { get: () => state === 'hidden' })
  Object.assign(window, {
    turn: (next: DocumentVisibilityState) => {
      state = next
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    },
  })
}
const turn = (state: string) => shop().page.evaluate(`turn('${state}')`)

describe('vitals', () => {
  it('of a page hidden at load have neither LCP nor FCP', { timeout }, async () => {
    await shop().page.addInitScript(withVisibility, 'hidden' as const)
    await shop().open()
    await turn('visible')
    await shop().page.evaluate(() => document.body.append('More and larger text than there was before'))
    await turn('hidden')
    await shop().until(() => loads().length > 0, 'a load')
    expect(loads()[0]).toMatchObject({ initially_hidden: true, hidden_at_ms: 0, visible_ms: expect.any(Number) })
    for (const field of ['lcp_ms', 'fcp_ms']) expect(loads()[0]).not.toHaveProperty(field)
  })

  it('end LCP at trusted input, not at a click by a script', { timeout }, async () => {
    const grow = (text: string) =>
      shop().page.evaluate(async (content) => {
        const painted = new Promise((resolve) =>
          new PerformanceObserver(resolve).observe({ type: 'largest-contentful-paint' }),
        )
        document.body.insertAdjacentHTML('beforeend', `<p style="font-size:80px">${content}</p>`)
        await painted
      }, text)
    const lcpSoFar = () =>
      shop().page.evaluate(
        () =>
          new Promise<number>((resolve) =>
            new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
              type: 'largest-contentful-paint',
              buffered: true,
            }),
          ),
      )
    await shop().open()
    await shop().page.evaluate(() => document.body.click())
    await grow('Large text after a click that no visitor made')
    const before = await lcpSoFar()
    await shop().page.mouse.click(5, 5)
    await shop().page.evaluate(async () => {
      document.body.insertAdjacentHTML(
        'beforeend',
        `<p style="font-size:90px">${'Larger text that is too late. '.repeat(5)}</p>`,
      )
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    })
    await shop().leave()
    expect(loads()[0]).toMatchObject({ lcp_ms: Math.round(before) })
  })

  it('leave the slowest of more than fifty interactions out of INP', { timeout }, async () => {
    shop().put('/', {
      body: `<button>Buy</button><script>
        let slow = 200
        document.querySelector('button').addEventListener('click', () => {
          const end = performance.now() + slow
          while (performance.now() < end);
          slow = 60
          document.body.append('.')
        })
      </script>`,
    })
    await shop().open()
    for (let i = 0; i < 55; i++) await shop().page.click('button')
    await shop().page.keyboard.press('Tab')
    await shop().leave()
    const [load] = loads()
    expect(load && 'inp_ms' in load ? load.inp_ms : undefined).toBeLessThan(200)
  })
})

describe('a page that is prerendered and never seen', () => {
  it('counts for nothing', { timeout }, async () => {
    const rules = { prerender: [{ source: 'list', urls: ['/p/2'], eagerness: 'immediate' }] }
    shop().put('/list', {
      attributes: { 'data-site': false },
      head: `<script type="speculationrules">${JSON.stringify(rules)}</script>`,
      body: `<script>fetch('/prerendered').then(() => { location.href = '/end' })</script>`,
    })
    shop().put('/p/2', {
      attributes: { 'data-mode': 'first_party' },
      body: `<h1>Shoe</h1><script>touchline.track('never_seen'); addEventListener('load', () => setTimeout(() => fetch('/loaded'), 200))</script>`,
    })
    shop().put('/end', { attributes: { 'data-mode': 'first_party' }, body: '<h1>End</h1>' })
    const loaded = new Promise<void>((resolve) => {
      shop().pages['/loaded'] = (response) => {
        response.end()
        resolve()
      }
    })
    shop().pages['/prerendered'] = (response) => void loaded.then(() => response.end())
    const seen = () => shop().has({ name: 'page_view', page: { path: '/end' } })
    await shop().visitUnattended('/list', () => shop().until(seen, 'the view of the page that was seen'))
    expect(shop().named('never_seen')).toEqual([])
    expect(shop().named('page_view')).toHaveLength(1)
  })
})

describe('addresses by fragment', () => {
  it('count once each, and Back once', { timeout }, async () => {
    shop().put('/', { attributes: { 'data-auto': 'views,hash' } })
    await shop().open('/#/shoes')
    await shop().page.evaluate(() => {
      location.hash = '/shoes/1'
    })
    await shop().until(() => shop().named('page_view').length === 2, 'two views')
    await shop().page.goBack()
    await shop().until(() => shop().named('page_view').length === 3, 'three views')
    await shop().leave()
    expect(
      shop()
        .named('page_view')
        .map(({ page }) => page?.url?.split('#')[1]),
    ).toEqual(['/shoes', '/shoes/1', '/shoes'])
  })
})
