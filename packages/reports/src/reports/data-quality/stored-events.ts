import type { Site } from '@touchline/events'
import { conditionOf, type Filter } from '../../core/conditions.js'
import { derivedJoins } from '../../core/derived-columns.js'
import type { ReportQuery } from '../../core/query.js'
import { eventsOf, withUnit } from '../../core/source.js'
import { bind, type Sql, sql } from '../../core/sql.js'

export interface QualityScope {
  site: Site
  fromMs: number
  untilMs: number
  filters?: readonly Filter[]
}

/** A clock that is further off than this is worth a word. */
const clockMs = 60_000
const lateMs = 3_600_000
const listed = 10

/** Everything stored of the days, bots and visitors who opted out included: what no other report looks at. */
function everything({ site, fromMs, untilMs, filters }: QualityScope, columns: Sql): Sql {
  const fits = conditionOf(filters)
  const person = sql`if(user_id != '', user_id, events.visitor_id)`
  return sql`
    SELECT visitor_id, occurred_at, ${columns} FROM events FINAL
    ${derivedJoins({ site, fromMs, untilMs }, { pieces: [fits], person, eventsOf, withUnit })}
    WHERE site_id = ${bind.text(site.site_id)} AND kind != 'identify'
      AND occurred_at >= ${bind.time(fromMs)} AND occurred_at < ${bind.time(untilMs)} ${fits ? sql`AND ${fits}` : sql``}`
}

export interface EventCounts {
  stored: number
  bots: number
  /** Events of browsers that no bot sent; the others come from servers and imports. */
  browser: number
  imported: number
  servers: number
  withoutVisitor: number
  shiftedClocks: number
  late: number
  views: number
  twins: number
  /** When the first event of a browser happened; 0 without one. */
  firstBrowserMs: number
}

export async function countEvents(query: ReportQuery, scope: QualityScope): Promise<EventCounts> {
  const columns = sql`bot, trusted, sdk, name, url, path,
    bot = '' AND trusted = 0 AND sdk != 'import' AND identity != 'imported' AS is_browser,
    abs(toUnixTimestamp64Milli(occurred_at) - toUnixTimestamp64Milli(UUIDv7ToDateTime(event_id, 'UTC'))) AS shift_ms,
    toUnixTimestamp64Milli(received_at) - toUnixTimestamp64Milli(occurred_at) AS late_ms`
  const [row] = await query<EventCounts>(sql`
    SELECT count() AS stored, countIf(bot != '') AS bots, countIf(is_browser) AS browser,
      countIf(bot = '' AND NOT is_browser AND (sdk = 'import' OR trusted = 0)) AS imported, countIf(bot = '' AND trusted = 1 AND sdk != 'import') AS servers,
      countIf(is_browser AND visitor_id = '') AS withoutVisitor, countIf(is_browser AND shift_ms > ${bind.uint(clockMs)}) AS shiftedClocks,
      countIf(is_browser AND late_ms > ${bind.uint(lateMs)}) AS late,
      countIf(is_browser AND name = 'page_view' AND visitor_id != '') AS views,
      views - uniqExactIf((visitor_id, if(url = '', path, url), toUnixTimestamp(occurred_at)), is_browser AND name = 'page_view' AND visitor_id != '') AS twins,
      toUnixTimestamp64Milli(minIf(occurred_at, is_browser)) AS firstBrowserMs
    FROM (${everything(scope, columns)})`)
  return row as EventCounts
}

export interface BotCount {
  reason: string
  events: number
}

export function countBots(query: ReportQuery, scope: QualityScope): Promise<BotCount[]> {
  return query<BotCount>(sql`
    SELECT bot AS reason, count() AS events FROM (${everything(scope, sql`bot`)}) WHERE bot != ''
    GROUP BY reason ORDER BY events DESC, reason`)
}

export interface VisitorCount {
  kind: 'consent' | 'identity' | 'all'
  value: string
  visitors: number
  signedIn: number
}

/** Visitors by what they last said about consent, and by how they are known. */
export function countVisitors(query: ReportQuery, scope: QualityScope): Promise<VisitorCount[]> {
  const columns = sql`bot, identity, consent, user_id`
  return query<VisitorCount>(sql`
    SELECT multiIf(grouping(said) = 0, 'consent', grouping(known) = 0, 'identity', 'all') AS kind,
      multiIf(kind = 'consent', said, kind = 'identity', known, '') AS value, count() AS visitors, sum(signed_in) AS signedIn
    FROM (
      SELECT argMax(consent, occurred_at) AS said, argMax(identity, occurred_at) AS known, max(user_id != '') AS signed_in
      FROM (${everything(scope, columns)}) WHERE bot = '' AND visitor_id != '' GROUP BY visitor_id
    ) GROUP BY GROUPING SETS ((), (said), (known)) ORDER BY kind, visitors DESC, value`)
}

export interface RejectedCount {
  /** Where it failed: parse, validate, clock, insert. */
  stage: string
  reason: string
  events: number
}

/** Dead letters that came in the days, by reason; empty reason: all of them. */
export async function countRejected(query: ReportQuery, { site, fromMs, untilMs }: QualityScope) {
  const letters = sql`SELECT stage, reason FROM dead_letters WHERE site_id = ${bind.text(site.site_id)}
    AND received_at >= ${bind.time(fromMs)} AND received_at < ${bind.time(untilMs)}`
  const [all, reasons] = await Promise.all([
    query<{ events: number }>(sql`SELECT count() AS events FROM (${letters})`),
    query<RejectedCount>(sql`
      SELECT stage, reason, count() AS events FROM (${letters}) GROUP BY stage, reason
      ORDER BY events DESC, stage, reason LIMIT ${bind.uint(listed)}`),
  ])
  return { events: all[0]?.events ?? 0, reasons }
}

export interface ReceiptCounts {
  /** Purchase events of browsers, and those that repeat an order of theirs. */
  receipts: number
  repeated: number
  purchases: number
  withoutId: number
  withoutValue: number
}

export async function countReceipts(query: ReportQuery, scope: QualityScope): Promise<ReceiptCounts> {
  const columns = sql`bot, name, trusted, transaction_id, value`
  const [row] = await query<ReceiptCounts>(sql`
    SELECT countIf(trusted = 0 AND transaction_id != '') AS receipts,
      receipts - uniqExactIf(transaction_id, trusted = 0 AND transaction_id != '') AS repeated,
      count() AS purchases, countIf(transaction_id = '') AS withoutId, countIf(value IS NULL) AS withoutValue
    FROM (${everything(scope, columns)}) WHERE name = 'purchase' AND bot = ''`)
  return row as ReceiptCounts
}
