import { readFile } from 'node:fs/promises'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../../../test/support/browser.js'
import { homeViews, reportPages } from './pages/registry.js'
import { openTestDashboard, serve, type TestDashboard } from './testing/open-test-dashboard.js'

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

/** A signed-in page that keeps every console error, script error and policy violation. */
async function openPage(width: number, colorScheme: 'light' | 'dark' = 'light', javaScriptEnabled = true) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, javaScriptEnabled })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(`${server.url}/sign-in?key=${test.keys.empty}`)
  await page.goto(`${server.url}/sign-in?key=${test.keys.shop}`)
  return { page, problems, close: () => context.close() }
}

/** Scrolls each chart into view and waits until it is drawn. */
async function chartsDrawn(page: Page): Promise<void> {
  const charts = await page.locator('[data-chart]').all()
  for (const chart of charts) await chart.scrollIntoViewIfNeeded()
  await page.waitForFunction(() => document.querySelectorAll('[data-chart]:not([data-drawn])').length === 0)
}

const pages = [...homeViews, ...reportPages].map(({ name }) => name)

describe.each([1440, 390])('at %i px', (width) => {
  it.each(pages)('%s draws its charts and fits', async (name) => {
    const { page, problems, close } = await openPage(width)
    await page.goto(`${server.url}/sites/shop/${name}`)
    await chartsDrawn(page)
    for (const chart of await page.locator('[data-chart]').all())
      expect(await chart.locator('svg path').count()).toBeGreaterThan(0)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    expect(problems).toEqual([])
    await close()
  })
})

describe('accessibility', () => {
  const views = [...pages.map((name) => `/sites/shop/${name}`), '/sites/empty/marketer', '/sign-in']
  it.each(['en', 'vi'])('has nothing serious in %s', async (language) => {
    for (const [width, scheme] of [
      [1440, 'light'],
      [390, 'dark'],
    ] as const) {
      const { page, close } = await openPage(width, scheme)
      for (const path of views) {
        await page.goto(`${server.url}${path}?lang=${language}`)
        await chartsDrawn(page)
        await page.evaluate(axe.source)
        const violations = await page.evaluate(async () => {
          const { axe: here } = window as unknown as { axe: typeof axe }
          const found = (await here.run()).violations
          return found
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
        })
        expect(violations, `${path} ${language} ${width}`).toEqual([])
      }
      await close()
    }
  })
})

describe('with hands', () => {
  it('explains a figure on request and copies the curl command', async () => {
    const { page, problems, close } = await openPage(1440)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(`${server.url}/sites/shop/abandonment`)
    const button = page.getByRole('button', { name: 'What does “Abandoned” mean?' }).first()
    await button.click()
    await page.getByText('Gross abandonment: carts left for W').first().waitFor({ state: 'visible' })
    await page.keyboard.press('Escape')
    await page.getByText('As curl', { exact: true }).click()
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('/v1/reports/abandonment')
    expect(problems).toEqual([])
    await close()
  })

  it('takes the figures of one panel away: as a file, as a picture', async () => {
    const { page, problems, close } = await openPage(1440)
    await page.goto(`${server.url}/sites/shop/abandonment`)
    await chartsDrawn(page)
    const saved = async (name: string) => {
      await page.getByRole('button', { name: 'Take away: How far the carts came' }).click()
      const download = page.waitForEvent('download')
      await page.locator('#menu-abandonment-steps').getByText(name, { exact: true }).click()
      const path = await (await download).path()
      await page.keyboard.press('Escape')
      return readFile(path)
    }
    expect((await saved('CSV')).toString()).toMatch(/^step,count,ended_before\r\ncart,\d+,\r\nbegin,\d+,\d+\r\n/)
    expect((await saved('NDJSON')).toString()).toMatch(/^\{"step":"cart","count":\d+,"ended_before":null\}\n/)
    expect((await saved('SVG')).toString()).toMatch(/^<svg[^>]+xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
    expect((await saved('PNG')).subarray(1, 4).toString()).toBe('PNG')
    expect(problems).toEqual([])
    await close()
  })

  it('filters by a choice, without empty fields in the address', async () => {
    const { page, close } = await openPage(1440)
    await page.goto(`${server.url}/sites/shop/load-time`)
    const filters = page.getByRole('button', { name: 'Days and filters' })
    await filters.click()
    expect(await page.locator('#filters select[name=country] option').allTextContents()).toEqual([
      'All countries',
      'Finland',
      'Vietnam',
    ])
    await page.locator('#filters select[name=device]').selectOption('mobile')
    await page.locator('#filters select[name=new_dimension]').selectOption('path')
    await page.locator('#filters select[name=new_operator]').selectOption('contains')
    await page.locator('#filters input[name=new_value]').fill('/p/')
    await page.locator('#filters').getByRole('button', { name: 'Show' }).click()
    await page.waitForURL(/device=mobile.*where=path%7Econtains%7E%2Fp%2F/)
    expect(new URL(page.url()).searchParams.has('country')).toBe(false)
    await page.getByRole('link', { name: 'Remove the filter Mobile' }).click()
    await page.waitForURL((url) => !url.searchParams.has('device') && url.searchParams.has('where'))
    await page.goBack()
    await page.getByRole('link', { name: 'Remove the filter Mobile' }).waitFor()
    await close()
  })

  it('walks through the funnel builder and on to one person with the keyboard alone', async () => {
    const { page, problems, close } = await openPage(1440)
    await page.goto(`${server.url}/sites/shop/funnel`)
    /** Presses Tab until the element that has the focus is the one wanted. */
    const tabTo = async (selector: string) => {
      for (let presses = 0; presses < 200; presses++) {
        await page.keyboard.press('Tab')
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
      }
      throw new Error(`Tab never came to ${selector}`)
    }
    await tabTo('.builder > summary')
    await page.keyboard.press('Enter')
    await tabTo('input[name=step2]')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('begin_checkout')
    await tabTo('button[value=remove-3]')
    await page.keyboard.press('Enter')
    await page.waitForURL(/step1=view_item&step2=begin_checkout&step3=purchase&edit=1$/)
    await tabTo('select[name=trend]')
    await page.keyboard.press('ArrowDown')
    await tabTo('.builder-end button[type=submit]')
    await page.keyboard.press('Enter')
    await page.waitForURL(/step2=begin_checkout&step3=purchase&trend=day/)
    expect(await page.locator('#panel-funnel-steps tbody tr').count()).toBe(3)
    await page.locator('#panel-funnel-trend').waitFor()
    await tabTo('a[href*="outcome=dropped"]')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/funnel\/people\?.*step=2&outcome=dropped/)
    await tabTo('a[href*="/person/"]')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'What did this person do?' }).waitFor()
    expect(await page.locator('.timeline li strong').allTextContents()).toContain('view_item')
    expect(problems).toEqual([])
    await close()
  })

  it('builds a funnel without JavaScript', async () => {
    const { page, close } = await openPage(1440, 'light', false)
    await page.goto(`${server.url}/sites/shop/funnel`)
    await page.locator('.builder > summary').click()
    await page.getByRole('button', { name: 'Add a step' }).click()
    await page.waitForURL(/step5=add_shipping_info/)
    await page.getByRole('button', { name: 'Remove step 5' }).click()
    await page.getByLabel('Step 2', { exact: true }).fill('begin_checkout')
    await page.getByLabel('Step 2', { exact: true }).press('Enter')
    await page.waitForURL(/step2=begin_checkout/)
    expect(await page.locator('tbody tr').count()).toBe(4)
    await close()
  })
})
