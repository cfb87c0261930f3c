import { randomBytes } from 'node:crypto'
import { uuidV7 } from '@touchline/events'
import {
  clickHouseTime,
  createKey,
  createTombstones,
  erasePerson,
  insertEvents,
  openSiteDirectory,
  putSite,
  type SiteDirectory,
  type Storage,
} from '@touchline/storage'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestStorage, testSite } from '../../test/open-test-storage.js'
import { createReports } from './create-reports.js'

let storage: Storage
let sites: SiteDirectory
let app: Hono
const keys = { read: '', server: '', other: '' }

beforeAll(async () => {
  storage = await openTestStorage()
  for (const id of ['shop', 'other']) await putSite(storage.owner, testSite(id))
  keys.read = await createKey(storage.owner, 'shop', 'read')
  keys.server = await createKey(storage.owner, 'shop', 'server')
  keys.other = await createKey(storage.owner, 'other', 'server')
  const event = (site_id: string, minute: number, visitor_id: string, user_id = '') => {
    const at = Date.UTC(2026, 2, 1, 10, minute)
    return {
      site_id,
      event_id: uuidV7(at, randomBytes(10)),
      kind: 'touchpoint' as const,
      name: 'view_item',
      occurred_at: clickHouseTime(at),
      received_at: clickHouseTime(at),
      visitor_id,
      user_id,
      identity: 'first_party' as const,
    }
  }
  await insertEvents(storage.owner, [
    event('shop', 0, 'phone'),
    event('shop', 1, 'phone', 'mai@shop'),
    event('shop', 2, 'laptop', 'mai@shop'),
    event('shop', 3, 'else'),
    event('other', 4, 'phone'),
  ])
  sites = await openSiteDirectory({ client: storage.owner })
  app = createReports({
    reader: storage.reader,
    sites,
    now: Date.now,
    erase: (siteId, person) => erasePerson(storage.owner, siteId, person, Date.now()),
  })
})
afterAll(async () => {
  sites.close()
  await storage.close()
})

const call = (method: string, path: string, key: string) =>
  app.request(`/v1/visitors/${path}`, { method, headers: { authorization: `Bearer ${key}` } })
const exported = async (path: string, key = keys.read) => {
  const response = await call('GET', path, key)
  const text = await response.text()
  const lines = response.ok ? text.trim().split('\n') : []
  return { response, lines: lines.map((line) => JSON.parse(line) as { visitor_id: string; name: string }) }
}

describe('GET /v1/visitors/{id}/export', () => {
  it('streams the events of a user, or of a visitor, as import lines', async () => {
    const { response, lines } = await exported('mai%40shop/export')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/x-ndjson')
    expect(lines.map(({ visitor_id }) => visitor_id).sort()).toEqual(['laptop', 'phone', 'phone'])
    expect((await exported('phone/export', keys.server)).lines).toHaveLength(2)
    expect((await exported('phone/export?as=visitor')).lines).toHaveLength(2)
    expect((await exported('phone/export?as=user')).response.status).toBe(404)
  })

  it('refuses other sites, unknown ids and unknown parameters', async () => {
    expect((await exported('else/export', keys.other)).response.status).toBe(404)
    expect((await exported('phone/export?site_id=other')).response.status).toBe(403)
    expect((await exported('phone/export?for=ever')).response.status).toBe(400)
    expect((await exported('phone/export', 'tl_read_wrong')).response.status).toBe(401)
  })
})

describe('DELETE /v1/visitors/{id}', () => {
  it('takes the site’s server key only', async () => {
    expect((await call('DELETE', 'phone', keys.read)).status).toBe(403)
    expect((await call('DELETE', 'phone?site_id=shop', keys.other)).status).toBe(403)
    expect((await app.request('/v1/visitors/phone', { method: 'DELETE' })).status).toBe(401)
    expect((await exported('phone/export')).lines).toHaveLength(2)
  })

  it('erases a user with their browsers and nobody else', async () => {
    const response = await call('DELETE', 'mai%40shop', keys.server)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ events: 3, dead_letters: 0 })
    for (const id of ['mai%40shop', 'phone', 'laptop']) {
      expect((await call('GET', id, keys.read)).status).toBe(404)
      expect((await exported(`${id}/export`)).response.status).toBe(404)
    }
    expect((await exported('else/export')).lines).toHaveLength(1)
    const tombstones = createTombstones(storage.owner)
    await tombstones.load()
    const at = clickHouseTime(Date.UTC(2026, 2, 1))
    const activity = { site_id: 'shop', visitor_id: 'new', user_id: 'mai@shop', occurred_at: at, received_at: at }
    expect(tombstones.isErased(activity)).toBe(true)
  })

  it('is refused where nothing can erase', async () => {
    const readOnly = createReports({ reader: storage.reader, sites, now: Date.now })
    const headers = { authorization: `Bearer ${keys.server}` }
    expect((await readOnly.request('/v1/visitors/else', { method: 'DELETE', headers })).status).toBe(404)
  })
})
