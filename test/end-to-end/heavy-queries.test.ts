import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidV7 } from '@touchline/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addSite, type SiteKeys, startTouchline, type TouchlineProcess } from '../support/touchline-process.js'
import { until } from '../support/until.js'

const dataDir = mkdtempSync(join(tmpdir(), 'touchline-heavy-'))
let server: TouchlineProcess
let keys: SiteKeys
beforeAll(async () => {
  server = await startTouchline(dataDir, { TOUCHLINE_SQL: 'on' })
  keys = await addSite(dataDir, ['shop'])
})
afterAll(async () => {
  await server?.end('SIGTERM')
  rmSync(dataDir, { recursive: true, force: true })
})

const sql = async (query: string) => {
  const answer = await fetch(`${server.reports}/v1/sql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.read_key}` },
    body: JSON.stringify({ query }),
  })
  return { status: answer.status, ...((await answer.json()) as { message?: string; rows?: { n: number }[] }) }
}
const sendBatch = async (size: number) => {
  const events = Array.from({ length: size }, () => ({
    kind: 'touchpoint',
    name: 'view_item',
    event_id: uuidV7(Date.now(), randomBytes(10)),
    occurred_at: Date.now(),
    visitor_id: 'v',
  }))
  const answer = await fetch(`${server.collector}/v1/events`, {
    method: 'POST',
    body: JSON.stringify({ site_id: 'shop', sent_at: Date.now(), events }),
  })
  return answer.status
}

describe('queries over their limits', () => {
  it('end with a sentence, and the collector takes and stores every event meanwhile', async () => {
    const heavy =
      "SELECT length(groupArray(concat(toString(n), repeat('x', 200)))) AS n FROM (SELECT arrayJoin(range(30000000)) AS n)"
    let ended = 0
    const queries = [heavy, heavy, heavy].map((query) => sql(query).finally(() => ended++))
    const statuses: number[] = []
    let sentMeanwhile = 0
    while (ended < queries.length || statuses.length < 10) {
      statuses.push(await sendBatch(20))
      if (ended < queries.length) sentMeanwhile++
    }
    for (const { status, message } of await Promise.all(queries)) {
      expect([status, message]).toEqual([422, expect.stringContaining('needed more memory than its limit')])
    }
    expect(sentMeanwhile).toBeGreaterThan(0)
    expect(new Set(statuses)).toEqual(new Set([202]))
    const stored = async () => (await sql('SELECT count() AS n FROM events')).rows?.[0]?.n
    expect(await until(stored, (n) => n === 20 * statuses.length)).toBe(20 * statuses.length)
    expect(server.log()).not.toContain('"level":50')
  })
})
