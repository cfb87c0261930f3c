import { eventSchema, type ImportLineInput, importLineSchema, kindOf, uuidV7Time } from '@touchline/events'
import { describe, expect, it } from 'vitest'
import { Funnel } from './funnel.js'
import { cumulativeLeaving, medianLoadSeconds, strata } from './navigation-model.js'
import { type Device, planted } from './planted.js'
import { type ShopOptions, simulateShop } from './simulate-shop.js'

const from = Date.UTC(2026, 2, 1)
const dayMs = 86_400_000
const threeDays: ShopOptions = { seed: 42, from, days: 3, visitorsPerDay: 150 }
const shortRun = [...simulateShop(threeDays)]

/** Four standard deviations of a share of `n`. */
const tolerance = (share: number, n: number) => 4 * Math.sqrt((share * (1 - share)) / n)

describe('three days of the shop', () => {
  it('are the same for the same options, and others for another seed', () => {
    expect([...simulateShop({ ...threeDays, from: new Date(from) })]).toEqual(shortRun)
    expect([...simulateShop({ ...threeDays, seed: 43 })]).not.toEqual(shortRun)
  })

  it('are valid import lines and, without what only an import says, valid events of the wire', () => {
    expect(shortRun.length).toBeGreaterThan(2000)
    for (const line of shortRun) {
      expect(importLineSchema.safeParse(line).error?.issues, line.name).toBeUndefined()
      const { country, device, browser, os, language, ...event } = line
      // What was spent on a day is nobody's event.
      if (line.name === 'ad_cost') expect(line.visitor_id).toBeUndefined()
      else expect([country, device, browser, os, language]).not.toContain(undefined)
      expect(eventSchema.safeParse({ kind: kindOf(line.name), ...event }).error?.issues, line.name).toBeUndefined()
    }
  })

  it('have unique ids that hold the time', () => {
    expect(new Set(shortRun.map((line) => line.event_id)).size).toBe(shortRun.length)
    for (const line of shortRun) expect(uuidV7Time(line.event_id ?? '')).toBe(line.occurred_at)
  })

  it('are in order and inside the range', () => {
    const times = shortRun.map((line) => Number(line.occurred_at))
    expect(times.toSorted((a, b) => a - b)).toEqual(times)
    expect(times[0]).toBeGreaterThanOrEqual(from)
    expect(times.at(-1)).toBeLessThan(from + 3 * dayMs)
  })

  it('end at `until` without a change to what lies before', () => {
    const until = from + 1.4 * dayMs
    const cut = [...simulateShop({ ...threeDays, until })]
    expect(cut).toEqual(shortRun.filter((line) => Number(line.occurred_at) < until))
    expect(cut.length).toBeLessThan(shortRun.length)
  })

  it('report every page once, when it is left', () => {
    const views = shortRun.filter((line) => line.name === 'page_view')
    const left = shortRun.filter((line) => line.name === 'page_load' || line.name === 'page_leave')
    // A view stands on no more than its own page: nothing is known of how long it will be seen.
    expect(views.filter((line) => line.visible_ms !== undefined)).toEqual([])
    const openings = new Set(views.map((line) => `${line.session_id} ${line.page?.url} ${line.occurred_at}`))
    for (const line of left) {
      const start = Number(line.occurred_at) - (line.hidden_at_ms ?? Number.NaN)
      expect(openings.delete(`${line.session_id} ${line.page?.url} ${start}`), line.event_id).toBe(true)
      expect(line).toMatchObject({ revision: 0, initially_hidden: false, navigation_type: 'navigate' })
      expect(line.visible_ms).toBe(line.hidden_at_ms)
      // Ready in time, or left before anything was painted.
      expect(line.name === 'page_load').toBe((line.fcp_ms ?? Number.POSITIVE_INFINITY) < (line.hidden_at_ms ?? 0))
      expect('fcp_ms' in line).toBe(line.name === 'page_load')
    }
    expect(new Set(left.map((line) => line.navigation_id)).size).toBe(left.length)
    // Only what is open when the last day ends stays unreported.
    expect(left.length).toBeGreaterThan(500)
    const openAtTheEnd = [...openings].map((opening) => Number(opening.split(' ').at(-1)))
    for (const at of openAtTheEnd) expect(at).toBeGreaterThan(from + 3 * dayMs - dayMs / 24)
  })

  it('take only the currencies asked for', () => {
    const inEuro = [...simulateShop({ ...threeDays, currencies: ['EUR'] })]
    expect(new Set(inEuro.flatMap((line) => line.currency ?? []))).toEqual(new Set(['EUR']))
  })

  it('name products in both languages', () => {
    const names = new Set(shortRun.flatMap((line) => line.items?.map((item) => item.item_name) ?? []))
    expect(names).toContain('Bình gốm men ngọc')
    expect(names).toContain('Celadon vase')
  })
})

