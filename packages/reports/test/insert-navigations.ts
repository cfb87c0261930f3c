import { Readable } from 'node:stream'
import type { Navigation } from '@touchline/simulator'
import type { Storage } from '@touchline/storage'

/** Milliseconds between two visitors' starts. */
const apartMs = 100
/** And between two visits of one visitor. */
const againMs = 2 * 3_600_000

function* lines(visits: Iterable<Navigation>) {
  const ms = (seconds: number | null) => (seconds === null ? '\\N' : (seconds * 1000).toFixed(1))
  let buffer = ''
  for (const { device, connection, page_type, left, hidden_at_s, ready_s, load_s, order_value } of visits) {
    // Who stays reads the page for five seconds.
    const hidden = left ? hidden_at_s : load_s + 5
    buffer += `${device}\t${connection === 'slow' ? '3g' : '4g'}\t${page_type}\t${ms(hidden)}\t${ms(ready_s)}\t${order_value?.toFixed(2) ?? '\\N'}\n`
    if (buffer.length > 1_000_000) {
      yield buffer
      buffer = ''
    }
  }
  yield buffer
}

/**
 * Stores simulated landing pages as the SDK reports them: a view, the snapshot when the page is hidden (unless a leave was
 * lost on its way), and the order. One short line a visit goes to the engine, which makes the events.
 */
export async function insertNavigations(
  { owner }: Storage,
  siteId: string,
  visits: Iterable<Navigation>,
  startMs: number,
  { release = '', visitsEach = 1 }: { release?: string; visitsEach?: number } = {},
): Promise<void> {
  await owner.command({
    query: `CREATE TABLE IF NOT EXISTS simulated (device String, connection String, page_type String, hidden Nullable(Float64), ready Nullable(Float64), value Nullable(Decimal(18, 4))) ENGINE = Memory`,
  })
  await owner.command({ query: 'TRUNCATE TABLE simulated' })
  await owner.insert({
    table: 'simulated',
    values: Readable.from(lines(visits), { objectMode: false }),
    format: 'TabSeparated',
  })
  await owner.command({
    query: `
      INSERT INTO events (site_id, event_id, kind, name, occurred_at, received_at, visitor_id, identity, path, page_type, device,
        effective_type, navigation_id, navigation_type, fcp_ms, hidden_at_ms, release, currency, value, transaction_id)
      WITH at + toInt64(multiIf(what = 1, 0, what = 2, round(ifNull(hidden, 0)), round(ifNull(hidden, 0)) + 1000)) AS ms,
        fromUnixTimestamp64Milli(ms, 'UTC') AS time, ready IS NULL AS has_left
      SELECT {site:String}, dateTimeToUUIDv7(toDateTime(time, 'UTC')), ['touchpoint', 'page_load', 'cart'][what],
        ['page_view', if(has_left, 'page_leave', 'page_load'), 'purchase'][what], time, time, visitor, 'imported', concat('/', page_type), page_type, device,
        if(what = 2, connection, ''), if(what = 2, visit, ''), if(what = 2, 'navigate', ''), if(what = 2, ready, NULL), if(what = 2, hidden, NULL), if(what = 2, {release:String}, ''),
        if(what = 3, 'EUR', ''), if(what = 3, value, NULL), if(what = 3, visit, '')
      FROM (
        SELECT *, rowNumberInAllBlocks() AS number, concat({site:String}, {release:String}, '-', toString(number)) AS visit,
          concat({site:String}, {release:String}, '-', toString(intDiv(number, {each:UInt32}))) AS visitor,
          {start:Int64} + intDiv(number, {each:UInt32}) * ${apartMs} + number % {each:UInt32} * ${againMs} AS at
        FROM simulated
      )
      ARRAY JOIN arrayConcat([1], if(hidden IS NULL, [], [2]), if(value IS NULL, [], [3])) AS what`,
    query_params: { site: siteId, start: startMs, release, each: visitsEach },
    clickhouse_settings: { max_partitions_per_insert_block: '0' },
  })
}
