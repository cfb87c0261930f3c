import { randomBytes } from 'node:crypto'
import { uuidV7 } from '@touchline/events'
import { clickHouseTime, insertEvents } from '@touchline/storage'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../../../test/support/browser.js'
import { openTestDashboard, serve, signIn, type TestDashboard, testNow } from './testing/open-test-dashboard.js'

let test: TestDashboard
let server: Awaited<ReturnType<typeof serve>>
let browser: Browser
beforeAll(async () => {
  test = await openTestDashboard()
  server = await serve(test.dashboard)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await test?.close()
})

const arrive = (site_id: string, name: string, visitor_id: string) =>
  insertEvents(test.storage.owner, [
    {
      site_id,
      event_id: uuidV7(testNow - 30_000, randomBytes(10)),
      kind: 'touchpoint',
      name,
      occurred_at: clickHouseTime(testNow - 30_000),
      received_at: clickHouseTime(testNow + 1),
      visitor_id,
      identity: 'first_party',
      path: '/ao-dai',
    },
  ])

describe('pages that stay open', () => {
  it('shows who comes while it is open', async () => {
    const page = await browser.newPage()
    await page.goto(`${server.url}/sign-in?key=${test.keys.strange}`)
    await page.goto(`${server.url}/sites/strange/live`)
    const visitors = page.locator('[data-live] .figure-value').first()
    expect(await visitors.textContent()).toBe('0')
    await arrive('strange', 'page_view', 'v1')
    await arrive('strange', 'view_item', 'v2')
    await page.waitForFunction(() => document.querySelector('[data-live] .figure-value')?.textContent === '2')
    expect(await page.locator('[data-live]').textContent()).toContain('/ao-dai')
    expect(await page.locator('[data-live-state]').textContent()).toContain('Live')
    await page.close()
  })

  it('turns green when the first event of an empty site arrives', async () => {
    const page = await browser.newPage()
    await page.goto(`${server.url}/sign-in?key=${test.keys.empty}`)
    const listening = page.waitForResponse((response) => response.url().endsWith('/next-event'))
    await page.goto(`${server.url}/sites/empty/marketer?lang=vi`)
    await listening
    const waiting = page.locator('[data-waiting]')
    expect(await waiting.textContent()).toContain('Đang chờ')
    await arrive('empty', 'page_view', 'v1')
    await page.waitForSelector('[data-waiting].on')
    expect(await waiting.textContent()).toContain('Vừa đến: page_view')
    expect(await waiting.locator('a').isVisible()).toBe(true)
    await page.close()
  })

  it('is for those who are signed in, and its streams of events are nothing else', async () => {
    const cookie = await signIn(test.dashboard, test.keys.shop)
    for (const path of ['live.stream', 'next-event']) {
      expect((await test.dashboard.request(`/sites/shop/${path}`)).status).toBe(303)
      const answer = await test.dashboard.request(`/sites/shop/${path}`, { headers: { cookie } })
      expect(answer.headers.get('content-type')).toContain('text/event-stream')
      await answer.body?.cancel()
    }
    expect((await test.dashboard.request('/sites/shop/marketer.stream', { headers: { cookie } })).status).toBe(404)
  })
})
