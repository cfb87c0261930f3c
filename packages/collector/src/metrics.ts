import { Hono } from 'hono'
import { Counter, Gauge, Registry } from 'prom-client'
import type { Backlog } from './spool.js'

/** Why an event of a request was refused. */
export type RejectionReason = 'validate' | 'clock' | 'too_large'

export interface CollectorMetrics {
  registry: Registry
  accepted(events: number): void
  stored(events: number): void
  deadLettered(events: number): void
  duplicate(events: number): void
  damaged(events: number): void
  erased(events: number): void
  rejected(reason: RejectionReason): void
  flaggedBot(reason: string, events: number): void
  request(route: string, status: number): void
  retried(): void
  /** Events accepted and neither stored, dead-lettered, duplicate, damaged, erased nor waiting: 0, or something was lost. */
  conservation(): number
}

const help = {
  recovered: 'Events found in the spool when the process started',
  accepted: 'Events answered with 2xx after they were on disk',
  stored: 'Events now in ClickHouse',
  dead_lettered: 'Accepted events that ClickHouse refused, kept as dead letters',
  duplicate: 'Accepted events that had been stored before',
  erased: 'Accepted events of visitors and users who were erased before they were stored',
  damaged: 'Accepted events in spool groups that no longer match their checksum, moved aside',
  backlog: 'Accepted events that wait for ClickHouse',
  conservation:
    'recovered + accepted - stored - dead_lettered - duplicate - damaged - erased - backlog; 0 when nothing is lost',
}

/** The collector's metrics in a registry of their own. `backlog` is asked at every scrape. */
export function createMetrics(backlog: () => Backlog): CollectorMetrics {
  const registry = new Registry()
  const registers = [registry]
  const totals = {
    recovered: backlog().events,
    accepted: 0,
    stored: 0,
    dead_lettered: 0,
    duplicate: 0,
    damaged: 0,
    erased: 0,
  }
  const conservation = () => {
    const { recovered, accepted, stored, dead_lettered, duplicate, damaged, erased } = totals
    return recovered + accepted - stored - dead_lettered - duplicate - damaged - erased - backlog().events
  }
  const gauge = (name: string, text: string, value: () => number) =>
    new Gauge({
      name: `touchline_${name}`,
      help: text,
      registers,
      collect() {
        this.set(value())
      },
    })

  const counters = Object.fromEntries(
    (['accepted', 'stored', 'dead_lettered', 'duplicate', 'damaged', 'erased'] as const).map((name) => [
      name,
      new Counter({ name: `touchline_${name}_total`, help: help[name], registers }),
    ]),
  )
  const count = (name: Exclude<keyof typeof totals, 'recovered'>) => (events: number) => {
    totals[name] += events
    counters[name]?.inc(events)
  }
  gauge('recovered', help.recovered, () => totals.recovered)
  gauge('backlog', help.backlog, () => backlog().events)
  gauge('backlog_bytes', 'Size of the events that wait for ClickHouse', () => backlog().bytes)
  gauge('conservation', help.conservation, conservation)

  const rejections = new Counter({
    name: 'touchline_rejected_total',
    help: 'Events of a request that were refused',
    labelNames: ['reason'],
    registers,
  })
  const bots = new Counter({
    name: 'touchline_bot_total',
    help: 'Accepted events whose sender seems to be no person',
    labelNames: ['reason'],
    registers,
  })
  const requests = new Counter({
    name: 'touchline_requests_total',
    help: 'HTTP requests',
    labelNames: ['route', 'status'],
    registers,
  })
  const retries = new Counter({
    name: 'touchline_retries_total',
    help: 'Statements repeated because ClickHouse did not answer or not well',
    registers,
  })
  return {
    registry,
    accepted: count('accepted'),
    stored: count('stored'),
    deadLettered: count('dead_lettered'),
    duplicate: count('duplicate'),
    damaged: count('damaged'),
    erased: count('erased'),
    rejected: (reason) => rejections.inc({ reason }),
    flaggedBot: (reason, events) => bots.inc({ reason }, events),
    request: (route, status) => requests.inc({ route, status }),
    retried: () => retries.inc(),
    conservation,
  }
}

/** Serves `GET /metrics`, for a private port. */
export function createMetricsApp(registry: Registry): Hono {
  return new Hono().get('/metrics', async (c) => {
    return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType })
  })
}
