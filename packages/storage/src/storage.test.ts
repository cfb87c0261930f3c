import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createClient } from '@clickhouse/client'
import { uuidV7 } from '@touchline/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clickHouseTime, type EventRow } from './event-row.js'
import { insertEvents, insertMissingEvents } from './insert-events.js'
import { migrate, readMigrations } from './migrate.js'
import { openEmbedded, openServer, type Storage } from './open-storage.js'
import { openSiteDirectory } from './site-directory.js'
import { createKey, putSite } from './sites.js'

const directory = mkdtempSync(join(tmpdir(), 'touchline-storage-'))
const engineEvents: string[] = []
let storage: Storage

beforeAll(async () => {
  storage = await openEmbedded(directory, ({ event }) => engineEvents.push(event))
})
afterAll(async () => {
  await storage.close()
  rmSync(directory, { recursive: true })
})

const start = Date.UTC(2026, 0, 31, 23, 59)
const row = (site: string, n: number, more: Partial<EventRow> = {}): EventRow => ({
  site_id: site,
  event_id: uuidV7(start + n * 1000, new Uint8Array(10).fill(n)),
  kind: 'touchpoint',
  name: 'page_view',
  occurred_at: clickHouseTime(start + n * 1000),
  received_at: clickHouseTime(start + n * 1000),
  visitor_id: `v${n % 7}`,
  identity: 'first_party',
  ...more,
})

const read = async <Row>(query: string, query_params = {}) =>
  (await storage.reader.query({ query, query_params, format: 'JSONEachRow' })).json<Row>()
const counts = async (site: string) =>
  (
    await read<{ raw: number; final: number }>(
      `SELECT (SELECT count() FROM events WHERE site_id = {site:String}) AS raw,
        (SELECT count() FROM events FINAL WHERE site_id = {site:String}) AS final`,
      { site },
    )
  )[0]

