import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../test/support/browser.js'
import { start, startRecordingCollector } from './recording-collector.js'
import { createShop, type ShopOptions } from './server.mjs'

let browser: Browser
let collector: Awaited<ReturnType<typeof startRecordingCollector>>
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  collector = await startRecordingCollector()
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  collector.forget()
})
afterAll(async () => {
  await browser.close()
  await collector.stop()
})

/** A new visitor in the shop. `problems` collects script errors and breaches of the content security policy. */
async function enter(mode: ShopOptions['mode'], path: string) {
  const shop = await start(createShop({ collectorUrl: collector.url, siteId: 'nha-nordic', mode }))
  const context = await browser.newContext({ baseURL: shop.url })
  stops.push(() => context.close(), shop.stop)
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  await page.goto(path)
  return { page, problems }
}

const names = () => collector.calls().map(({ call }) => (call[0] === 'track' ? call[1] : call[0]))
const waitForCalls = (expected: string[]) => expect.poll(names, { timeout: 15_000 }).toEqual(expected)
const fieldsOf = (name: string) =>
  collector
    .calls()
    .filter(({ call }) => call[1] === name)
    .map(({ call }) => call[2] as Record<string, unknown>)

async function follow(page: Page, name: string, address: string) {
  await page.getByRole('main').getByRole('link', { name }).click()
  await page.waitForURL(address)
}
async function press(page: Page, name: string, address?: string) {
  await page.getByRole('button', { name, exact: true }).click()
  if (address) await page.waitForURL(address)
}

