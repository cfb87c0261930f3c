import { importLineSchema } from '@touchline/events'
import { describe, expect, it } from 'vitest'
import type { Fields } from './foreign-values.js'
import { mapGa4 } from './ga4.js'

const text = (key: string, value: string) => ({ key, value: { string_value: value } })
const int = (key: string, value: string | number) => ({ key, value: { int_value: value } })
const double = (key: string, value: number) => ({ key, value: { double_value: value } })

// As BigQuery writes it to JSON lines: 64-bit integers are text.
const base = {
  event_date: '20260301',
  event_timestamp: '1772359380123456',
  event_name: 'page_view',
  user_pseudo_id: '1234567.7654321',
  event_params: [int('ga_session_id', '1772359300'), int('ga_session_number', 3)],
}
const at = 1_772_359_380_123
const row = (changes: Fields = {}, ...params: unknown[]): Fields => ({
  ...base,
  ...changes,
  event_params: [...base.event_params, ...params],
})
const lineOf = (mapped: Fields) => {
  const made = mapGa4(mapped)
  if (!('line' in made)) throw new Error(made.reason)
  // What is mapped must also be a line that the import takes.
  const parsed = importLineSchema.safeParse(made.line)
  expect(parsed.error).toBeUndefined()
  return made.line
}

describe('mapGa4', () => {
  it.each<[string, Fields, Record<string, unknown>]>([
    [
      'who and when',
      row({ user_id: 'u1' }),
      { occurred_at: at, visitor_id: '1234567.7654321', user_id: 'u1', session_id: '1772359300' },
    ],
    [
      'the page',
      row(
        {},
        text('page_location', 'https://shop.example/p/1?x=1'),
        text('page_title', 'Ghế'),
        text('page_referrer', 'https://www.google.com/'),
        text('content_group', 'product'),
        int('engagement_time_msec', '1200'),
      ),
      {
        name: 'page_view',
        page: {
          url: 'https://shop.example/p/1?x=1',
          title: 'Ghế',
          referrer: 'https://www.google.com/',
          page_type: 'product',
        },
        visible_ms: 1200,
      },
    ],
    [
      'device and country',
      row({
        device: {
          category: 'mobile',
          operating_system: 'Android',
          language: 'vi-vn',
          web_info: { browser: 'Chrome', browser_version: '120.0' },
        },
        geo: { country: 'Vietnam', city: 'Hanoi' },
      }),
      { device: 'mobile', os: 'Android', language: 'vi-vn', browser: 'Chrome', country: 'VN' },
    ],
    ['a country in the words of Google', row({ geo: { country: 'Bosnia & Herzegovina' } }), { country: 'BA' }],
    ['a television', row({ device: { category: 'smart tv' } }), { device: 'tv' }],
    [
      'the campaign of the event',
      row({
        collected_traffic_source: {
          manual_source: 'newsletter',
          manual_medium: 'email',
          manual_campaign_name: 'tet',
          manual_content: 'top',
          manual_term: 'chair',
        },
        traffic_source: { source: 'google', medium: 'organic', name: '(organic)' },
      }),
      { channel: { source: 'newsletter', medium: 'email', campaign: 'tet', content: 'top', term: 'chair' } },
    ],
    [
      'an ad that is tagged with its click alone',
      row({ collected_traffic_source: { gclid: 'Cj0K' } }),
      { channel: { source: 'google', medium: 'cpc', click_id: 'Cj0K' } },
    ],
    [
      'the campaign among the parameters',
      row({}, text('source', 'facebook'), text('medium', 'cpc'), text('campaign', '(referral)')),
      { channel: { source: 'facebook', medium: 'cpc' } },
    ],
    [
      'an order in the currency of the shop',
      row(
        {
          event_name: 'purchase',
          ecommerce: {
            transaction_id: 'T1',
            purchase_revenue: 890000,
            purchase_revenue_in_usd: 33.9,
            tax_value: 80000,
            shipping_value: 30000,
            unique_items: '1',
          },
          items: [
            {
              item_id: 'A',
              item_name: 'Chair',
              item_brand: 'Acme',
              item_variant: '(not set)',
              item_category: 'Home',
              item_category2: 'Chairs',
              price: 445000,
              price_in_usd: 16.95,
              quantity: '2',
              coupon: 'TET',
              item_list_index: '3',
              item_list_id: 'sale',
            },
          ],
        },
        text('currency', 'VND'),
        text('coupon', 'TET26'),
      ),
      {
        name: 'purchase',
        transaction_id: 'T1',
        currency: 'VND',
        value: 890000,
        tax: 80000,
        shipping: 30000,
        coupon: 'TET26',
        items: [
          {
            item_id: 'A',
            item_name: 'Chair',
            item_brand: 'Acme',
            item_category: 'Home',
            item_category2: 'Chairs',
            price: 445000,
            quantity: 2,
            coupon: 'TET',
            index: 3,
            item_list_id: 'sale',
          },
        ],
      },
    ],
    [
      'the value of the event rather than Google’s sum',
      row(
        { event_name: 'purchase', ecommerce: { purchase_revenue: 100 } },
        text('currency', 'eur'),
        double('value', 90.5),
        text('transaction_id', 'T2'),
      ),
      { currency: 'EUR', value: 90.5, transaction_id: 'T2' },
    ],
    [
      'dollars, where the currency is not said',
      row({
        event_name: 'purchase',
        ecommerce: { transaction_id: 'T3', purchase_revenue: 100, purchase_revenue_in_usd: 110.25 },
      }),
      { currency: 'USD', value: 110.25, transaction_id: 'T3' },
    ],
    [
      'a refund',
      row(
        { event_name: 'refund', ecommerce: { transaction_id: 'T1', refund_value: 50, refund_value_in_usd: 55 } },
        text('currency', 'EUR'),
      ),
      { name: 'refund', transaction_id: 'T1', currency: 'EUR', value: 50 },
    ],
    [
      'a checkout step',
      row({ event_name: 'add_shipping_info' }, text('shipping_tier', 'express'), int('value', '40')),
      { name: 'add_shipping_info', shipping_tier: 'express', value: 40 },
    ],
    [
      'a search',
      row({ event_name: 'view_search_results' }, text('search_term', 'ghế')),
      { name: 'search', properties: { search_term: 'ghế' } },
    ],
    [
      'a promotion, which the export tells with its item',
      row({
        event_name: 'view_promotion',
        items: [{ promotion_id: 'P1', promotion_name: 'Tết', item_id: '(not set)' }],
      }),
      { name: 'view_promotion', properties: { promotion_id: 'P1', promotion_name: 'Tết' } },
    ],
    [
      'an event of the shop’s own',
      row({ event_name: 'Size-Guide Opened' }, text('guide size', 'XL'), int('steps', '4'), double('ratio', 0.5)),
      { name: 'size_guide_opened', properties: { guide_size: 'XL', steps: 4, ratio: 0.5 } },
    ],
    [
      'an integer that no number can hold',
      row({ event_name: 'x' }, int('account', '9223372036854775807')),
      { properties: { account: '9223372036854775807' } },
    ],
  ])('maps %s', (_, exported, expected) => {
    expect(lineOf(exported)).toMatchObject(expected)
  })

  it('credits the user’s first source with the first session only', () => {
    const traffic_source = { source: 'google', medium: 'organic', name: '(organic)' }
    const session = (number: number) => ({ ...base, traffic_source, event_params: [int('ga_session_number', number)] })
    expect(lineOf(session(1)).channel).toEqual({ source: 'google', medium: 'organic' })
    expect(lineOf(session(2)).channel).toBeUndefined()
  })

  it('leaves out what says nothing', () => {
    const line = lineOf({ ...base, user_pseudo_id: null, geo: { country: '(not set)' }, device: null, items: null })
    expect(line).not.toHaveProperty('visitor_id')
    expect(line).not.toHaveProperty('country')
    expect(line).not.toHaveProperty('items')
    expect(line).not.toHaveProperty('properties')
  })

  it.each<[string, Fields, RegExp]>([
    ['a name', { ...base, event_name: undefined }, /event_name/],
    ['a name with a letter or digit', { ...base, event_name: '购买' }, /event_name/],
    ['a time', { ...base, event_timestamp: '2026-03-01' }, /event_timestamp/],
  ])('needs %s', (_, exported, reason) => {
    expect(mapGa4(exported)).toMatchObject({ reason: expect.stringMatching(reason) })
  })

  describe('the event’s id', () => {
    const id = (exported: Fields) => lineOf(exported).event_id
    const exported = row({ event_bundle_sequence_id: '5', batch_event_index: '1' }, text('a', '1'), int('b', '2'))

    it('is the same when Google exports the row again', () => {
      const again = {
        ...exported,
        event_timestamp: Number(base.event_timestamp),
        batch_event_index: 1,
        event_params: [...(exported.event_params as unknown[])].reverse(),
        geo: { country: 'Finland' },
        user_id: 'u1',
        traffic_source: { source: 'google' },
      }
      expect(id(again)).toBe(id(exported))
    })

    it.each<[string, Fields]>([
      ['another place in the batch', { batch_event_index: '2' }],
      ['another name', { event_name: 'scroll' }],
      ['another microsecond', { event_timestamp: '1772359380123457' }],
      ['another visitor', { user_pseudo_id: '2.2' }],
      ['other parameters', { event_params: [text('a', '2')] }],
      ['another order', { ecommerce: { transaction_id: 'T9' } }],
    ])('differs with %s', (_, change) => {
      expect(id({ ...exported, ...change })).not.toBe(id(exported))
    })
  })
})
