import { describe, expect, it } from 'vitest'
import { useShop } from './testing/use-shop.js'

const shop = useShop()
const timeout = 30_000

describe('retries', () => {
  it.each([500, 502, 504])('come after %i, with the same ids and times', { timeout }, async (status) => {
    shop().answer = (_, index) => ({ status: index === 0 ? status : 202 })
    await shop().open()
    await shop().until(() => shop().events.length > 0, 'the second attempt')
    const [first, second] = shop().batches
    expect(second?.events[0]).toEqual(first?.events[0])
    expect(second?.sent_at).toBeGreaterThan(first?.sent_at ?? Infinity)
  })

  it('come at growing intervals of chance, up to five minutes', { timeout }, async () => {
    await shop().page.clock.install()
    // The clock of the test knows fractions of milliseconds, which no browser's has.
    await shop().page.addInitScript('{ const { now } = Date; Date.now = () => Math.floor(now()) }')
    shop().answer = () => ({ status: 503 })
    await shop().page.goto(shop().origin)
    const sentAt: number[] = []
    for (let attempt = 1; attempt <= 14; attempt++) {
      await shop().until(() => shop().batches.length >= attempt, `attempt ${attempt}`)
      sentAt.push(shop().batches.at(-1)?.sent_at ?? 0)
      // The answer is read before the clock goes on to the next attempt.
      await shop().page.evaluate(() => fetch('/elsewhere').then((answer) => answer.text()))
      await shop().page.clock.runFor(300_000)
    }
    const pauses = sentAt.slice(1).map((time, i) => time - (sentAt[i] ?? 0))
    for (const pause of pauses.slice(-3)) {
      expect(pause).toBeGreaterThanOrEqual(150_000)
      // The clock jumps by five minutes while the answer is on its way.
      expect(pause).toBeLessThanOrEqual(600_100)
    }
    expect(new Set(pauses.slice(-3)).size).toBeGreaterThan(1)
    expect(pauses[0]).toBeLessThan(pauses.at(-1) ?? 0)
  })

  it('lose nothing of two tabs that share a queue', { timeout }, async () => {
    shop().put('/', { attributes: { 'data-mode': 'first_party' } })
    shop().answer = () => 'reset'
    await shop().open()
    const tab = await shop().context.newPage()
    await shop().open('/', tab)
    for (const page of [shop().page, tab])
      await page.evaluate(() => window.touchline('track', 'of_a_tab', { n: performance.timeOrigin }))
    await tab.close({ runBeforeUnload: true })
    shop().answer = () => ({ status: 202 })
    await shop().open()
    await shop().until(() => shop().named('of_a_tab').length === 2, 'the events of both tabs')
    expect(
      new Set(
        shop()
          .named('of_a_tab')
          .map(({ properties }) => properties?.n),
      ).size,
    ).toBe(2)
    expect(new Set(shop().events.map(({ session_id }) => session_id)).size).toBe(1)
  })

  it('keep the queues of two sites apart', { timeout }, async () => {
    const known = { 'data-mode': 'first_party' }
    shop().put('/', { attributes: known })
    shop().put('/other', { attributes: { ...known, 'data-site': 'other.test' } })
    shop().answer = () => 'reset'
    await shop().open()
    await shop().call('track', 'of_the_first')
    await shop().leave()
    shop().answer = () => ({ status: 202 })
    await shop().open('/other')
    await shop().leave()
    expect(shop().named('of_the_first')).toEqual([])
    await shop().open()
    await shop().until(() => shop().has({ name: 'of_the_first' }), 'of_the_first')
  })

  it.each([
    ['is missing', 'Object.defineProperty(Navigator.prototype, "sendBeacon", { value: undefined })'],
    ['says no', 'Navigator.prototype.sendBeacon = () => false'],
    ['throws', 'Navigator.prototype.sendBeacon = () => { throw new Error("no") }'],
  ])('need no beacon where it %s', { timeout }, async (_, script) => {
    await shop().page.addInitScript(script)
    await shop().open()
    await shop().page.evaluate(() => {
      window.touchline('track', 'without_beacon')
      location.href = '/elsewhere'
    })
    await shop().page.waitForURL('**/elsewhere')
    await shop().until(() => shop().has({ name: 'without_beacon' }), 'without_beacon')
  })
})
