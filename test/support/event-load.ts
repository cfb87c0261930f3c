import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { uuidV7 } from '@touchline/events'
import { type ClickHouseDoor, storedIds } from './clickhouse.js'

/** A browser of a person. */
export const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** A new event id of a time. */
export const newId = (time = Date.now()) => uuidV7(time, randomBytes(10))

/** An event of now, changed as the test needs. */
export function viewItem(changes: Record<string, unknown> = {}): Record<string, unknown> & { event_id: string } {
  const now = Date.now()
  return {
    kind: 'touchpoint',
    name: 'view_item',
    event_id: newId(now),
    occurred_at: now,
    visitor_id: `visitor-${Math.floor(Math.random() * 50)}`,
    ...changes,
  }
}

/** The body of a request with these events. */
export const batchOf = (events: unknown[], siteId = 'shop'): string =>
  JSON.stringify({ site_id: siteId, sent_at: Date.now(), events })

/** Sends one request of events. */
export function post(collector: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${collector}/v1/events`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/plain', 'user-agent': firefox, ...headers },
  })
}

interface Batch {
  ids: string[]
  body: string
}

/** What a client knows of its events: the test's oracle. */
export interface Ledger {
  sent: Set<string>
  acknowledged: Set<string>
  /** How often each status was answered. */
  statuses: Map<number, number>
  /** Codes of connections that failed after they were made. */
  failures: string[]
}

export interface LoadOptions {
  /** Where to send; asked before every request, because a restarted process has another port. */
  collector: () => string
  eventsPerRequest?: number
  connections?: number
  /** Ends a connection's sending for good when its request fails or the server closes it; without it, it sends again. */
  once?: boolean
}

export interface EventLoad extends Ledger {
  /** Sends no new events; resolves when every event that was sent is acknowledged (or given up, with `once`). */
  finish(): Promise<void>
}

/** A client that sends as fast as it is answered, and repeats what was not answered with 202, until `finish`. */
export function startLoad({ collector, eventsPerRequest = 10, connections = 8, once }: LoadOptions): EventLoad {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const ledger: Ledger = { sent: new Set(), acknowledged: new Set(), statuses: new Map(), failures: [] }
  const again: Batch[] = []
  let finishing = false

  function newBatch(): Batch {
    const events = Array.from({ length: eventsPerRequest }, () => viewItem())
    const ids = events.map(({ event_id }) => event_id)
    for (const id of ids) ledger.sent.add(id)
    return { ids, body: batchOf(events) }
  }

  async function connection() {
    for (;;) {
      const batch = again.pop() ?? (finishing ? undefined : newBatch())
      if (!batch) return
      const { status, closes, failure } = await send(agent, collector(), batch.body)
      if (failure) ledger.failures.push(failure)
      ledger.statuses.set(status, (ledger.statuses.get(status) ?? 0) + 1)
      if (status === 202) for (const id of batch.ids) ledger.acknowledged.add(id)
      else if (!once) {
        again.push(batch)
        await delay(20)
      }
      if (once && (closes || failure)) return
    }
  }
  const sending = Promise.all(Array.from({ length: connections }, connection))

  return {
    ...ledger,
    async finish() {
      finishing = true
      await sending
      // A connection may have put back its batch after another one found nothing left.
      if (!once) await connection()
      agent.destroy()
    },
  }
}

interface Answered {
  /** 0 when no answer came. */
  status: number
  closes: boolean
  failure?: string
}

function send(agent: Agent, collector: string, body: string): Promise<Answered> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'text/plain', 'user-agent': firefox, 'content-length': Buffer.byteLength(body) }
    const outgoing = request(`${collector}/v1/events`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('close', () => {
        resolve({ status: answer.statusCode ?? 0, closes: answer.headers.connection === 'close' })
      })
    })
    outgoing.on('error', ({ code }: NodeJS.ErrnoException) => resolve({ status: 0, closes: false, failure: code }))
    outgoing.end(body)
  })
}

/** The oracle: what was acknowledged against what is stored. */
export interface Comparison {
  acknowledged: number
  stored: number
  missing: number
  duplicates: number
}

/** Compares a client's ledger with the rows of ClickHouse, counted one by one. */
export async function compare(ledger: Ledger, door: ClickHouseDoor): Promise<Comparison> {
  const ids = await storedIds(door)
  const stored = new Set(ids)
  const comparison = {
    acknowledged: ledger.acknowledged.size,
    stored: stored.size,
    missing: [...ledger.acknowledged].filter((id) => !stored.has(id)).length,
    duplicates: ids.length - stored.size,
  }
  const { acknowledged, missing, duplicates } = comparison
  process.stdout.write(
    `acknowledged ${acknowledged}, stored ${stored.size}, missing ${missing}, duplicates ${duplicates}\n`,
  )
  return comparison
}
