import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { ClickHouseClient } from '@clickhouse/client'
import { uuidV7Time } from '@touchline/events'
import type { EventRow } from './event-row.js'
import { inTime } from './in-time.js'

const weekMs = 7 * 86_400_000
// The epoch was a Thursday; partitions begin on Mondays.
const mondayOffsetMs = 3 * 86_400_000

/** Rows of one insert must lie in one partition, because only a part is stored all or nothing. */
function byPartition<Row extends EventRow>(rows: Row[]): Row[][] {
  const partitions = new Map<number, Row[]>()
  for (const row of rows) {
    const week = Math.floor((uuidV7Time(row.event_id) + mondayOffsetMs) / weekMs)
    const partition = partitions.get(week)
    if (partition) partition.push(row)
    else partitions.set(week, [row])
  }
  return [...partitions.values()]
}

/** A row that is JSON already, which is inserted as it is. */
export type WrittenRow = EventRow & { readonly json: Uint8Array | string }

const jsonOf = (row: EventRow | WrittenRow): Uint8Array | string => ('json' in row ? row.json : JSON.stringify(row))

const lineFeed = Buffer.from('\n')
// Rows are sent in pieces of about this size: one for all would double a batch in memory.
const pieceLength = 256 * 1024

function* piecesOf(rows: (EventRow | WrittenRow)[]): Generator<Buffer> {
  let parts: Uint8Array[] = []
  // Texts are made bytes together: one by one would cost several times as much.
  let text = ''
  let length = 0
  const piece = () => {
    if (text) parts.push(Buffer.from(text))
    const whole = Buffer.concat(parts)
    parts = []
    text = ''
    length = 0
    return whole
  }
  for (const row of rows) {
    const json = jsonOf(row)
    if (typeof json === 'string') {
      text += `${json}\n`
    } else {
      if (text) parts.push(Buffer.from(text))
      text = ''
      parts.push(json, lineFeed)
    }
    length += json.length + 1
    if (length >= pieceLength) yield piece()
  }
  yield piece()
}

// Otherwise ClickHouse looks for repeated sort keys in what is inserted, which doubles the work. Callers give each event
// id once; what is repeated nevertheless, merges and reads collapse.
const unmerged = { optimize_on_insert: 0 } as const
// ClickHouse parses the pieces of an insert side by side; its own 10 MiB would make one piece of a batch.
const parsedInParallel = { min_chunk_bytes_for_parallel_parsing: '1000000' } as const

/** Inserts rows, one insert a partition. Resolves when all are on disk; a failure leaves whole partitions stored or not. */
export async function insertEvents(client: ClickHouseClient, rows: (EventRow | WrittenRow)[]): Promise<void> {
  for (const partition of byPartition(rows)) {
    // `insert` would make every row's JSON anew.
    const { stream } = await client.exec({
      query: 'INSERT INTO events FORMAT JSONEachRow',
      values: Readable.from(piecesOf(partition), { objectMode: false }),
      abort_signal: inTime(),
      clickhouse_settings: { async_insert: 0, input_format_skip_unknown_fields: 0, ...unmerged, ...parsedInParallel },
    })
    await finished(stream.resume())
  }
}

// ClickHouse refuses a bound value over 128 KiB as it is sent (http_max_field_value_size).
const lookupBytes = 96 * 1024

/** Cuts rows into runs whose ids, and whose visitors, fit one bound value each. */
function lookups(rows: EventRow[]): EventRow[][] {
  const chunks: EventRow[][] = []
  let bytes = lookupBytes
  for (const row of rows) {
    // As it goes over the wire: percent-encoded, with two quotes and a comma around each.
    const size = Math.max(row.event_id.length, encodeURIComponent(row.visitor_id).length) + 9
    bytes += size
    if (bytes > lookupBytes) {
      chunks.push([])
      bytes = size
    }
    chunks.at(-1)?.push(row)
  }
  return chunks
}

// Enough to keep a small server busy, few enough to leave it to others too.
const lookupsAtOnce = 4

/** The event ids among `rows` that are stored already. */
export async function storedEventIds(client: ClickHouseClient, rows: EventRow[]): Promise<Set<string>> {
  const stored = new Set<string>()
  const chunks = lookups(rows)
  async function lookUp() {
    for (let chunk = chunks.pop(); chunk; chunk = chunks.pop()) {
      for (const id of await storedOf(client, chunk)) stored.add(id)
    }
  }
  await Promise.all(Array.from({ length: lookupsAtOnce }, lookUp))
  return stored
}

async function storedOf(client: ClickHouseClient, chunk: EventRow[]): Promise<string[]> {
  const result = await client.query({
    // The visitors are part of the sort key: with them the lookup reads a few granules instead of the table.
    query: `SELECT DISTINCT event_id FROM events
      WHERE site_id IN {sites:Array(String)} AND visitor_id IN JSONExtract({visitors:String}, 'Array(String)')
        AND event_id IN JSONExtract({ids:String}, 'Array(UUID)')`,
    query_params: {
      sites: [...new Set(chunk.map((row) => row.site_id))],
      // The client escapes the members of an array one by one, which takes longer than ClickHouse takes to find them.
      visitors: JSON.stringify([...new Set(chunk.map((row) => row.visitor_id))]),
      ids: JSON.stringify(chunk.map((row) => row.event_id)),
    },
    format: 'JSONCompactEachRow',
    abort_signal: inTime(),
  })
  return (await result.json<[string]>()).map(([id]) => id)
}

/**
 * Inserts the rows whose event id is not stored yet, each id once: for batches that may have been stored before.
 * A deduplication token would not do: a non-replicated table writes the token before the part is in place, so that a
 * kill between the two makes a retry with the same token succeed with nothing stored.
 */
export async function insertMissingEvents(
  client: ClickHouseClient,
  rows: EventRow[],
): Promise<{ inserted: number; duplicates: number }> {
  const seen = await storedEventIds(client, rows)
  const missing = rows.filter(({ event_id }) => {
    if (seen.has(event_id)) return false
    seen.add(event_id)
    return true
  })
  await insertEvents(client, missing)
  return { inserted: missing.length, duplicates: rows.length - missing.length }
}
