import { Random } from '@touchline/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShopFixture, type ShopEvent, type ShopFixture } from '../../../test/shop-fixture.js'
import { serviceEffect } from './service-effect.js'

const dayMs = 86_400_000
const start = Date.UTC(2026, 0, 1)

let made = 0
const event = (visitor_id: string, day: number, name: string, more: Partial<ShopEvent> = {}): ShopEvent => ({
  visitor_id,
  at: Math.round(start + day * dayMs),
  name,
  device: 'mobile',
  ...more,
})
const order = (visitor_id: string, day: number, more: Partial<ShopEvent> = {}): ShopEvent =>
  event(visitor_id, day, 'purchase', { transaction_id: `T${made++}`, currency: 'EUR', value: 50, ...more })
const about = (bought: ShopEvent) => ({ properties: { transaction_id: bought.transaction_id ?? '' } })

describe('service effect of few orders', () => {
  let shop: ShopFixture
  const now = start + 100 * dayMs
  beforeAll(async () => {
    shop = await openShopFixture()
    const named = order('named', 10)
    const late = order('late', 10)
    const onTime = order('onTime', 10)
    const slow = order('slow', 10)
    await shop.insert([
      // Contacts: after 2 days, ordered again on day 20; by the order that the event names, ordered again too late.
      order('contacts', 10),
      event('contacts', 12, 'support_contact'),
      order('contacts', 20),
      named,
      order('named', 11.9),
      event('named', 13, 'support_contact', about(named)),
      // Two others: one came back, one did not. A third came back before it could have been asked.
      order('back', 10),
      order('back', 25),
      order('stays', 10),
      order('soon', 10),
      order('soon', 11),
      // Not watched long enough.
      order('recent', 95),
      event('recent', 96, 'support_contact'),
      // Deliveries: said to be late; in time; late by the days that it took.
      late,
      event('late', 13, 'delivery_confirmed', { properties: { ...about(late).properties, late: 'true' } }),
      onTime,
      event('onTime', 12, 'delivery_confirmed', { properties: { ...about(onTime).properties, late: 'false' } }),
      slow,
      event('slow', 18, 'delivery_confirmed', about(slow)),
      // Payments: one failed and was bought within the hour, one was bought at once and again a week later.
      event('fails', 50, 'add_payment_info', { cart_id: 'k1', currency: 'EUR', value: 50 }),
      event('fails', 50.001, 'payment_failed', { cart_id: 'k1', currency: 'EUR', value: 50 }),
      order('fails', 50.01, { cart_id: 'k1' }),
      event('pays', 50, 'add_payment_info', { cart_id: 'k2', currency: 'EUR', value: 50 }),
      order('pays', 50.01, { cart_id: 'k2' }),
      order('pays', 57),
    ])
  })
  afterAll(() => shop.close())

  it('counts cases, and what became of them', async () => {
    const { rows, totals } = await shop.answer(serviceEffect, {}, now)
    const found = Object.fromEntries(rows.map((row) => [row.trouble, row]))
    // "named" ordered again before the contact about its first order, so it is no case.
    expect(found.support_contact).toMatchObject({
      cases: 1,
      waiting: 1,
      returned: { numerator: 1, denominator: 1 },
      conclusion: 'too_few',
    })
    expect(found.late_delivery).toMatchObject({ cases: 2, others_returned: { numerator: 0, denominator: 1 } })
    expect(found.payment_failure).toMatchObject({ cases: 1, difference: null })
    expect(found.return_requested).toMatchObject({ cases: 0, returned: { rate: null } })
    expect(totals).toMatchObject({ cases: 4, grade: 'B' })
  })

  it('does not take the order of the cart itself for a return', async () => {
    const { rows } = await shop.answer(serviceEffect, { from: '2026-02-20', to: '2026-02-20' }, now)
    const payment = rows.find(({ trouble }) => trouble === 'payment_failure')
    expect(payment).toMatchObject({
      cases: 1,
      matched: 1,
      returned: { numerator: 0, denominator: 1 },
      others_returned: { numerator: 1, denominator: 1 },
    })
  })

  it('waits as long as asked', async () => {
    const contact = async (params: Record<string, unknown>) =>
      (await shop.answer(serviceEffect, params, now)).rows.find(({ trouble }) => trouble === 'support_contact')
    expect(await contact({ return_days: 7 })).toMatchObject({ cases: 1, returned: { numerator: 0 } })
    expect(await contact({ return_days: 2 })).toMatchObject({ cases: 2 })
    expect(await contact({ within_days: 1, return_days: 2 })).toMatchObject({ cases: 1 })
    expect(await contact({ filters: [{ dimension: 'device', operator: 'is', values: ['desktop'] }] })).toMatchObject({
      cases: 0,
    })
  })
})

