import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidV7 } from '@touchline/events'
import { type Engine, startEngine } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addSite,
  type SiteKeys,
  startTouchline,
  type TouchlineProcess,
  touchline,
} from '../support/touchline-process.js'
import { until } from '../support/until.js'
import { historyEnd, shopHistory } from './shop-history.js'

const directory = mkdtempSync(join(tmpdir(), 'touchline-engines-'))
const history = join(directory, 'history.ndjson')
const lines = shopHistory()

/** An installation of Touchline: where it keeps its files, and its settings. */
interface Installation {
  dataDir: string
  settings: Record<string, string>
}
const embedded: Installation = { dataDir: join(directory, 'embedded'), settings: {} }
const external: Installation = { dataDir: join(directory, 'external'), settings: {} }
let engine: Engine
let keys: SiteKeys
let embeddedKeys: SiteKeys
let server: TouchlineProcess | undefined

beforeAll(async () => {
  writeFileSync(history, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  mkdirSync(join(directory, 'engine'))
  engine = await startEngine({ directory: join(directory, 'engine') })
  external.settings = {
    CLICKHOUSE_URL: engine.url,
    CLICKHOUSE_USER: 'touchline',
    CLICKHOUSE_PASSWORD: engine.ownerPassword,
    CLICKHOUSE_DATABASE: 'shop_analytics',
  }
  embeddedKeys = await fill(embedded)
  keys = await fill(external)
})
afterAll(async () => {
  await server?.end('SIGKILL')
  await engine?.close()
  rmSync(directory, { recursive: true, force: true })
})

/** Adds the site and imports the history. */
async function fill({ dataDir, settings }: Installation): Promise<SiteKeys> {
  const site = await addSite(dataDir, ['nha-nordic', '--timezone', 'Asia/Ho_Chi_Minh'], settings)
  expect(await importHistory({ dataDir, settings })).toEqual({ accepted: lines.length, duplicates: 0, rejected: 0 })
  return site
}

async function importHistory({ dataDir, settings }: Installation) {
  const args = ['import', history, '--site', 'nha-nordic', '--json']
  const { code, stdout, stderr } = await touchline(dataDir, args, settings)
  expect(code, stderr).toBe(0)
  const { accepted, duplicates, rejected } = JSON.parse(stdout)
  return { accepted, duplicates, rejected }
}

interface Answer {
  rows: Record<string, unknown>[]
  totals: Record<string, unknown>
  computed_ms: number
}
type Shown = Omit<Answer, 'computed_ms'>
/** What a report is asked beside the days, the moment and a breakdown, which all are asked that take them. */
const questions: Record<string, object> = {
  funnel: { steps: ['page_view', 'view_item', 'add_to_cart', 'purchase'], breakdown: 'device', trend: 'week' },
  'load-time-drop-off': { breakdown: 'country' },
}
const common = { from: '2026-03-01', to: '2026-03-31', as_of: historyEnd, breakdown: 'source' }

async function read<T>(path: string, key: string, body?: object): Promise<T> {
  const answer = await fetch(`${server?.reports}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}` },
    body: body && JSON.stringify(body),
  })
  expect(answer.status, `${path}: ${await answer.clone().text()}`).toBe(200)
  return answer.json() as Promise<T>
}

/** What every report that there is says, but for the time that it took. Journeys are followed from the first day on. */
async function answers(key: string): Promise<Record<string, Shown>> {
  const { reports } = await read<{ reports: { name: string; parameters: { properties: object } }[] }>(
    '/v1/reports',
    key,
  )
  const asked: [string, Shown][] = []
  for (const { name, parameters } of reports) {
    const fitting = Object.entries(common).filter(
      ([parameter]) => parameter in parameters.properties && !(name === 'journey' && parameter !== 'as_of'),
    )
    const params = { ...Object.fromEntries(fitting), ...questions[name] }
    const { computed_ms: _, ...answer } = await read<Answer>(`/v1/reports/${name}`, key, params)
    asked.push([name, answer])
  }
  expect(asked.length).toBeGreaterThan(3)
  return Object.fromEntries(asked)
}

