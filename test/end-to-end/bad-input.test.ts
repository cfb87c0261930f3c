import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { uuidV7 } from '@touchline/events'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  addSite,
  type SiteKeys,
  startTouchline,
  type TouchlineProcess,
  touchline,
} from '../support/touchline-process.js'
import { until } from '../support/until.js'

const dataDir = mkdtempSync(join(tmpdir(), 'touchline-input-'))
const origin = 'https://shop.example'
let server: TouchlineProcess
let shop: SiteKeys
let other: SiteKeys

beforeAll(async () => {
  server = await startTouchline(dataDir)
  shop = await addSite(dataDir, ['shop', '--origin', origin])
  other = await addSite(dataDir, ['other'])
})
afterAll(async () => {
  await server?.end('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

const fileNamed = (name: string, content: string | Uint8Array) => {
  const path = join(dataDir, name)
  writeFileSync(path, content)
  return path
}

/** An event of somebody who was not there before. */
const goodEvent = () => ({
  kind: 'touchpoint',
  name: 'view_item',
  event_id: uuidV7(Date.now(), randomBytes(10)),
  occurred_at: Date.now(),
  visitor_id: `visitor-${randomBytes(8).toString('hex')}`,
})

interface Ask {
  body?: string | Uint8Array<ArrayBuffer>
  origin?: string
  key?: string
}

function ask(address: string, { body, origin, key }: Ask): Promise<Response> {
  const headers = {
    ...(body !== undefined && { 'content-type': 'text/plain' }),
    ...(origin && { origin }),
    ...(key && { authorization: `Bearer ${key}` }),
  }
  return fetch(address, { method: body === undefined ? 'GET' : 'POST', body, headers })
}

const post = (events: unknown[], siteId = 'shop', from = origin) =>
  ask(`${server.collector}/v1/events`, {
    body: JSON.stringify({ site_id: siteId, sent_at: Date.now(), events }),
    origin: from,
  })

/** How many visitors the site's reports know of that did this. */
async function visitorsWho(name: string): Promise<number | undefined> {
  const steps = JSON.stringify([{ name }, { name: 'purchase' }])
  const query = new URLSearchParams({ unit: 'visitor', steps, from: '2026-01-01', counts_only: 'true' })
  const answer = await ask(`${server.reports}/v1/reports/funnel?${query}`, { key: shop.read_key })
  expect(answer.status, await answer.clone().text()).toBe(200)
  const { rows } = (await answer.json()) as { rows: { count: number }[] }
  return rows[0]?.count
}

describe('a bad request', () => {
  let goodEvents = 0
  /** Good events come in the moment of every bad request; none of them is lost. */
  async function refused(bad: () => Promise<Response>) {
    const [before, answer, after] = await Promise.all([post([goodEvent()]), bad(), post([goodEvent()])])
    expect([before.status, after.status]).toEqual([202, 202])
    goodEvents += 2
    const { error, message } = (await answer.json()) as { error: string; message: string }
    expect(message.split('\n')).toHaveLength(1)
    return { status: answer.status, error, message }
  }
  afterEach(async () => {
    expect((await fetch(`${server.collector}/readyz`)).status).toBe(200)
    const stored = () => visitorsWho('view_item')
    expect(await until(stored, (count) => count === goodEvents, 10_000)).toBe(goodEvents)
  })

  it.each([
    ['is no JSON', '{"site_id":', /^The body is not JSON\.$/],
    ['is no batch', '[]', /^The body is not a batch of events: /],
    ['has no events', '{"site_id":"shop","sent_at":1,"events":[]}', /^The body is not a batch of events: events: /],
  ])('to /v1/events is refused when it %s', async (_, body, message) => {
    expect(await refused(() => ask(`${server.collector}/v1/events`, { body, origin }))).toEqual({
      status: 400,
      error: 'malformed',
      message: expect.stringMatching(message),
    })
  })

  it('of an unknown site says how to add it', async () => {
    expect(await refused(() => post([goodEvent()], 'typo'))).toEqual({
      status: 403,
      error: 'forbidden',
      message: 'Unknown site typo: add it with `touchline site add typo`.',
    })
  })

  it('from another origin names it', async () => {
    expect(await refused(() => post([{ ...goodEvent(), name: 'stolen' }], 'shop', 'https://evil.example'))).toEqual({
      status: 403,
      error: 'forbidden',
      message: expect.stringContaining('Origin https://evil.example is not allowed for site shop.'),
    })
    expect(await visitorsWho('stolen')).toBe(0)
  })

  it('costs no good event of the same batch', async () => {
    const sent = await post([{ kind: 'touchpoint', name: 'Bad Name' }, goodEvent(), 5, { ...goodEvent(), price: 3 }])
    expect(sent.status).toBe(202)
    goodEvents++
    const { accepted, rejected } = (await sent.json()) as { accepted: number; rejected: { index: number }[] }
    expect(accepted).toBe(1)
    expect(rejected.map(({ index }) => index)).toEqual([0, 2, 3])
  })

  it.each([
    ['without a key', () => undefined, 401, /A server key is needed: Authorization: Bearer tl_server_/],
    ['with an unknown key', () => 'tl_server_guessed', 401, /This key is not known/],
    ['with the read key', () => shop.read_key, 403, /not a server key of site shop/],
    ['with the key of another site', () => other.server_key, 403, /not a server key of site shop/],
  ])('to /v1/import %s is refused', async (_, key, status, message) => {
    const body = '{"name":"imported_by_nobody","occurred_at":"2026-03-01T10:00:00Z","visitor_id":"a"}'
    const answer = await refused(() => ask(`${server.collector}/v1/import?site_id=shop`, { body, key: key() }))
    expect(answer).toMatchObject({ status, message: expect.stringMatching(message) })
    expect(await visitorsWho('imported_by_nobody')).toBe(0)
  })

  it.each([
    ['without a key', 'journey', '', () => undefined, 401, /A read key is needed: Authorization: Bearer tl_read_/],
    ['with an unknown key', 'journey', '', () => 'tl_read_guessed', 401, /This key is not known/],
    ['with the server key', 'journey', '', () => shop.server_key, 403, /server key of site shop: .*read key/],
    ['with the key of another site', 'journey', '?site_id=shop', () => other.read_key, 403, /reads site other only/],
    ['of an unknown report', 'jurney', '', () => shop.read_key, 404, /There are: overview, .*funnel,/],
    [
      'with an unknown parameter',
      'journey',
      '?form=2026',
      () => shop.read_key,
      400,
      /parameter form; .* site_id, from, to,/,
    ],
    [
      'of an inverted range',
      'journey',
      '?from=2026-03-02&to=2026-03-01',
      () => shop.read_key,
      400,
      /is after to .*: swap them/,
    ],
    ['of no day', 'journey', '?from=2026-02-30', () => shop.read_key, 400, /from: is not a day of the calendar/],
  ])('to /v1/reports %s is refused', async (_, name, query, key, status, message) => {
    const answer = await refused(() => ask(`${server.reports}/v1/reports/${name}${query}`, { key: key() }))
    expect(answer).toMatchObject({ status, message: expect.stringMatching(message) })
  })
})

describe('touchline import', () => {
  const line = (name: string, visitor: number) =>
    JSON.stringify({ name, occurred_at: Date.parse('2026-03-01') + visitor, visitor_id: `${name}-${visitor}` })
  const importFiles = (...args: string[]) => touchline(dataDir, ['import', ...args])

  it.each([
    ['a missing file', () => join(dataDir, 'missing.ndjson'), /^There is no file .*missing\.ndjson\. Check the path/],
    ['a directory', () => dataDir, /^\/.* is not a file\. Name the files in it/],
  ])('of %s says so and imports nothing', async (_, path, sentence) => {
    const good = fileNamed('not-yet.ndjson', line('not_yet', 1))
    const { code, stdout, stderr } = await importFiles(good, path(), '--site', 'shop')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(sentence)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(await visitorsWho('not_yet')).toBe(0)
  })

  it('into an unknown site says how to add it', async () => {
    const { code, stderr } = await importFiles(fileNamed('any.ndjson', line('any', 1)), '--site', 'typo')
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'There is no site "typo". Add it with: touchline site add typo\n',
    })
  })

  it('names the lines that it refuses and imports the others', async () => {
    const file = fileNamed(
      'dirty.ndjson',
      [
        line('dirty', 1),
        '{"name":',
        '',
        '{"name":"dirty","occurred_at":"2026-03-01","visitor_id":"a"}',
        '{"name":"dirty","occurred_at":1,"visitor_id":"a","colour":"red"}',
        '{"name":"dirty","occurred_at":1,"visitor_id":"a","properties":{"nested":{}}}',
        line('dirty', 2),
      ].join('\n'),
    )
    const { code, stdout } = await importFiles(file, '--site', 'shop')
    expect(code).toBe(1)
    const [counts, ...refused] = stdout.trim().split('\n')
    expect(counts).toContain('2 imported, 0 were there already, 4 refused')
    expect(refused.map((text) => text.trim())).toEqual([
      'line 2: not JSON',
      'line 4: occurred_at: must be ISO 8601 with a zone, such as 2026-03-01T10:03:00Z, or ms since the epoch',
      expect.stringMatching(/^line 5: .*colour/),
      'line 6: properties.nested: must be text, a number, true, false or null',
    ])
    expect(await visitorsWho('dirty')).toBe(2)
  })

  it('of a truncated gzip keeps what it holds, goes on with the next file, and the whole file adds the rest', async () => {
    const lines = Array.from({ length: 3000 }, (_, visitor) => line('packed', visitor))
    const whole = gzipSync(lines.join('\n'))
    const truncated = fileNamed('truncated.ndjson.gz', whole.subarray(0, whole.length / 2))
    const next = fileNamed('next.ndjson', line('after_the_damage', 1))
    const { code, stdout, stderr } = await importFiles(truncated, next, '--site', 'shop')
    expect(code).toBe(1)
    expect(stderr).toMatch(/truncated\.ndjson\.gz is not a whole gzip file .* get a whole copy and import it/)
    expect(stderr).not.toMatch(/^ +at /m)
    const stored = Number(/truncated\.ndjson\.gz: (\d+) imported/.exec(stdout)?.[1])
    expect(stored).toBeGreaterThan(0)
    expect(stored).toBeLessThan(3000)
    expect(await visitorsWho('packed')).toBe(stored)
    expect(await visitorsWho('after_the_damage')).toBe(1)

    const file = fileNamed('whole.ndjson.gz', whole)
    const again = await importFiles(file, '--site', 'shop', '--json')
    expect(again.code).toBe(0)
    expect(JSON.parse(again.stdout)).toMatchObject({ accepted: 3000 - stored, duplicates: stored, rejected: 0 })
    expect(await visitorsWho('packed')).toBe(3000)
  })

  it('over HTTP that breaks off says so at its end', async () => {
    const packed = gzipSync(Array.from({ length: 3000 }, (_, visitor) => line('sent', visitor)).join('\n'))
    const body = new Uint8Array(packed.subarray(0, packed.length / 2))
    const answer = await ask(`${server.collector}/v1/import?site_id=shop`, { body, key: shop.server_key })
    const last = (await answer.text()).trim().split('\n').at(-1) ?? ''
    expect(JSON.parse(last)).toEqual({
      error: 'failed',
      message: expect.stringMatching(/broke off.*send the source again/),
    })
    expect(await visitorsWho('sent')).toBeGreaterThan(0)
  })
})

describe('touchline site add', () => {
  it.each([
    [['My Shop'], /^ID: must be lower-case letters, digits,/],
    [['new', '--timezone', 'Mars/Olympus'], /^--timezone: must be an IANA time zone such as/],
    [['new', '--currency', 'euro'], /^--currency: must be an ISO 4217 code such as/],
    [['new', '--origin', 'not an origin'], /^--origin: must be an origin such as/],
  ])('refuses %j', async (args, sentence) => {
    const { code, stdout, stderr } = await touchline(dataDir, ['site', 'add', ...args])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(sentence)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it('refuses a site that is there, and leaves it as it was', async () => {
    expect(await touchline(dataDir, ['site', 'add', 'shop', '--currency', 'VND'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'There is a site "shop" already. Choose another id.\n',
    })
    const { stdout } = await touchline(dataDir, ['site', 'list', '--json'])
    expect(JSON.parse(stdout)).toMatchObject([
      { site_id: 'other' },
      { site_id: 'shop', currency: 'EUR', origins: [origin] },
    ])
  })
})