describe('a visit', () => {
  it('from home to the thanks page reports every step with its values', async () => {
    const { page, problems } = await enter('first_party', '/')
    await follow(page, 'Trăng table lamp', '**/p/trang-lamp')
    await page.waitForFunction(() => performance.getEntriesByName('touchline-product-visible').length === 1)
    await page.getByLabel('Quantity').fill('2')
    await press(page, 'Add to cart')
    await page.getByRole('status').getByText('Added to your cart: Trăng table lamp.').waitFor()
    await page.getByRole('link', { name: 'Cart, items: 2' }).waitFor()

    await page.getByLabel('Search the shop').fill('goi tua')
    await press(page, 'Search', '**/search?q=*')
    await follow(page, 'Sól cushion', '**/p/sol-cushion')
    await press(page, 'Add to cart')
    await follow(page, 'Go to cart', '**/cart')
    await press(page, 'Remove Sól cushion')
    for (const code of ['TET25', 'hygge10']) {
      await page.getByLabel('Coupon code').fill(code)
      await press(page, 'Apply')
    }
    await page.getByText('Coupon HYGGE10 applied.').waitFor()
    await follow(page, 'Go to checkout', '**/checkout')
    await page.getByLabel('E-mail').fill('mai@example.com')
    await press(page, 'Continue to delivery', '**/checkout/shipping')
    await page.getByLabel('Full name').fill('Mai Lindqvist')
    await page.getByLabel('Address').fill('Storgatan 1')
    await page.getByLabel('City').fill('Umeå')
    await page.getByLabel('Express').check()
    await press(page, 'Continue to payment', '**/checkout/payment')
    await page.getByLabel('Card number').fill('4000 0000 0000 0002')
    await press(page, 'Place order')
    await page.getByRole('alert').getByText('declined').waitFor()
    await page.getByLabel('Card number').fill('4242 4242 4242 4242')
    await press(page, 'Place order', '**/order/NN-*')
    await page.getByRole('heading', { name: 'Thank you for your order' }).waitFor()
    await page.reload()
    await page.getByLabel('10', { exact: true }).check()
    await press(page, 'Send answer')
    await follow(page, 'Track an order', '**/track/NN-*')
    await page.getByText('Order received').waitFor()

    const looking = ['view_item_list', 'select_item', 'view_item', 'view_item_list', 'add_to_cart']
    await waitForCalls([
      ...looking,
      ...['search', ...looking],
      ...['view_cart', 'remove_from_cart', 'coupon_denied', 'begin_checkout', 'add_shipping_info'],
      ...['add_payment_info', 'payment_failed', 'add_payment_info', 'purchase', 'purchase'],
      ...['nps_answered', 'order_tracked'],
    ])
    expect(problems).toEqual([])

    const brand = { item_brand: 'Lyskilde', item_category: 'Lighting' }
    const lamp = { item_id: 'NN-107', item_name: 'Trăng table lamp', ...brand, price: 89 }
    const cushion = expect.objectContaining({ item_id: 'NN-105', price: 29.9, quantity: 1 })
    const [{ cart_id } = {}] = fieldsOf('add_to_cart')
    expect(cart_id).toMatch(/^C-/)
    const cart = (value: number) => ({ cart_id, currency: 'EUR', value })
    const two = [{ ...lamp, quantity: 2 }]

    expect(fieldsOf('select_item')[0]).toEqual({
      item_list_id: 'home_favourites',
      item_list_name: 'Home: favourites',
      items: [{ ...lamp, index: 0, item_list_id: 'home_favourites', item_list_name: 'Home: favourites' }],
    })
    expect(fieldsOf('view_item')[0]).toEqual({ currency: 'EUR', items: [lamp] })
    expect(fieldsOf('search')).toEqual([{ search_term: 'goi tua', results: 1 }])
    expect(fieldsOf('add_to_cart')).toEqual([
      { ...cart(178), items: two },
      { ...cart(207.9), items: [cushion] },
    ])
    expect(fieldsOf('remove_from_cart')).toEqual([{ ...cart(178), items: [cushion] }])
    expect(fieldsOf('coupon_denied')).toEqual([{ ...cart(178), coupon: 'TET25', reason: 'expired' }])
    expect(fieldsOf('begin_checkout')).toEqual([{ ...cart(160.2), items: two }])
    expect(fieldsOf('add_shipping_info')).toEqual([
      { ...cart(160.2), items: two, shipping_tier: 'express', shipping: 12.9 },
    ])
    const payment = { ...cart(160.2), items: two, payment_type: 'card' }
    expect(fieldsOf('add_payment_info')).toEqual([payment, payment])
    expect(fieldsOf('payment_failed')).toEqual([{ ...cart(160.2), payment_type: 'card', reason: 'card_declined' }])
    const transaction_id = new URL(page.url()).pathname.split('/').pop()
    // 160.20 and 12.90 delivery; a fifth of 173.10 is tax.
    const order = {
      ...payment,
      transaction_id,
      shipping: 12.9,
      tax: 34.62,
      shipping_tier: 'express',
      coupon: 'HYGGE10',
    }
    expect(fieldsOf('purchase')).toEqual([order, order])
    expect(fieldsOf('nps_answered')).toEqual([{ score: 10, transaction_id }])
    expect(fieldsOf('order_tracked')).toEqual([{ transaction_id }])
    const sent = collector.calls()
    expect(new Set(sent.map(({ site, mode }) => `${site} ${mode}`))).toEqual(new Set(['nha-nordic first_party']))
    // What was typed into the checkout stays in the shop.
    expect(JSON.stringify(sent)).not.toMatch(/Lindqvist|Storgatan|mai@example|4242/)
  })

  it('in Vietnamese counts in VND, and signs in and out', async () => {
    const { page, problems } = await enter('first_party', '/c/ceramics?lang=vi')
    await follow(page, 'Ấm trà Sương', '**/p/suong-teapot?lang=vi')
    await press(page, 'Thêm vào giỏ')
    await page.getByLabel('4 trên 5 sao').check()
    await press(page, 'Gửi đánh giá')
    await follow(page, 'Xem giỏ hàng', '**/cart?lang=vi')
    await page.getByLabel('Số lượng Ấm trà Sương').fill('3')
    await page.getByLabel('Số lượng Ấm trà Sương').press('Tab')
    await page
      .getByText('Số món: 3')
      .or(page.getByRole('link', { name: 'Giỏ hàng, số món: 3' }))
      .waitFor()
    await press(page, 'Bỏ hết khỏi giỏ')
    await page.getByText('Giỏ hàng của bạn đang trống.').waitFor()
    await page.getByRole('link', { name: 'Tài khoản' }).click()
    await page.waitForURL('**/account?lang=vi')
    await page.getByLabel('E-mail').fill('Mai@Example.com')
    await press(page, 'Đăng nhập')
    await press(page, 'Đăng xuất')

    await waitForCalls([
      ...['view_item_list', 'select_item', 'view_item', 'view_item_list', 'add_to_cart', 'review_submitted'],
      ...['view_cart', 'add_to_cart', 'cart_emptied', 'identify', 'login', 'reset'],
    ])
    expect(problems).toEqual([])
    const added = fieldsOf('add_to_cart').map(({ value, currency, items }) => ({ value, currency, items }))
    const teapot = (quantity: number) => [
      expect.objectContaining({ item_name: 'Sương teapot', item_category: 'Ceramics', price: 890_000, quantity }),
    ]
    expect(added).toEqual([
      { value: 890_000, currency: 'VND', items: teapot(1) },
      { value: 2_670_000, currency: 'VND', items: teapot(2) },
    ])
    expect(fieldsOf('cart_emptied')).toEqual([{ cart_id: expect.any(String), currency: 'VND', value: 0 }])
    expect(fieldsOf('review_submitted')).toEqual([
      { score: 4, items: [expect.objectContaining({ item_id: 'NN-101' })] },
    ])
    const identified = collector.calls().find(({ call }) => call[0] === 'identify')
    expect(identified?.call).toEqual(['identify', 'mai@example.com'])
  })

  it('asks for consent in adaptive mode and passes the answer on, also a later one', async () => {
    const { page, problems } = await enter('adaptive', '/track')
    const banner = page.getByRole('region', { name: 'May we remember your visit?' })
    await banner.getByRole('button', { name: 'Decline' }).click()
    await banner.waitFor({ state: 'hidden' })
    await page.reload()
    expect(await banner.isVisible()).toBe(false)
    await press(page, 'Privacy choices')
    await banner.getByRole('button', { name: 'Allow' }).click()

    await waitForCalls(['consent', 'consent', 'consent'])
    expect(collector.calls().map(({ call }) => call[1])).toEqual([
      { analytics: 'denied' },
      { analytics: 'denied' },
      { analytics: 'granted' },
    ])
    expect(problems).toEqual([])
  })

  it('shows nothing of an order that this browser did not place', async () => {
    const { page, problems } = await enter('first_party', '/order/NN-OTHER')
    await page.getByRole('heading', { name: 'Order not found' }).waitFor()
    await page.goto('/checkout')
    await page.getByText('Your cart is empty.').waitFor()
    await page.goto('/c/ceramics')
    await waitForCalls(['view_item_list'])
    expect(problems).toEqual([])
  })
})
