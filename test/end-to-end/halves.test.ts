import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidV7 } from '@touchline/events'
import { type Engine, startEngine } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addSite, startTouchline, type TouchlineProcess, touchline } from '../support/touchline-process.js'
import { until } from '../support/until.js'

const directory = mkdtempSync(join(tmpdir(), 'touchline-halves-'))
let engine: Engine
let settings: Record<string, string>
const running: TouchlineProcess[] = []
const start = async (name: string, command: 'collect' | 'dashboard') => {
  const started = await startTouchline(join(directory, name), settings, command)
  running.push(started)
  return started
}

beforeAll(async () => {
  mkdirSync(join(directory, 'engine'))
  engine = await startEngine({ directory: join(directory, 'engine') })
  settings = {
    CLICKHOUSE_URL: engine.url,
    CLICKHOUSE_USER: 'touchline',
    CLICKHOUSE_PASSWORD: engine.ownerPassword,
    CLICKHOUSE_DATABASE: 'halves',
  }
})
afterAll(async () => {
  for (const one of running) await one.end('SIGKILL')
  await engine?.close()
  rmSync(directory, { recursive: true, force: true })
})

const send = async (collector: string, visitor_id: string) => {
  const event = {
    kind: 'touchpoint',
    name: 'view_item',
    event_id: uuidV7(Date.now(), randomBytes(10)),
    occurred_at: Date.now(),
    visitor_id,
  }
  const answer = await fetch(`${collector}/v1/events`, {
    method: 'POST',
    body: JSON.stringify({ site_id: 'shop', sent_at: Date.now(), events: [event] }),
  })
  return answer.status
}

describe('collectors and a dashboard apart, over one server', () => {
  it('see the same site and events, and live without each other', async () => {
    const { read_key } = await addSite(join(directory, 'dashboard'), ['shop'], settings)
    const [first, second, dashboard] = [
      await start('first', 'collect'),
      await start('second', 'collect'),
      await start('dashboard', 'dashboard'),
    ]
    expect([first.reports, dashboard.collector]).toEqual([undefined, undefined])
    const visitors = async () => {
      const address = `${dashboard.reports}/v1/reports/funnel?steps=view_item&counts_only=true`
      const answer = await fetch(address, { headers: { authorization: `Bearer ${read_key}` } })
      expect(answer.status, await answer.clone().text()).toBe(200)
      return ((await answer.json()) as { totals: { entered: number } }).totals.entered
    }
    expect([await send(first.collector, 'a'), await send(second.collector, 'b')]).toEqual([202, 202])
    expect(await until(visitors, (count) => count === 2)).toBe(2)

    expect(await second.end('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(await send(first.collector, 'c')).toBe(202)
    expect(await until(visitors, (count) => count === 3)).toBe(3)
    expect(await dashboard.end('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(await send(first.collector, 'd')).toBe(202)
  })

  it.each(['collect', 'dashboard'])('need a server that they share: %s', async (command) => {
    const { code, stderr } = await touchline(join(directory, 'alone'), [command])
    expect([code, stderr]).toEqual([2, expect.stringContaining('needs CLICKHOUSE_URL')])
  })
})
