import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { ask, engineDoor, storedIds } from '../support/clickhouse.js'
import { batchOf, newId, post, viewItem } from '../support/event-load.js'
import { startTcpProxy } from '../support/tcp-proxy.js'
import { addSite, metric, startTouchline, type TouchlineProcess } from '../support/touchline-process.js'
import { until } from '../support/until.js'

const directory = mkdtempSync(join(tmpdir(), 'touchline-retries-'))
let running: TouchlineProcess | undefined
afterAll(async () => {
  await running?.killAll()
  rmSync(directory, { recursive: true, force: true })
})

const drained = (server: TouchlineProcess) =>
  until(
    () => metric(server, 'touchline_backlog'),
    (backlog) => backlog === 0,
  )

describe('events that are sent again', () => {
  it('F4 an answer that is lost after the commit, and the client’s retries: counted once', async () => {
    const dataDir = join(directory, 'answers')
    const server = await startTouchline(dataDir)
    running = server
    await addSite(dataDir, ['shop', '--mode', 'first_party'])
    const door = await engineDoor(dataDir)
    await ask(door, 'SYSTEM STOP MERGES')
    const proxy = await startTcpProxy(server.collector)
    const events = Array.from({ length: 50 }, () => viewItem())
    const body = batchOf(events)
    const outcome = () =>
      post(proxy.url, body).then(
        ({ status }) => status,
        () => 'no answer',
      )

    proxy.behave('reset_answers')
    expect(await outcome()).toBe('no answer')
    // The client knows nothing, but the collector has taken it: before the drain, in the same batch, and after it.
    expect(await outcome()).toBe('no answer')
    await drained(server)
    expect(await outcome()).toBe('no answer')
    proxy.behave('pass')
    expect(await outcome()).toBe(202)
    await drained(server)
    expect((await storedIds(door)).sort()).toEqual(events.map(({ event_id }) => event_id).sort())
    expect(await metric(server, 'touchline_duplicate_total')).toBe(150)
    expect(await metric(server, 'touchline_conservation')).toBe(0)
    await proxy.close()
    expect(await server.end('SIGTERM')).toMatchObject({ code: 0 })
  })

  it('F11 one event id 100 times, from other addresses, across midnight and the end of a month: 1', async () => {
    const dataDir = join(directory, 'month')
    // Both processes run on a clock that is moved; nothing in them knows of it.
    const clock = fileURLToPath(new URL('moved-clock.mjs', import.meta.url))
    const monthEnd = Date.UTC(2026, 3, 1)
    const startAt = (time: number) =>
      startTouchline(dataDir, {
        NODE_OPTIONS: `--import=${clock}`,
        CLOCK_STARTS_AT: String(time),
        TOUCHLINE_TRUSTED_PROXIES: '127.0.0.1',
      })
    let server = await startAt(monthEnd - 600_000)
    running = server
    await addSite(dataDir, ['shop', '--mode', 'cookieless'])
    const time = monthEnd - 300_000
    const event = viewItem({ event_id: newId(time), occurred_at: time })
    // Without an id on the device the visitor is a hash that another address changes, and with it the sort key.
    const send = async (attempt: number, sentAt: number) => {
      const body = JSON.stringify({ site_id: 'shop', sent_at: sentAt, events: [event] })
      const answer = await post(server.collector, body, { 'x-forwarded-for': `198.51.100.${attempt}` })
      expect([answer.status, await answer.json()]).toEqual([202, { accepted: 1, rejected: [] }])
    }
    for (let attempt = 1; attempt <= 50; attempt++) await send(attempt, monthEnd - 600_000)
    await drained(server)
    await server.killAll()

    server = await startAt(monthEnd + 600_000)
    running = server
    for (let attempt = 51; attempt <= 100; attempt++) await send(attempt, monthEnd + 600_000)
    await drained(server)
    const door = await engineDoor(dataDir)
    expect(await storedIds(door)).toEqual([event.event_id])
    expect(
      await ask(door, 'SELECT count() AS stored, any(toString(toMonth(received_at))) AS month FROM events'),
    ).toEqual([{ stored: 1, month: '3' }])
    expect(await metric(server, 'touchline_duplicate_total')).toBe(50)
    await server.killAll()
  })
})