/** Waits until `condition` holds. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the condition did not come true in 20 s')
    await delay(20)
  }
}

describe('migrate', () => {
  it('applied every migration once and records it', async () => {
    expect(storage.migrated).toEqual(readMigrations().map(({ name }) => name))
    expect(await migrate(storage.owner)).toEqual([])
  })

  it('refuses a database of a newer version', async () => {
    await storage.owner.insert({
      table: 'migrations',
      values: [{ id: 9999, name: '9999_future' }],
      format: 'JSONEachRow',
    })
    await expect(migrate(storage.owner)).rejects.toThrow(/newer Touchline \(9999_future\)/)
    await storage.owner.command({ query: 'DELETE FROM migrations WHERE id = 9999' })
    expect(await migrate(storage.owner)).toEqual([])
  })
})

describe('insertEvents', () => {
  it('stores rows of several weeks and text of any language', async () => {
    const rows = Array.from({ length: 50 }, (_, n) => row('weeks', n * 86_400, { title: 'Ghế gỗ sồi – 1.250.000 ₫' }))
    await insertEvents(storage.owner, rows)
    expect(await counts('weeks')).toEqual({ raw: 50, final: 50 })
    const titles = await read('SELECT DISTINCT title FROM events WHERE site_id = {site:String}', { site: 'weeks' })
    expect(titles).toEqual([{ title: 'Ghế gỗ sồi – 1.250.000 ₫' }])
  })

  it('collapses a retried row although its corrected time differs', async () => {
    const first = row('retry', 1)
    await insertEvents(storage.owner, [first])
    await insertEvents(storage.owner, [
      { ...first, occurred_at: clickHouseTime(start + 1777), received_at: clickHouseTime(start + 9e6) },
    ])
    expect((await counts('retry'))?.final).toBe(1)
  })

  it('refuses a row with a field that is no column, which ClickHouse would skip in silence', async () => {
    await expect(insertEvents(storage.owner, [{ ...row('unknown', 1), colour: 'red' } as EventRow])).rejects.toThrow(
      /colour/,
    )
  })
})

describe('insertMissingEvents', () => {
  it('inserts only what is not stored, over more and longer ids than one lookup takes', async () => {
    const rows = Array.from({ length: 7000 }, (_, n) =>
      row('missing', n, { event_id: uuidV7(start + n, idBytes(n)), visitor_id: `ghế-${n}`.repeat(9) }),
    )
    await insertEvents(storage.owner, rows.slice(0, 4000))
    expect(await insertMissingEvents(storage.owner, rows)).toEqual({ inserted: 3000, duplicates: 4000 })
    expect(await counts('missing')).toEqual({ raw: 7000, final: 7000 })
  })

  it('counts an id that a batch holds twice once', async () => {
    expect(await insertMissingEvents(storage.owner, [row('twice', 1), row('twice', 1)])).toEqual({
      inserted: 1,
      duplicates: 1,
    })
  })

  it('inserts nothing for no rows', async () => {
    expect(await insertMissingEvents(storage.owner, [])).toEqual({ inserted: 0, duplicates: 0 })
  })
})

const idBytes = (n: number) => Uint8Array.from({ length: 10 }, (_, i) => (n >> (i * 4)) & 255)

describe('identities', () => {
  it('links a visitor to its user and a daily hash to its visitor, however often the rows come', async () => {
    const rows = [row('who', 1, { user_id: 'u1' }), row('who', 8, { daily_visitor_id: 'hash' })]
    await insertEvents(storage.owner, rows)
    await insertEvents(storage.owner, rows)
    const links = await read(
      "SELECT DISTINCT visitor_id, kind, linked_id FROM identities WHERE site_id = 'who' ORDER BY visitor_id",
    )
    expect(links).toEqual([
      { visitor_id: 'hash', kind: 'visitor', linked_id: 'v1' },
      { visitor_id: 'v1', kind: 'user', linked_id: 'u1' },
    ])
  })
})

describe('the reader', () => {
  it.each([
    "INSERT INTO events (site_id) VALUES ('x')",
    'SELECT * FROM system.users',
    "SELECT * FROM file('/etc/passwd', LineAsString)",
    "SELECT * FROM url('http://127.0.0.1:1/', LineAsString)",
    'DROP TABLE events',
  ])('may not: %s', async (query) => {
    await expect(storage.reader.command({ query })).rejects.toMatchObject({
      code: expect.stringMatching(/^(497|164)$/),
    })
  })

  it('is the only thing an unknown user can be: without a password nothing is readable', async () => {
    const answer = await fetch(`${storage.engine?.url}/?query=SELECT+count()+FROM+touchline.events`)
    expect(answer.status).not.toBe(200)
    expect(await answer.text()).toMatch(/Not enough privileges|ACCESS_DENIED/)
  })
})

describe('the embedded engine', () => {
  it('comes back on the same address after kill -9, with every row', async () => {
    await insertEvents(storage.owner, [row('killed', 1), row('killed', 2)])
    process.kill(storage.engine?.pid() as number, 'SIGKILL')
    await until(() => engineEvents.includes('engine_restarted'))
    expect(await counts('killed')).toEqual({ raw: 2, final: 2 })
  })

  it('refuses a second engine on the same files with a sentence', async () => {
    await expect(openEmbedded(directory)).rejects.toMatchObject({
      kind: 'locked',
      message: expect.stringContaining('TOUCHLINE_DATA_DIR'),
    })
  }, 60_000)
})

describe('openServer', () => {
  it('says which variables to check when nothing answers or the password is wrong', async () => {
    const address = { url: 'http://127.0.0.1:9', user: 'u', password: 'p', database: 'd' }
    await expect(openServer(address)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('CLICKHOUSE_URL'),
    })
    const wrong = { ...address, url: storage.engine?.url as string }
    await expect(openServer(wrong)).rejects.toMatchObject({
      kind: 'unauthorized',
      message: expect.stringContaining('CLICKHOUSE_PASSWORD'),
    })
  })

  it('gives up on a server that takes connections and never answers', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    await expect(openServer({ url, user: 'u', password: 'p', database: 'd' })).rejects.toMatchObject({
      kind: 'unreachable',
    })
    silent.close()
  })

  it('makes its own database on a server', async () => {
    const engine = storage.engine as NonNullable<Storage['engine']>
    const other = await openServer({
      url: engine.url,
      user: 'touchline',
      password: engine.ownerPassword,
      database: 'other',
    })
    expect(other.migrated).toHaveLength(readMigrations().length)
    await other.close()
  })
})

describe('openSiteDirectory', () => {
  const site = {
    site_id: 'shop',
    origins: [],
    timezone: 'Asia/Ho_Chi_Minh',
    currency: 'VND',
    mode: 'adaptive' as const,
  }

  it('sees sites and keys, forgets none when ClickHouse is away, and keeps no secret', async () => {
    const cacheFile = join(directory, 'sites.json')
    await putSite(storage.owner, site)
    const secret = await createKey(storage.owner, 'shop', 'read')
    const sites = await openSiteDirectory({ client: storage.owner, cacheFile })
    expect(sites.site('shop')).toEqual(site)
    expect(sites.key(secret)).toEqual({ site_id: 'shop', kind: 'read' })
    expect(sites.key('tl_read_wrong')).toBeUndefined()
    sites.close()

    const offline = await openSiteDirectory({ client: createClient({ url: 'http://127.0.0.1:9' }), cacheFile })
    expect(offline.site('shop')).toEqual(site)
    expect(offline.key(secret)).toEqual({ site_id: 'shop', kind: 'read' })
    offline.close()
  })

  it('sees a new site after a refresh', async () => {
    const sites = await openSiteDirectory({ client: storage.owner, minRefreshMs: 0 })
    await putSite(storage.owner, { ...site, site_id: 'second' })
    await sites.refresh()
    expect(sites.site('second')?.site_id).toBe('second')
    sites.close()
  })
})
