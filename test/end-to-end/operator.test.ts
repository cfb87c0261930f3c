import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidV7 } from '@touchline/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addSite,
  type SiteKeys,
  startTouchline,
  type TouchlineProcess,
  touchline,
} from '../support/touchline-process.js'
import { until } from '../support/until.js'
import { shopHistory } from './shop-history.js'

const dataDir = mkdtempSync(join(tmpdir(), 'touchline-operator-'))
let server: TouchlineProcess
let keys: SiteKeys
beforeAll(async () => {
  server = await startTouchline(dataDir)
  keys = await addSite(dataDir, ['shop', '--mode', 'first_party'])
})
afterAll(async () => {
  await server?.end('SIGTERM')
  rmSync(dataDir, { recursive: true, force: true })
})

/** Runs a command that must succeed and answers what it printed. */
async function run(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await touchline(dataDir, args)
  expect(code, stderr).toBe(0)
  return stdout
}
const runJson = async <T>(...args: string[]) => JSON.parse(await run(...args, '--json')) as T
const onDisk = (name: string, lines: unknown[]) => {
  const file = join(dataDir, name)
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'))
  return file
}
const send = (events: object[]) =>
  fetch(`${server.collector}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ site_id: 'shop', sent_at: Date.now(), events }),
  })
const pageView = (visitor_id: string, more: object = {}) => ({
  kind: 'touchpoint',
  name: 'page_view',
  event_id: uuidV7(Date.now(), randomBytes(10)),
  occurred_at: Date.now(),
  visitor_id,
  ...more,
})
const eventsOf = async (id: string) => {
  const answer = await fetch(`${server.reports}/v1/visitors/${id}`, {
    headers: { authorization: `Bearer ${keys.read_key}` },
  })
  return answer.status === 404 ? 0 : ((await answer.json()) as { events: unknown[] }).events.length
}

const backlog = async () =>
  /^touchline_backlog (\d+)$/m.exec(await (await fetch(`${server.metrics}/metrics`)).text())?.[1]

describe('keys', () => {
  it('are made and listed, and end a running dashboard session when they are revoked', async () => {
    const { key } = await runJson<{ key: string }>('key', 'create', 'shop', '--kind', 'read')
    const signIn = await until(
      () => fetch(`${server.reports}/sign-in?key=${key}`, { redirect: 'manual' }),
      ({ status }) => status === 303,
    )
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] as string
    const page = async () =>
      (await fetch(`${server.reports}/sites/shop/journey`, { headers: { cookie }, redirect: 'manual' })).status
    expect(await page()).toBe(200)

    type Listed = { kind: string; hint: string; created_at: string; key_hash: string }[]
    const listed = await runJson<Listed>('key', 'list', 'shop')
    expect(listed.map(({ kind }) => kind)).toEqual(['read', 'read', 'server'])
    expect(Date.now() - Date.parse(listed[1]?.created_at as string)).toBeLessThan(600_000)
    const table = await run('key', 'list')
    for (const { hint } of listed) expect(table).toContain(hint)
    for (const secret of [key, keys.read_key, keys.server_key])
      expect(JSON.stringify(listed) + table).not.toContain(secret)

    const revoked = listed.find(({ hint }) => key.startsWith(hint)) as Listed[number]
    expect(await run('key', 'revoke', `${revoked.hint}…`)).toContain(`Revoked the read key ${revoked.hint}`)
    await until(page, (status) => status !== 200)
    expect((await runJson<Listed>('key', 'list', 'shop')).map(({ key_hash }) => key_hash)).not.toContain(
      revoked.key_hash,
    )

    const again = await touchline(dataDir, ['key', 'revoke', key])
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('No valid key') })
    expect(again.stderr).not.toContain(key)
  })
})

describe('erase and export', () => {
  const funnel = async (site: string) => {
    const steps = 'page_view,view_item,add_to_cart,begin_checkout,purchase'
    const period = ['--from', '2026-03-01', '--to', '2026-04-30', '--steps', steps]
    const answer = JSON.parse(await run('report', 'funnel', '--site', site, ...period, '--format', 'json'))
    return (answer as { rows: unknown[] }).rows
  }
  const first = (rows: unknown[]) => (rows[0] as { count: number }).count

  it('export lines that make the same person in another site', async () => {
    const history = shopHistory()
    await run('import', onDisk('history.ndjson', history), '--site', 'shop')
    for (const site of ['reference', 'copy']) await addSite(dataDir, [site])
    const person = history.filter(({ visitor_id }) => visitor_id === 'visitor-7' || visitor_id === 'tablet-7')
    await run('import', onDisk('person.ndjson', person), '--site', 'reference')
    const lines = await run('export', '--site', 'shop', '--user', 'user-7')
    expect(lines.trim().split('\n')).toHaveLength(person.length)
    writeFileSync(join(dataDir, 'exported.ndjson'), lines)
    await run('import', join(dataDir, 'exported.ndjson'), '--site', 'copy')
    const copied = await funnel('copy')
    expect(copied).toEqual(await funnel('reference'))
    expect(copied).toMatchObject([{ count: 1 }, { count: 1 }, { count: 1 }, { count: 1 }, { count: 1 }])

    const nobody = await touchline(dataDir, ['export', '--site', 'shop', '--visitor', 'nobody'])
    expect(nobody).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('no events') })
    expect((await touchline(dataDir, ['export', '--site', 'shop'])).code).toBe(2)
  })

  it('erase a user for good, until they come again', async () => {
    const before = first(await funnel('shop'))
    const history = shopHistory()
    const mine = history.filter(({ visitor_id }) => visitor_id === 'visitor-7' || visitor_id === 'tablet-7')
    const erased = await runJson<object>('erase', '--site', 'shop', '--user', 'user-7')
    expect(erased).toMatchObject({ events: mine.length, visitors: 2, user: 'user-7' })
    for (const id of ['user-7', 'visitor-7', 'tablet-7']) expect(await eventsOf(id)).toBe(0)
    expect(first(await funnel('shop'))).toBe(before - 1)

    const imported = await runJson<object>('import', join(dataDir, 'history.ndjson'), '--site', 'shop')
    expect(imported).toMatchObject({ accepted: 0, erased: mine.length, duplicates: history.length - mine.length })
    expect(first(await funnel('shop'))).toBe(before - 1)

    expect((await send([pageView('visitor-7')])).status).toBe(202)
    await until(
      () => eventsOf('visitor-7'),
      (events) => events === 1,
    )
    const metrics = await (await fetch(`${server.metrics}/metrics`)).text()
    expect(metrics).toMatch(/^touchline_conservation 0$/m)
  })

  it('erase over HTTP with the server key, what waits in the spool included', async () => {
    const address = `${server.reports}/v1/visitors/visitor-8`
    const erase = (key: string) => fetch(address, { method: 'DELETE', headers: { authorization: `Bearer ${key}` } })
    expect((await erase(keys.read_key)).status).toBe(403)
    // The answer means that they are in the spool, not that they are in ClickHouse.
    expect((await send([pageView('visitor-8'), pageView('visitor-9')])).status).toBe(202)
    expect(await (await erase(keys.server_key)).json()).toMatchObject({ visitors: 1 })
    await until(backlog, (waiting) => waiting === '0')
    expect(await eventsOf('visitor-8')).toBe(0)
    expect(await eventsOf('visitor-9')).toBeGreaterThan(0)
  })

  it('erase a visitor in the middle of a visit, and keep what they do afterwards', async () => {
    const visit = async (batches: number) => {
      for (let i = 0; i < batches; i++) expect((await send([pageView('busy'), pageView('busy')])).status).toBe(202)
    }
    await visit(20)
    const during = Promise.all([visit(60), visit(60)])
    const authorization = `Bearer ${keys.server_key}`
    const answer = await fetch(`${server.reports}/v1/visitors/busy`, { method: 'DELETE', headers: { authorization } })
    const { erased_at } = (await answer.json()) as { erased_at: string }
    await during
    await visit(1)
    await until(backlog, (waiting) => waiting === '0')
    const timeline = await fetch(`${server.reports}/v1/visitors/busy`, {
      headers: { authorization: `Bearer ${keys.read_key}` },
    })
    const { events } = (await timeline.json()) as { events: { occurred_at: string }[] }
    expect(events.length).toBeGreaterThanOrEqual(2)
    expect(events.filter(({ occurred_at }) => Date.parse(occurred_at) <= Date.parse(erased_at))).toEqual([])
    expect(await (await fetch(`${server.metrics}/metrics`)).text()).toMatch(/^touchline_conservation 0$/m)
  })
})

describe('dead letters', () => {
  it('are listed with their reasons, and replayed with honest counts', async () => {
    const bad = pageView('strange', { score: 'ten' })
    const late = pageView('late', { occurred_at: Date.UTC(2020, 0, 1) })
    expect(await (await send([bad, late])).json()).toMatchObject({
      accepted: 0,
      rejected: [{ index: 0 }, { index: 1 }],
    })
    type Letter = { id: string; stage: string; event_id: string; reason: string }
    const list = async () => (await run('dead-letters', 'list', '--site', 'shop', '--json')).split('\n').filter(Boolean)
    const lines = await until(list, (found) => found.length === 2)
    const letters = lines.map((line) => JSON.parse(line) as Letter)
    expect(letters.map(({ stage }) => stage).sort()).toEqual(['clock', 'validate'])
    expect(await run('dead-letters', 'list', '--site', 'shop', '--reason', 'score')).toContain(
      bad.event_id ? 'validate' : '',
    )

    const replay = (...args: string[]) =>
      touchline(dataDir, ['dead-letters', 'replay', '--site', 'shop', ...args, '--json'])
    const all = await replay()
    expect(all.code).toBe(1)
    expect(JSON.parse(all.stdout)).toMatchObject({ stored: 0, refused: 1, skipped: 1 })
    const named = await replay('--id', late.event_id)
    expect(named.code).toBe(0)
    expect(JSON.parse(named.stdout)).toMatchObject({ stored: 1, refused: 0, skipped: 0 })
    expect(await eventsOf('late')).toBe(1)
    expect((await list()).map((line) => (JSON.parse(line) as Letter).event_id)).toEqual([bad.event_id])
  })
})
