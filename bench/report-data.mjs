/**
 * A shop's events, made in the engine: visits with a course (most leave at once, few buy), visitors of whom few come
 * often, and some who sign in.
 */

const dayMs = 86_400_000
const courses = {
  bounce: 450,
  browse: 800,
  cart: 885,
  begin: 925,
  shipping: 945,
  payment: 953,
  failed: 960,
}

/** The names of one visit's events, by its draw of 0 to 999 and how many products were looked at. */
const names = `
  arrayConcat(
    ['page_view', 'page_load'],
    if(draw < ${courses.bounce}, [], arrayConcat(['view_item_list'], arrayFlatten(arrayMap(i -> if(i % 3 = 1, ['view_item', 'page_view', 'page_load'], ['view_item']), range(1, looked + 1))))),
    if(draw < ${courses.browse}, [], ['add_to_cart', 'view_cart']),
    if(draw < ${courses.cart}, [], ['begin_checkout', 'page_load']),
    if(draw < ${courses.begin}, [], ['add_shipping_info']),
    if(draw < ${courses.shipping}, [], ['add_payment_info']),
    if(draw BETWEEN ${courses.payment} AND ${courses.failed - 1}, ['payment_failed'], []),
    if(draw < ${courses.failed}, [], arrayConcat(['purchase', 'order_tracked'], [['delivery_confirmed'], ['delivery_confirmed', 'support_contact'],
      ['delivery_confirmed', 'nps_answered'], ['delivery_confirmed', 'review_submitted'], ['return_requested'], ['delivery_confirmed', 'share']][1 + random % 6]))
  )`

/** Rows of the visits `from` up to `until` (not included). */
function insertion({ site, visitors, days, startMs }, from, until) {
  return `INSERT INTO events (site_id, event_id, kind, name, occurred_at, received_at, visitor_id, user_id, identity, trusted, host, path, page_type,
      channel, source, medium, country, device, browser, os, sdk, score, visible_ms, navigation_id, navigation_type, ttfb_ms, fcp_ms, lcp_ms, inp_ms, cls, load_ms, hidden_at_ms,
      effective_type, release, cart_id, currency, value, transaction_id, shipping, coupon, items)
    WITH
      multiIf(name = 'page_load', 'page_load', name IN ('add_to_cart', 'view_cart', 'begin_checkout', 'add_shipping_info', 'add_payment_info', 'payment_failed', 'purchase'), 'cart', 'touchpoint') AS event_kind,
      -- What follows an order takes days, what comes before it seconds.
      start_ms + i * 9000 + r2 % 7000 + if(name IN ('delivery_confirmed', 'support_contact', 'nps_answered', 'review_submitted', 'return_requested', 'share'), ${2 * dayMs} + r2 % ${3 * dayMs}, 0) AS ms,
      event_kind = 'page_load' AS is_load, 600 + 400 * pow(r2 % 1000 / 1000, 3) * 20 AS fcp,
      is_load AND r2 % 23 = 0 AS is_left, name IN ('view_item', 'add_to_cart', 'purchase') AS has_item
    SELECT '${site}', dateTimeToUUIDv7(toDateTime(intDiv(ms, 1000), 'UTC')), event_kind, if(is_left, 'page_leave', name),
      fromUnixTimestamp64Milli(toInt64(ms), 'UTC'), fromUnixTimestamp64Milli(toInt64(ms), 'UTC'),
      visitor_id, if(is_customer AND i > 8, concat('customer', toString(who)), ''), 'first_party', 0, 'shop.example',
      if(name = 'view_item', concat('/products/', toString(r2 % 500)), if(event_kind = 'cart', '/checkout', concat('/c/', toString(r2 % 20)))),
      multiIf(name = 'view_item' OR i % 3 = 0, 'product', event_kind = 'cart', 'checkout', i <= 2, 'home', 'list'),
      if(i <= 2, ['direct', 'organic_search', 'paid_search', 'email', 'paid_social', 'referral'][1 + toUInt8(6 * pow(random % 1000 / 1000, 2))], '') AS event_channel,
      if(event_channel IN ('organic_search', 'paid_search'), 'google', ''), if(event_channel = 'paid_search', 'cpc', ''),
      ['VN', 'DE', 'US', 'FR'][1 + toUInt8(4 * pow(who % 997 / 997, 2))], if(who % 3 = 0, 'desktop', 'mobile'), if(who % 5 < 3, 'Chrome', 'Safari'), if(who % 3 = 0, 'Windows', 'Android'), 'web 1.0',
      if(name = 'nps_answered', r2 % 11, if(name = 'review_submitted', 1 + r2 % 5, NULL)),
      if(is_load, 3000 + r2 % 60000, NULL), if(is_load, toString(cityHash64(number, i)), ''), if(is_load, 'navigate', ''),
      if(is_load, fcp / 3, NULL), if(is_load AND NOT is_left, fcp, NULL), if(is_load AND NOT is_left, fcp * 1.4, NULL), if(is_load AND NOT is_left, r2 % 400, NULL), if(is_load AND NOT is_left, r2 % 100 / 400, NULL),
      if(is_load AND NOT is_left, fcp * 1.8, NULL), if(is_load, if(is_left, 400 + r2 % 5000, 10000 + r2 % 60000), NULL),
      if(is_load, if(who % 9 = 0, '3g', '4g'), ''), if(is_load, concat('r', toString(intDiv(ms - ${startMs}, ${10 * dayMs}))), ''),
      if(event_kind = 'cart', concat('c', toString(number)), ''),
      if(has_item, if(who % 4 = 0, 'VND', 'EUR'), ''), if(has_item, toDecimal64((10 + r2 % 90) * if(who % 4 = 0, 25000, 1), 4), NULL),
      if(name = 'purchase', concat('t', toString(number)), ''), if(name IN ('add_shipping_info', 'purchase'), toDecimal64(4.9, 4), NULL), if(name = 'purchase' AND random % 5 = 0, 'SPRING', ''),
      if(has_item, [(concat('p', toString(r2 % 500)), concat('Product ', toString(r2 % 500)), 'brand', concat('category ', toString(r2 % 20)), '', '', '', '', '', toDecimal64(10 + r2 % 90, 4), 1, toDecimal64(0, 4), '', 0, '', '')], [])
    FROM (
      SELECT number, random, who, visitor_id, is_customer, start_ms, i, name, cityHash64(number, i, 7) AS r2
      FROM (
        SELECT number, sipHash64(number, '${site}') AS random, intDiv(random, 4096) % 1000 AS draw, 1 + intDiv(random, 1024) % 5 AS looked,
          -- Everybody comes once; all other visits are of few visitors.
          if(number < ${visitors}, number, toUInt64(${visitors} * pow(intDiv(random, 65536) % 1000000 / 1000000, 3))) AS who,
          lower(concat(substring(hex(sipHash128('${site}', who)) AS id, 1, 8), '-', substring(id, 9, 4), '-4', substring(id, 14, 3), '-8', substring(id, 18, 3), '-', substring(id, 21, 12))) AS visitor_id,
          who % 10 = 0 AS is_customer,
          ${startMs} + sipHash64(number, 3) % ${days * dayMs - 3 * 3_600_000} AS start_ms, ${names} AS all_names
        FROM numbers(${from}, ${until - from})
      ) ARRAY JOIN all_names AS name, arrayEnumerate(all_names) AS i
    )`
}

