/**
 * The time of each report over a million events of 100,000 visitors, beside a scan of a funnel's columns and a plain
 * windowFunnel in the same run. The events are made in the engine, so that nothing but the reports is measured.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerReport } from '@touchline/reports'
import { openEmbedded } from '@touchline/storage'

const events = 1_000_000
const visitors = 100_000
const rounds = 7
const day = { from: '2026-03-01', to: '2026-03-30' }
const startMs = Date.UTC(2026, 2, 1)

const directory = mkdtempSync(join(tmpdir(), 'touchline-bench-'))
const storage = await openEmbedded(directory)
await storage.owner.command({
  query: `INSERT INTO events (site_id, event_id, kind, name, occurred_at, received_at, visitor_id, identity, device,
      navigation_id, fcp_ms, hidden_at_ms, currency, value, transaction_id, cart_id)
    WITH ${startMs} + intDiv(number * 2592000000, ${events}) AS ms, cityHash64(number) AS random, random % 100 AS draw,
      multiIf(draw < 40, 'page_view', draw < 60, 'page_load', draw < 85, 'view_item', draw < 95, 'add_to_cart', draw < 98, 'begin_checkout', 'purchase') AS event,
      -- A few visitors do much, most do little.
      intDiv(random, 100) % 1000000 / 1000000 AS share
    SELECT 'bench', dateTimeToUUIDv7(toDateTime(intDiv(ms, 1000), 'UTC')),
      multiIf(event = 'page_load', 'page_load', event IN ('page_view', 'view_item'), 'touchpoint', 'cart'), event,
      fromUnixTimestamp64Milli(toInt64(ms), 'UTC'), fromUnixTimestamp64Milli(toInt64(ms), 'UTC'),
      concat('v', toString(toUInt32(${visitors} * pow(share, 1.5)))), 'first_party', if(random % 3 = 0, 'desktop', 'mobile'),
      if(event = 'page_load', toString(number), ''), if(event = 'page_load', 500 + random % 5000, NULL), if(event = 'page_load', 60000, NULL),
      if(event IN ('add_to_cart', 'purchase'), 'EUR', ''), if(event IN ('add_to_cart', 'purchase'), 50, NULL),
      if(event = 'purchase', toString(number), ''), ''
    FROM numbers(${events})`,
  clickhouse_settings: { max_partitions_per_insert_block: 0 },
})

const site = { site_id: 'bench', origins: [], timezone: 'UTC', currency: 'EUR', mode: 'first_party' }
const sources = {
  reader: storage.reader,
  sites: { site: () => site, all: () => [site] },
  now: () => startMs + 40 * 86_400_000,
}
const steps = ['view_item', 'add_to_cart', 'purchase']
const query = async (text) => (await storage.reader.query({ query: text, format: 'JSONEachRow' })).text()

const runs = {
  "scan of a funnel's columns": () =>
    query("SELECT sum(cityHash64(visitor_id, name, occurred_at)) FROM events WHERE site_id = 'bench'"),
  'plain windowFunnel, 3 steps': () =>
    query(`SELECT level, count() FROM (SELECT visitor_id, windowFunnel(604800000)(toUInt64(toUnixTimestamp64Milli(occurred_at)),
      ${steps.map((name) => `name = '${name}'`).join()}) AS level FROM events WHERE site_id = 'bench' GROUP BY visitor_id) GROUP BY level`),
  'funnel, counts only, visitor': () =>
    answerReport(sources, 'funnel', { site_id: 'bench', ...day, steps, unit: 'visitor', counts_only: true }),
  'funnel, counts only, person': () =>
    answerReport(sources, 'funnel', { site_id: 'bench', ...day, steps, counts_only: true }),
  'funnel with times, person': () => answerReport(sources, 'funnel', { site_id: 'bench', ...day, steps }),
  abandonment: () => answerReport(sources, 'abandonment', { site_id: 'bench', ...day }),
  journey: () => answerReport(sources, 'journey', { site_id: 'bench' }),
  'load-time-drop-off': () => answerReport(sources, 'load-time-drop-off', { site_id: 'bench', ...day }),
}

console.log('| 1,000,000 events, 100,000 visitors | best ms | median ms | x the scan |')
console.log('|---|---|---|---|')
let scan
for (const [name, run] of Object.entries(runs)) {
  const took = []
  for (let i = 0; i < rounds; i++) {
    const began = performance.now()
    await run()
    took.push(performance.now() - began)
  }
  took.sort((a, b) => a - b)
  const median = took[Math.floor(rounds / 2)]
  scan ??= median
  console.log(`| ${[name, took[0].toFixed(0), median.toFixed(0), (median / scan).toFixed(1)].join(' | ')} |`)
}
await storage.close()
rmSync(directory, { recursive: true, force: true })
