import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidV7 } from '@touchline/events'
import { afterAll, describe, expect, it } from 'vitest'
import { addSite, startTouchline, type TouchlineProcess } from '../support/touchline-process.js'
import { until } from '../support/until.js'

const dataDir = mkdtempSync(join(tmpdir(), 'touchline-kill-'))
let running: TouchlineProcess | undefined
afterAll(async () => {
  await running?.end('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

const batch = (visitor: number) => {
  const ids = Array.from({ length: 3 }, () => uuidV7(Date.now(), randomBytes(10)))
  const events = ids.map((event_id) => ({
    kind: 'touchpoint',
    name: 'view_item',
    event_id,
    occurred_at: Date.now(),
    visitor_id: `visitor-${visitor}`,
  }))
  return { ids, body: JSON.stringify({ site_id: 'shop', sent_at: Date.now(), events }) }
}

describe('kill -9 of serve in the middle of 1,000 requests', () => {
  it('counts every acknowledged event once after a restart, also those sent again', async () => {
    running = await startTouchline(dataDir)
    const { read_key } = await addSite(dataDir, ['shop', '--mode', 'first_party'])
    const acknowledged = new Set<string>()
    const unanswered: string[] = []
    let sent = 0

    const send = async (body: string, ids: string[]) => {
      const answer = await fetch(`${running?.collector}/v1/events`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/plain' },
      })
      expect(answer.status).toBe(202)
      expect(await answer.json()).toEqual({ accepted: ids.length, rejected: [] })
      for (const id of ids) acknowledged.add(id)
    }
    const sender = async () => {
      while (sent < 1000) {
        const { ids, body } = batch(sent++)
        try {
          await send(body, ids)
        } catch (error) {
          if ((error as Error).name === 'AssertionError') throw error
          unanswered.push(body)
        }
        // In the middle: some requests are answered, some are under way, most are still to come.
        if (sent === 400) running?.child.kill('SIGKILL')
      }
    }
    await Promise.all(Array.from({ length: 20 }, sender))
    expect(acknowledged.size).toBeGreaterThan(300)
    expect(unanswered.length).toBeGreaterThan(300)

    running = await startTouchline(dataDir)
    // A browser sends again what was not acknowledged, and may repeat what was: neither counts twice.
    for (const body of unanswered.slice(0, 100)) {
      const { events } = JSON.parse(body) as { events: { event_id: string }[] }
      const ids = events.map(({ event_id }) => event_id)
      await send(body, ids)
      await send(body, ids)
    }

    await until(
      async () => /^touchline_backlog (\d+)/m.exec(await (await fetch(`${running?.metrics}/metrics`)).text())?.[1],
      (backlog) => backlog === '0',
    )
    const steps = JSON.stringify([{ name: 'view_item' }, { name: 'purchase' }])
    const query = new URLSearchParams({ site_id: 'shop', unit: 'visitor', steps })
    const answer = await fetch(`${running.reports}/v1/reports/funnel?${query}`, {
      headers: { authorization: `Bearer ${read_key}` },
    })
    const { rows } = (await answer.json()) as { rows: { count: number }[] }
    expect(rows[0]?.count).toBeGreaterThanOrEqual(acknowledged.size / 3)

    const { code } = await running.end('SIGTERM')
    expect(code).toBe(0)
    const ids = await storedIds(dataDir)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...acknowledged].filter((id) => !ids.includes(id))).toEqual([])
  })
})

/** Every stored row's event id, as the engine itself has them. */
async function storedIds(directory: string): Promise<string[]> {
  const { openEmbedded } = await import('@touchline/storage')
  const storage = await openEmbedded(directory)
  try {
    const result = await storage.owner.query({
      query: "SELECT event_id FROM events WHERE site_id = 'shop'",
      format: 'JSONEachRow',
    })
    return (await result.json<{ event_id: string }>()).map(({ event_id }) => event_id)
  } finally {
    await storage.close()
  }
}
