/**
 * What each report costs over 20 million events of 2 million visitors: time, rows and bytes read, memory, and in the same
 * run a scan of the columns it reads and a plain windowFunnel. Also over 2 million events (how it grows), a funnel over
 * 1 million, and 30 days out of a year. Past weeks are merged, as they are a day later; the last has copies to collapse.
 *
 * BENCH_DATA names a directory in which the events are kept for the next run, BENCH_REPORTS some reports, BENCH_SITES some
 * of small, middle, large and year.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerReport, reports } from '@touchline/reports'
import { openEmbedded } from '@touchline/storage'
import { makeShop, settle } from './report-data.mjs'
import { watched } from './watched-reader.mjs'

const dayMs = 86_400_000
const startMs = Date.UTC(2026, 2, 1)
const untilMs = startMs + 30 * dayMs
const day = { from: '2026-03-01', to: '2026-03-30' }
const shops = {
  small: { site: 'shop1m', events: 1e6, visitors: 1e5, days: 30, startMs },
  middle: { site: 'shop2m', events: 2e6, visitors: 2e5, days: 30, startMs },
  large: { site: 'shop20m', events: 20e6, visitors: 2e6, days: 30, startMs },
  year: { site: 'year', events: 4e6, visitors: 4e5, days: 365, startMs: Date.UTC(2025, 3, 1) },
}
const list = (name, all) => process.env[name]?.split(',') ?? all
const sites = list('BENCH_SITES', Object.keys(shops))
const chosen = list(
  'BENCH_REPORTS',
  reports.map(({ name }) => name),
)

const steps = ['page_view', 'view_item', 'add_to_cart', 'begin_checkout', 'purchase']
/** What is asked of a report beside the days; by default nothing. */
const questions = {
  funnel: {
    'counts, by visitor': { steps, unit: 'visitor', counts_only: true },
    'counts, by person': { steps, counts_only: true },
    'with times, by person': { steps },
  },
}

const kept = process.env.BENCH_DATA
const directory = kept ?? mkdtempSync(join(tmpdir(), 'touchline-bench-'))
const storage = await openEmbedded(directory)
const log = (text) => console.error(text)
let made = false
for (const name of Object.keys(shops)) made = (await makeShop(storage, shops[name], log)) || made
if (made) await settle(storage, untilMs, log)

const reader = watched(storage.reader)
const cell = (value) => (typeof value === 'number' ? value.toLocaleString('en', { maximumFractionDigits: 2 }) : value)
const row = (...values) => console.log(`| ${values.map(cell).join(' | ')} |`)
const header = (...names) => {
  console.log()
  row(...names)
  row(...names.map(() => '---'))
}

/** Best of some rounds, after one that fills the caches; what the best one read. */
async function measure(run, rounds) {
  let best
  for (let i = 0; i <= rounds; i++) {
    reader.reset()
    const began = performance.now()
    const problem = await run().then(
      () => undefined,
      (error) => error,
    )
    if (problem) return { problem: problem.message }
    const seconds = (performance.now() - began) / 1000
    if (i > 0 && (!best || seconds < best.seconds)) best = { seconds, ...reader.seen() }
  }
  return best
}

function sourcesOf(site_id) {
  const site = { site_id, origins: [], timezone: 'UTC', currency: 'EUR', mode: 'first_party' }
  return { reader: reader.client, sites: { site: () => site, all: () => [site] }, now: () => untilMs + 5 * dayMs }
}

const ask = (site, report, params) => () => answerReport(sourcesOf(site), report, { site_id: site, ...params })
const read = (text) => async () => (await reader.client.query({ query: text, format: 'JSONEachRow' })).text()
const scanOf = (site, columns) =>
  read(`SELECT sum(cityHash64(${columns.join(', ')})) FROM events WHERE site_id = '${site}'`)
const plainFunnel = (site) =>
  read(`SELECT level, count() FROM (SELECT visitor_id, windowFunnel(604800000)(toUInt64(toUnixTimestamp64Milli(occurred_at)),
    ${steps.map((name) => `name = '${name}'`).join()}) AS level FROM events WHERE site_id = '${site}' GROUP BY visitor_id) GROUP BY level`)

function* asked() {
  for (const { name, params } of reports) {
    if (!chosen.includes(name)) continue
    const days = 'from' in (params.shape ?? {}) && name !== 'journey' ? day : {}
    for (const [what, more] of Object.entries(questions[name] ?? { '': {} })) {
      yield { name, label: what ? `${name}: ${what}` : name, params: { ...days, ...more } }
    }
  }
}

async function table(shop, rounds, before) {
  const { site, events, visitors } = shop
  const plain = await measure(plainFunnel(site), rounds)
  console.log(
    `\n${cell(events)} events, ${cell(visitors)} visitors; plain windowFunnel over 5 steps: ${plain.seconds.toFixed(2)} s`,
  )
  header(
    'report',
    's',
    'scan of its columns, s',
    'x the scan',
    'x windowFunnel',
    'rows read',
    'MB read',
    'MB memory',
    ...(before ? ['x of 2 million'] : []),
  )
  const seconds = new Map()
  for (const { name, label, params } of asked()) {
    const run = ask(site, name, params)
    const cost = await measure(run, rounds)
    if (cost.problem) {
      row(label, cost.problem, ...Array(before ? 7 : 6).fill(''))
      continue
    }
    const columns = await reader.columnsOf(storage.owner, run)
    const scan = await measure(scanOf(site, columns), rounds)
    if (scan.problem) throw new Error(`${scan.problem} ${columns}`)
    seconds.set(label, cost.seconds)
    const growth = before?.has(label) ? [cost.seconds / before.get(label)] : before ? [''] : []
    row(
      label,
      cost.seconds,
      scan.seconds,
      cost.seconds / scan.seconds,
      cost.seconds / plain.seconds,
      cost.rows,
      cost.bytes / 1e6,
      cost.memory / 1e6,
      ...growth,
    )
  }
  return seconds
}

console.log(
  `${cpus().length} x ${cpus()[0]?.model.trim()}, node ${process.version}, load ${loadavg()[0]?.toFixed(1)} at the start`,
)
if (sites.includes('small')) {
  const { site } = shops.small
  header('1,000,000 events, 100,000 visitors, 3 steps', 's')
  for (const [label, more] of Object.entries({
    'counts, by visitor': { unit: 'visitor', counts_only: true },
    'counts, by person': { counts_only: true },
    'with times, by person': {},
  })) {
    row(
      label,
      (
        await measure(ask(site, 'funnel', { ...day, steps: ['view_item', 'add_to_cart', 'purchase'], ...more }), 7)
      ).seconds.toFixed(3),
    )
  }
}
const before = sites.includes('middle') ? await table(shops.middle, 2) : undefined
if (sites.includes('large')) await table(shops.large, 1, before)
if (sites.includes('year')) {
  const { site } = shops.year
  const all = await measure(read(`SELECT count() FROM events WHERE site_id = '${site}' AND NOT ignore(name)`), 1)
  header(`30 days of a year (${cell(all.rows)} rows)`, 's', 'rows read', 'queries', 'of the year, a query')
  for (const { name, label, params } of asked()) {
    const cost = await measure(ask(site, name, params), 1)
    if (cost.problem) row(label, cost.problem, '', '', '')
    else row(label, cost.seconds, cost.rows, cost.queries, cost.rows / cost.queries / all.rows)
  }
}
await storage.close()
if (!kept) rmSync(directory, { recursive: true, force: true })
