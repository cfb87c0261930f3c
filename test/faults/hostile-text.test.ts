import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.js'
import { batchOf, post, viewItem } from '../support/event-load.js'
import { openConnection } from '../support/raw-connection.js'
import { type RunningShop, startShop, takesEvents } from '../support/running-shop.js'
import { until } from '../support/until.js'
import { shoppingWith } from './shopping-with.js'

let shop: RunningShop
beforeAll(async () => {
  const sites = [
    ['shop', '--mode', 'first_party'],
    ['guarded', '--origin', 'https://shop.example'],
  ]
  shop = await startShop(sites, { TOUCHLINE_LOG_LEVEL: 'trace' })
})
afterAll(() => shop?.close())

describe('text that is made to do harm', () => {
  it('A10 CR, LF and ANSI codes in the headers: they forge no line of the log', async () => {
    const forged = '{"level":30,"forged":"line"}'
    // One site that is not there, and one that refuses the origin: each says whom it refuses.
    const bodies = ['nobody', 'guarded'].map((siteId) => batchOf([viewItem()], siteId))
    const request = (header: string, body: string) =>
      `POST /v1/events HTTP/1.1\r\nHost: c.example\r\nContent-Type: text/plain\r\n${header}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`
    const hostile = [
      `x\n${forged}`,
      `x\r${forged}`,
      `x\r\n ${forged}`,
      `x\u001b[2J\u001b[31mred`,
      'x\u0000y',
      `x\u0085${forged}`,
    ]
    for (const [value, body] of hostile.flatMap((value) => bodies.map((body) => [value, body] as const))) {
      for (const name of ['User-Agent', 'Origin', 'X-Forwarded-For', 'Content-Encoding']) {
        const connection = await openConnection(shop.server.collector)
        connection.write(Buffer.from(request(`${name}: ${value}`, body), 'latin1'))
        await until(connection.isClosed, Boolean)
        expect(connection.received()).toMatch(/^HTTP\/1\.1 4\d\d /)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
        expect(connection.received()).not.toMatch(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]/)
      }
    }
    await fetch(`${shop.server.collector}/%0d%0a${encodeURIComponent(forged)}`)
    expect(await takesEvents(shop)).toBe(true)
    const lines = shop.server.log().split('\n').filter(Boolean)
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(JSON.parse(line)).not.toHaveProperty('forged')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(shop.server.log()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  })

  it('A10 markup in every field and parameter: nothing of it runs in the dashboard', async () => {
    const markup = `"'><img src=x onerror=window.ran=1><script>window.ran=1</script>{{window.ran=1}}`
    await post(shop.server.collector, batchOf(shoppingWith(markup)), { 'user-agent': `Mozilla/5.0 ${markup}` })
    await shop.drained()
    const browser = await launchBrowser()
    try {
      const page = await browser.newPage()
      await page.goto(`${shop.server.reports}/sign-in?key=${shop.keys.shop?.read_key}`)
      const asked = encodeURIComponent(markup)
      const pages = [
        'overview',
        `overview?from=${asked}&to=${asked}&timezone=${asked}`,
        'journey',
        'funnel?breakdown=source',
        'funnel?breakdown=campaign&step1=page_view&step2=view_item',
        'funnel?step1=page_view&step1_property=path&step1_operator=contains&step1_value=img&step2=view_item&breakdown=path',
        `funnel?step1=${asked}&step2=${asked}&step1_property=${asked}&step1_value=${asked}&breakdown=${asked}&window=${asked}`,
        'abandonment?breakdown=source',
        `abandonment?breakdown=${asked}&definition=${asked}`,
        'load-time?breakdown=path',
        `load-time?at=${asked}&metric=${asked}&breakdown=${asked}`,
        asked,
      ]
      let shown = 0
      for (const path of pages) {
        await page.goto(`${shop.server.reports}/sites/shop/${path}`)
        await page.waitForLoadState('networkidle')
        expect(await page.evaluate('window.ran'), path).toBeUndefined()
        expect(await page.locator('img[src="x"], script:not([src]):not([type="application/json"])').count(), path).toBe(
          0,
        )
        if ((await page.locator('body').textContent())?.includes('onerror=')) shown++
      }
      // The markup is there to be read, as text.
      expect(shown).toBeGreaterThan(2)
    } finally {
      await browser.close()
    }
  })
})