interface Visit {
  device: Device
  landing: string
  /** Absent while the landing page is still open. */
  ready?: boolean
  names: Set<string>
}

function visitsOf(lines: readonly ImportLineInput[]): Visit[] {
  const visits = new Map<string, Visit>()
  for (const { session_id, name, device, page } of lines) {
    if (!session_id) continue
    const known = visits.get(session_id)
    const visit = known ?? { device: device as Device, landing: page?.page_type ?? '', names: new Set() }
    // Of one page after the other, the first one left is the landing page.
    if (name === 'page_load' || name === 'page_leave') visit.ready ??= name === 'page_load'
    visit.names.add(name)
    visits.set(session_id, visit)
  }
  return [...visits.values()]
}

describe('a month of the shop', () => {
  const lines = [...simulateShop({ seed: 7, from, days: 30, visitorsPerDay: 200 })]
  const visits = visitsOf(lines).filter(({ landing, ready }) => landing in planted.landingPage && ready !== undefined)
  const ready = visits.filter((visit) => visit.ready)
  const purchases = lines.filter((line) => line.name === 'purchase')

  it('is of a size to load in seconds', () => {
    expect(lines.length).toBeGreaterThan(25_000)
    expect(lines.length).toBeLessThan(60_000)
  })

  it.each(['desktop', 'mobile'] as const)('has the planted share of %s visitors', (device) => {
    const visitors = new Map(lines.flatMap((line) => (line.visitor_id ? [[line.visitor_id, line.device]] : [])))
    const share = [...visitors.values()].filter((each) => each === device).length / visitors.size
    expect(Math.abs(share - planted.device[device])).toBeLessThan(tolerance(planted.device[device], visitors.size))
  })

  it.each(['desktop', 'mobile'] as const)('loses the planted share of %s visits while loading', (device) => {
    // Half of the visits meet the first release, half the faster one: the truth lies within a narrow band.
    const left = (factors: Readonly<Record<string, number>>) => {
      const own = strata().filter((stratum) => stratum.device === device)
      const waits = own.map((stratum) => {
        const deviates = Array.from({ length: 401 }, (_, i) => (i - 200) / 40)
        const density = deviates.map((z) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / 40)
        return deviates.reduce((sum, z, i) => {
          const load = medianLoadSeconds(stratum) * (factors[stratum.page] ?? 1) * Math.exp(planted.load.sigma * z)
          return sum + (density[i] ?? 0) * (1 - Math.exp(-cumulativeLeaving(device, load)))
        }, 0)
      })
      return waits.reduce((sum, wait, i) => sum + wait * (own[i]?.share ?? 0), 0) / planted.device[device]
    }
    const own = visits.filter((visit) => visit.device === device)
    const share = own.filter((visit) => !visit.ready).length / own.length
    const truth = (left({}) + left(planted.releases.loadFactor)) / 2
    expect(Math.abs(share - truth)).toBeLessThan(tolerance(truth, own.length))
  })

  it('walks the funnel within a visit as derived from the planted one', () => {
    const { reached } = new Funnel()
    const names = {
      view: 'view_item',
      cart: 'add_to_cart',
      begin: 'begin_checkout',
      shipping: 'add_shipping_info',
      payment: 'add_payment_info',
      purchase: 'purchase',
    }
    for (const [step, name] of Object.entries(names)) {
      const truth = reached[step as keyof typeof reached]
      const share = ready.filter((visit) => visit.names.has(name)).length / ready.length
      expect(Math.abs(share - truth), step).toBeLessThan(tolerance(truth, ready.length))
    }
  })

  it('comes near the planted funnel over the days of a visitor', () => {
    const names = ['view_item', 'add_to_cart', 'begin_checkout', 'add_shipping_info', 'add_payment_info', 'purchase']
    const visitors = new Map<string, Set<string>>()
    for (const { visitor_id = '', name } of lines) {
      const done = visitors.get(visitor_id)
      if (done) done.add(name)
      else visitors.set(visitor_id, new Set([name]))
    }
    const counts = ['page_load', ...names].map((name) => [...visitors.values()].filter((done) => done.has(name)).length)
    const { view, cart, begin, shipping, payment, success } = planted.funnel
    for (const [index, rate] of [view, cart, begin, shipping, payment, success].entries()) {
      expect(Math.abs((counts[index + 1] ?? 0) / (counts[index] ?? 0) - rate), names[index]).toBeLessThan(0.09)
    }
  })

  it('recovers the planted share of abandoned carts', () => {
    const carts = new Map<string, { startMs: number; boughtMs?: number }>()
    for (const { cart_id, name, occurred_at } of lines) {
      if (!cart_id) continue
      const cart = carts.get(cart_id) ?? { startMs: Number(occurred_at) }
      if (name === 'purchase') cart.boughtMs = Number(occurred_at)
      carts.set(cart_id, cart)
    }
    const late = ({ startMs, boughtMs = Number.POSITIVE_INFINITY }: { startMs: number; boughtMs?: number }) =>
      boughtMs - startMs > dayMs / 24
    // Ten days leave time for all but a few of the recoveries.
    const abandoned = [...carts.values()].filter((cart) => cart.startMs < from + 20 * dayMs && late(cart))
    const share = abandoned.filter((cart) => cart.boughtMs).length / abandoned.length
    expect(Math.abs(share - planted.recovery.share)).toBeLessThan(tolerance(planted.recovery.share, abandoned.length))
  })

  it('sells in whole dong and in cents, at the planted mean value', () => {
    const inEur: number[] = []
    for (const { currency, value = 0, tax = 0, shipping = 0, items = [] } of purchases) {
      const amounts = [value, tax, shipping, ...items.map((item) => item.price ?? 0)]
      for (const amount of amounts) {
        const unit = currency === 'VND' ? amount / 1000 : amount * 100
        expect(unit).toBeCloseTo(Math.round(unit), 6)
      }
      const sum = items.reduce((total, { price = 0, quantity = 0 }) => total + price * quantity, 0)
      expect(value).toBeCloseTo(sum, 6)
      inEur.push(currency === 'VND' ? value / planted.vndPerEur : value)
    }
    expect(new Set(purchases.map((line) => line.currency))).toEqual(new Set(['EUR', 'VND']))
    const { median, sigma } = planted.orderValueEur
    const mean = median * Math.exp(sigma ** 2 / 2)
    const deviation = mean * Math.sqrt(Math.exp(sigma ** 2) - 1)
    const observed = inEur.reduce((total, value) => total + value, 0) / inEur.length
    expect(Math.abs(observed - mean)).toBeLessThan((4 * deviation) / Math.sqrt(inEur.length))
  })

  it('has one purchase an order', () => {
    expect(new Set(purchases.map((line) => line.transaction_id)).size).toBe(purchases.length)
  })

  it('lets some customers sign in on two devices, and ties them by the account', () => {
    const devices = new Map<string, Set<string>>()
    for (const { user_id, visitor_id = '' } of lines) {
      if (user_id) devices.set(user_id, (devices.get(user_id) ?? new Set()).add(visitor_id))
    }
    expect([...devices.values()].filter((visitors) => visitors.size === 2).length).toBeGreaterThan(10)
    expect(Math.max(...[...devices.values()].map((visitors) => visitors.size))).toBe(2)
  })

  it('pays for its advertisements every day', () => {
    const costs = lines.filter((line) => line.name === 'ad_cost')
    expect(costs.length).toBe(30 * Object.keys(planted.adCostEurPerVisitor).length)
    for (const { properties, channel } of costs) {
      expect(properties?.cost).toBeGreaterThan(0)
      expect(channel?.medium).toMatch(/cpc|paid_social/)
    }
  })

  it('shows every stage of the journey', () => {
    const names = new Set(lines.map((line) => line.name))
    const stages = [
      ['ad_impression', 'social_engagement', 'mention', 'email_open'],
      ['search', 'select_item', 'read_review', 'add_to_wishlist'],
      ['remove_from_cart', 'coupon_denied', 'out_of_stock', 'payment_failed'],
      ['order_tracked', 'delivery_confirmed', 'support_contact', 'return_requested'],
      ['subscribe', 'tier_up', 'nps_answered', 'review_submitted', 'share', 'referral_sent'],
    ].flat()
    expect(stages.filter((name) => !names.has(name))).toEqual([])
  })

  it('begins a longer run with the same lines when the release day is fixed', () => {
    const options = { seed: 5, from: Date.UTC(2026, 9, 1), visitorsPerDay: 20, releaseDay: 2 }
    const until = options.from + 3.5 * 86_400_000
    const short = [...simulateShop({ ...options, days: 4, until })]
    const long = [...simulateShop({ ...options, days: 9 })].filter((line) => Number(line.occurred_at) < until)
    expect(short.length).toBeGreaterThan(100)
    expect(long).toEqual(short)
  })

  it('switches to the later release in the middle', () => {
    const starts = (release: string) =>
      lines
        .filter((line) => line.release === release)
        .map((line) => Number(line.occurred_at) - (line.hidden_at_ms ?? 0))
    const { before, after } = planted.releases
    // The release is that of the page's start, however late it is left.
    expect(Math.min(...starts(after))).toBeGreaterThanOrEqual(from + 15 * dayMs)
    expect(Math.max(...starts(before))).toBeLessThan(from + 15 * dayMs)
  })
})