/** How many events a visit has on average, so that the number of visits follows from the number of events. */
const eventsAVisit = 6.66

const settings = { max_partitions_per_insert_block: 0, optimize_on_insert: 0 }

/**
 * Fills the site `data.site` unless it has events already; tells whether it did.
 * @param data site, events (about), visitors, days, startMs
 */
export async function makeShop(storage, data, log = () => {}) {
  const count = async () => {
    const answer = await storage.owner.query({
      query: 'SELECT count() AS n FROM events WHERE site_id = {site:String}',
      query_params: { site: data.site },
      format: 'JSONEachRow',
    })
    return (await answer.json())[0].n
  }
  if ((await count()) > 0) return false
  const visits = Math.round(data.events / eventsAVisit)
  const chunk = 100_000
  for (let from = 0; from < visits; from += chunk) {
    await storage.owner.command({
      query: insertion(data, from, Math.min(visits, from + chunk)),
      clickhouse_settings: settings,
    })
    log(`${data.site}: ${Math.min(visits, from + chunk)} of ${visits} visits`)
  }
  log(`${data.site}: ${await count()} rows`)
  return true
}

/** Brings the parts to where they are a day later: every week is one part, and the last has copies that are not collapsed yet. */
export async function settle(storage, untilMs, log = () => {}) {
  await storage.owner.command({ query: 'OPTIMIZE TABLE events FINAL' })
  await storage.owner.command({
    query: `INSERT INTO events SELECT * FROM events
      WHERE occurred_at >= fromUnixTimestamp64Milli(toInt64(${untilMs - 7 * dayMs})) AND cityHash64(event_id) % 200 = 0`,
    clickhouse_settings: settings,
  })
  log('settled')
}