describe('service effect of a shop with planted effects', () => {
  let shop: ShopFixture
  const now = start + 200 * dayMs

  /** Day of the next order when coming back has a constant chance a day, `share` within 30 days. */
  const nextOrder = (random: Random, from: number, share: number) =>
    from + random.exponential(-30 / Math.log(1 - share))

  beforeAll(async () => {
    shop = await openShopFixture()
    const random = new Random(71)
    const events: ShopEvent[] = []
    for (let i = 0; i < 24_000; i++) {
      const visitor = `p${i}`
      // Loyal people come back more often, and have more of everything: contacts, returns, late parcels.
      const loyal = random.chance(0.4)
      // One trouble a device, so that the others of each have met no other trouble.
      const device = random.pick<'mobile' | 'desktop' | 'tablet'>(['mobile', 'desktop', 'tablet'])
      const trouble = { mobile: 'support_contact', desktop: 'return_requested', tablet: 'late_delivery' }[device]
      if (loyal)
        events.push(
          order(visitor, random.uniform() * 5, { device }),
          order(visitor, 5 + random.uniform() * 5, { device }),
        )
      const day = 50 + random.uniform() * 60
      // Only these orders are asked about: nobody orders again after the next one.
      const bought = order(visitor, day, { device, coupon: 'asked' })
      events.push(bought)
      const usual = loyal ? 0.5 : 0.2
      const kind = random.chance(loyal ? 0.2 : 0.07) ? trouble : 'none'
      const parcel = day + 2
      const met = kind === 'late_delivery' ? day + 9 : day + random.exponential(4)
      // A contact costs ten percentage points, a late parcel fifteen; a return changes nothing.
      const effect = { support_contact: -0.1, return_requested: 0, late_delivery: -0.15, none: 0 }[kind] ?? 0
      const untroubled = nextOrder(random, day, usual)
      const next = kind === 'none' || untroubled < met ? untroubled : nextOrder(random, met, usual + effect)
      events.push(order(visitor, next, { device }))
      if (kind === 'support_contact' || kind === 'return_requested')
        events.push(event(visitor, met, kind, about(bought)))
      const delivered = kind === 'late_delivery' ? met : parcel
      events.push(event(visitor, delivered, 'delivery_confirmed', about(bought)))
    }
    await shop.insert(events.filter(({ at }) => at <= now))
  })
  afterAll(() => shop.close())

  it('finds them, where all cases against all others miss', async () => {
    const { rows, notes } = await shop.answer(
      serviceEffect,
      { filters: [{ dimension: 'coupon', operator: 'is', values: ['asked'] }] },
      now,
    )
    const of = (trouble: string) => {
      const row = rows.find((each) => each.trouble === trouble)
      if (!row?.difference || row.low === null || row.high === null) throw new Error(`${trouble} was not compared`)
      const crude = (row.returned.rate ?? 0) - (row.others_returned.rate ?? 0)
      return { ...row, low: row.low, high: row.high, crude }
    }
    const contact = of('support_contact')
    expect(contact.low).toBeLessThan(-0.1)
    expect(contact.high).toBeGreaterThan(-0.1)
    expect(contact).toMatchObject({ conclusion: 'fewer' })
    expect(contact.e_value).toBeGreaterThan(1)
    expect(contact.crude).toBeGreaterThan(contact.high)
    const returned = of('return_requested')
    expect(returned).toMatchObject({ conclusion: 'no_difference', e_value: 1 })
    expect(returned.crude).toBeGreaterThan(returned.high)
    const late = of('late_delivery')
    expect(late.low).toBeLessThan(-0.15)
    expect(late.high).toBeGreaterThan(-0.15)
    expect(late.crude).toBeGreaterThan(late.high)
    expect(notes?.[0]).toContain('association')
  })
})
