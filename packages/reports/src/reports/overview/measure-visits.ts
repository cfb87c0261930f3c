import type { ReportQuery } from '../../core/query.js'
import { bind, sql } from '../../core/sql.js'
import { type OverviewScope, visitsOf } from './visited.js'

const listed = 10

/**
 * Sums over the visits of one key of one kind: all by person, all by length, those of an interval, of a channel, of a page
 * that they began or ended on.
 */
export interface VisitSums {
  kind: 'person' | 'lasted' | 'bucket' | 'channel' | 'entry' | 'exit'
  /** In the days themselves, not in those compared with. */
  now: 0 | 1
  key: string
  sessions: number
  views: number
  withOrder: number
  seen: number
  bounced: number
  lastedMs: number
  /** Of kind lasted only. */
  medianS: number
  orders: number
  paidIn: string[]
  paid: string[]
  visitors: number
  /** Of kind person only, as are the squares. */
  persons: number
  buyers: number
  sessionSquares: number
  viewSquares: number
  visitorSquares: number
}

/** All that an overview counts of visits, in one pass over them. */
export function measureVisits(
  query: ReportQuery,
  scope: OverviewScope,
  startsMs: readonly number[],
): Promise<VisitSums[]> {
  return query<VisitSums>(sql`
    SELECT kind, toUInt8(now) AS now, if(kind IN ('person', 'lasted'), '', id) AS key, sum(n) AS sessions, sum(v) AS views, sum(w) AS withOrder,
      sum(s) AS seen, sum(b) AS bounced, sum(l) AS lastedMs, quantileExactWeighted(0.5)(if(kind = 'lasted', toUInt64OrZero(id), 0), n) AS medianS,
      sum(o) AS orders, sumMap(money.1, money.2) AS sums, sums.1 AS paidIn, arrayMap(x -> toString(x), sums.2) AS paid,
      sum(u) AS visitors, countIf(n > 0) AS persons, countIf(n > 0 AND o > 0) AS buyers,
      sum(n * n) AS sessionSquares, sum(v * v) AS viewSquares, sum(u * u) AS visitorSquares
    FROM (
      SELECT multiIf(grouping(person_id) = 0, 'person', grouping(bucket) = 0, 'bucket', grouping(channel) = 0, 'channel',
          grouping(entry) = 0, 'entry', grouping(exit) = 0, 'exit', 'lasted') AS kind, now,
        multiIf(kind = 'person', person_id, kind = 'bucket', toString(bucket), kind = 'channel', channel, kind = 'entry', entry, kind = 'exit', exit, toString(lasted_s)) AS id,
        countIf(happened > 0) AS n, sum(views) AS v, countIf(happened > 0 AND notEmpty(bought)) AS w, sum(seen) AS s, sum(bounced) AS b,
        sumIf(lasted_ms, happened > 0) AS l, sum(length(bought)) AS o,
        sumMap(bought.2, arrayMap(order -> ifNull(order.3, toDecimal128(0, 4)), bought)) AS money, uniqExactIf(visitor_id, happened > 0) AS u
      FROM (SELECT *, toUInt64(intDiv(lasted_ms, 1000)) AS lasted_s, roundDown(began_ms, ${bind.uints(startsMs)}) AS bucket FROM (${visitsOf(scope)}))
      GROUP BY GROUPING SETS ((now, person_id), (now, bucket), (now, channel), (now, entry), (now, exit), (now, lasted_s))
    )
    WHERE now OR kind IN ('person', 'lasted')
    GROUP BY kind, now, key
    ORDER BY sessions DESC, key
    LIMIT ${bind.uint(listed)} BY kind, now, if(kind = 'bucket', key, '')`)
}