/** What the reports say of an installation, asked of its server. */
async function asked({ dataDir, settings }: Installation, key: string, use?: () => Promise<void>) {
  server = await startTouchline(dataDir, settings)
  const first = await answers(key)
  await use?.()
  const again = use && (await answers(key))
  expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null })
  return [first, again]
}

/** The visitors of the history who did all of this. */
const visitorsWho = (...names: string[]) =>
  new Set(lines.map(({ visitor_id }) => visitor_id).filter((id) => names.every((name) => did(id, name)))).size
const did = (id: string | undefined, name: string) => lines.some((line) => line.visitor_id === id && line.name === name)

describe('a history in the embedded engine, and in a ClickHouse server of one’s own', () => {
  it('gives the same answers to every report, also after it is imported again', async () => {
    const [first, again] = await asked(embedded, embeddedKeys.read_key, async () => {
      expect(await importHistory(embedded)).toEqual({ accepted: 0, duplicates: lines.length, rejected: 0 })
    })
    if (!first) throw new Error('nothing was answered')
    const purchases = lines.filter(({ name }) => name === 'purchase').length
    expect(first.funnel?.rows.map(({ count }) => count)).toEqual([
      60,
      visitorsWho('page_view', 'view_item'),
      visitorsWho('page_view', 'view_item', 'add_to_cart'),
      // Those who bought on their other device are the same persons.
      purchases,
    ])
    expect(purchases).toBeGreaterThan(visitorsWho('add_to_cart', 'purchase'))
    expect(first.abandonment?.totals).toMatchObject({
      carts: visitorsWho('add_to_cart'),
      left_while_loading: { numerator: visitorsWho('page_leave'), denominator: 60 },
    })
    const bars = first['load-time-drop-off']?.rows as { n: number; left: number }[]
    expect(bars.reduce((sum, { n }) => sum + n, 0)).toBe(60)
    expect(bars.reduce((sum, { left }) => sum + left, 0)).toBe(visitorsWho('page_leave'))
    expect(first.journey?.rows.map(({ reached }) => reached)).toEqual([60, 54, 39, 24, 8])

    expect(again).toEqual(first)
    expect((await asked(external, keys.read_key))[0]).toEqual(first)
  })

  it('is served from the server of one’s own, which outlives touchline', async () => {
    server = await startTouchline(external.dataDir, external.settings)
    const event = {
      kind: 'touchpoint',
      name: 'view_item',
      event_id: uuidV7(Date.now(), randomBytes(10)),
      occurred_at: Date.now(),
      visitor_id: 'visitor-of-today',
    }
    const sent = await fetch(`${server.collector}/v1/events`, {
      method: 'POST',
      body: JSON.stringify({ site_id: 'nha-nordic', sent_at: Date.now(), events: [event] }),
      headers: { 'content-type': 'text/plain' },
    })
    expect([sent.status, await sent.json()]).toEqual([202, { accepted: 1, rejected: [] }])

    const steps = JSON.stringify([{ name: 'view_item' }, { name: 'purchase' }])
    const address = `${server.reports}/v1/reports/funnel?${new URLSearchParams({ steps, counts_only: 'true' })}`
    const shown = async () => {
      const answer = await fetch(address, { headers: { authorization: `Bearer ${keys.read_key}` } })
      expect(answer.status, await answer.clone().text()).toBe(200)
      const { rows } = (await answer.json()) as Answer
      return rows.map(({ count }) => count)
    }
    expect(await until(shown, ([first]) => first === 1)).toEqual([1, 0])

    expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null })
    const count = await fetch(`${engine.url}/?${new URLSearchParams({ query: countEvents })}`, {
      headers: { 'X-ClickHouse-User': 'touchline', 'X-ClickHouse-Key': engine.ownerPassword },
    })
    expect(Number(await count.text())).toBe(lines.length + 1)
  })
})

const countEvents = 'SELECT count() FROM shop_analytics.events'
