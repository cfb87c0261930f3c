import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createShop } from '@touchline/example-shop'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.js'
import {
  addSite,
  type SiteKeys,
  startTouchline,
  type TouchlineProcess,
  touchline,
} from '../support/touchline-process.js'
import { until } from '../support/until.js'

const dataDir = mkdtempSync(join(tmpdir(), 'touchline-shop-'))
let server: TouchlineProcess
let keys: SiteKeys
let shop: Server
let shopUrl: string
let browser: Browser

beforeAll(async () => {
  server = await startTouchline(dataDir)
  keys = await addSite(dataDir, ['nha-nordic', '--currency', 'EUR', '--timezone', 'Asia/Ho_Chi_Minh'])
  shop = createServer(createShop({ collectorUrl: server.collector, siteId: 'nha-nordic', mode: 'first_party' }))
  shop.listen(0, '127.0.0.1')
  await once(shop, 'listening')
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  shop?.close()
  await server?.end('SIGTERM')
  rmSync(dataDir, { recursive: true, force: true })
})

/** A new visitor: a browser profile of its own. Answers what the page complained about. */
async function visit(walk: (page: Page) => Promise<void>): Promise<string[]> {
  const context = await browser.newContext({ baseURL: shopUrl })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  await walk(page)
  // Leaving for another page is what a visitor does last; it sends what is still to be sent.
  await page.goto('about:blank')
  await context.close()
  return problems
}

const follow = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name }).click()
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function fillCart(page: Page) {
  await page.goto('/?utm_source=zalo&utm_medium=social')
  await follow(page, 'Trăng table lamp')
  await page.waitForURL('**/p/trang-lamp')
  await press(page, 'Add to cart')
  await page.getByRole('status').getByText('Added to your cart').waitFor()
}

async function buy(page: Page) {
  await fillCart(page)
  await follow(page, 'Go to cart')
  await follow(page, 'Go to checkout')
  await page.getByLabel('E-mail').fill('mai@example.com')
  await press(page, 'Continue to delivery')
  await page.waitForURL('**/checkout/shipping')
  await page.getByLabel('Full name').fill('Mai Lindqvist')
  await page.getByLabel('Address').fill('Storgatan 1')
  await page.getByLabel('City').fill('Umeå')
  await press(page, 'Continue to payment')
  await page.waitForURL('**/checkout/payment')
  await page.getByLabel('Card number').fill('4242 4242 4242 4242')
  await press(page, 'Place order')
  await page.getByRole('heading', { name: 'Thank you for your order' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Thank you for your order' }).waitFor()
}

/** Asks a report as an analyst would: over HTTP with the read key. */
async function ask<Answer>(name: string, params: object): Promise<Answer> {
  const answer = await fetch(`${server.reports}/v1/reports/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.read_key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ site_id: 'nha-nordic', ...params }),
  })
  expect(answer.status, await answer.clone().text()).toBe(200)
  return answer.json() as Promise<Answer>
}

const steps = ['page_view', 'view_item', 'add_to_cart', 'begin_checkout', 'purchase'].map((name) => ({ name }))
const stepCounts = async () => {
  const { rows } = await ask<{ rows: { count: number }[] }>('funnel', { steps })
  return rows.map(({ count }) => count)
}

/** The cells of a table's body on the dashboard, as text. */
async function tableRows(page: Page, caption: string): Promise<string[][]> {
  const rows = await page.getByRole('table', { name: caption }).getByRole('row').all()
  const texts = await Promise.all(rows.map((row) => row.locator('th, td').allTextContents()))
  return texts.slice(1).map((cells) => cells.map((cell) => cell.trim()))
}

interface Rate {
  numerator: number
  denominator: number
}
const counts = ({ numerator, denominator }: Rate) => [numerator, denominator]

describe('three persons in the example shop', () => {
  it('are exactly what the reports and the dashboard show', async () => {
    const problems = [
      ...(await visit(buy)),
      ...(await visit(fillCart)),
      ...(await visit(async (page) => {
        // The body does not come before this visitor has had enough.
        await page.goto('/?slow=30000', { waitUntil: 'commit' })
        await until(
          () => page.evaluate(() => typeof (window as unknown as { touchline?: { track?: unknown } }).touchline?.track),
          (type) => type === 'function',
        )
      })),
    ]
    expect(problems).toEqual([])

    expect(await until(stepCounts, (found) => found[0] === 3 && found[4] === 1)).toEqual([3, 2, 2, 1, 1])

    // Later on: the carts are old enough to be judged, and who left has not come back.
    const as_of = Date.now() + 3 * 3_600_000
    type Abandonment = {
      totals: Record<'gross' | 'net' | 'left_while_loading' | 'bounce', Rate> & { steps: object; value: object }
    }
    const { totals } = await until(
      () => ask<Abandonment>('abandonment', { as_of }),
      (answer) => answer.totals.left_while_loading.numerator === 1,
    )
    expect(counts(totals.gross)).toEqual([1, 2])
    expect(counts(totals.left_while_loading)).toEqual([1, 3])
    expect(counts(totals.bounce)).toEqual([0, 2])
    expect(totals.steps).toEqual({ cart: 2, begin: 1, shipping: 1, payment: 1, purchased: 1 })
    expect(totals.value).toMatchObject({ gross: [{ currency: 'EUR', amount: '89.00' }] })

    type Journey = { rows: { stage: string; reached: number }[] }
    const journey = await ask<Journey>('journey', { as_of })
    expect(journey.rows.map(({ stage, reached }) => [stage, reached])).toEqual([
      ['awareness', 3],
      ['consideration', 2],
      ['decision', 2],
      ['delivery_use', 1],
      ['loyalty_advocacy', 0],
    ])

    const page = await (await browser.newContext()).newPage()
    await page.goto(`${server.reports}/sign-in?key=${keys.read_key}`)
    const query = new URLSearchParams(steps.map(({ name }, i) => [`step${i + 1}`, name]))
    await page.goto(`${server.reports}/sites/nha-nordic/funnel?${query}`)
    const shown = await tableRows(page, 'How many reach each step')
    expect(shown.map((cells) => cells.slice(0, 2))).toEqual([
      ['1. page_view', '3'],
      ['2. view_item', '2'],
      ['3. add_to_cart', '2'],
      ['4. begin_checkout', '1'],
      ['5. purchase', '1'],
    ])
    await page.goto(`${server.reports}/sites/nha-nordic/journey`)
    const stages = await tableRows(page, 'People who reached each stage')
    expect(stages.map((cells) => cells[1])).toEqual(['3', '2', '2', '1', '0'])
    await page.context().close()

    const report = await touchline(dataDir, [
      'report',
      'funnel',
      '--site',
      'nha-nordic',
      '--steps',
      steps.map(({ name }) => name).join(),
      '--format',
      'json',
    ])
    expect(JSON.parse(report.stdout).rows.map(({ count }: { count: number }) => count)).toEqual([3, 2, 2, 1, 1])
  })
})
