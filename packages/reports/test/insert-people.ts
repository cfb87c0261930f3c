import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { kindOf } from '@touchline/events'
import type { Storage } from '@touchline/storage'

const textColumns = ['channel', 'source', 'campaign', 'session_id', 'currency', 'path', 'transaction_id'] as const
type TextColumn = (typeof textColumns)[number]

/** Something that each of `count` people did, in order: name, ms since the epoch, and what the event carries. */
export interface Doing {
  count: number
  events: readonly ({ name: string; at: number; value?: number } & Partial<Record<TextColumn, string>>)[]
}

/**
 * Stores what many people did, written by the engine itself: hundreds of thousands of events in a second. People of one
 * entry are alike, and nobody is of two entries.
 */
export async function insertPeople({ owner }: Pick<Storage, 'owner'>, siteId: string, doings: readonly Doing[]) {
  const filled = doings.filter(({ count, events }) => count > 0 && events.length > 0)
  const rows = filled.map(({ count, events }, doing) => ({
    doing,
    count,
    events: events.map(({ name, at, value, ...texts }) => [
      name,
      kindOf(name),
      at,
      value ?? null,
      ...textColumns.map((column) => texts[column] ?? ''),
    ]),
  }))
  const event = `Tuple(String, String, Int64, Nullable(Float64)${', String'.repeat(textColumns.length)})`
  const { stream } = await owner.exec({
    query: `
      INSERT INTO events (site_id, visitor_id, identity, event_id, occurred_at, received_at, name, kind, value, ${textColumns.join(', ')})
      SELECT {site: String}, concat('p', toString(doing), '-', toString(person)), 'imported',
        dateTimeToUUIDv7(toDateTime(fromUnixTimestamp64Milli(event.3, 'UTC') AS at_time)), at_time, at_time, event.1, event.2, event.4,
        ${textColumns.map((_, column) => `event.${column + 5}`).join(', ')}
      FROM (
        SELECT doing, made.1 AS person, made.2 AS event
        FROM input('doing UInt32, count UInt32, events Array(${event})')
        ARRAY JOIN arrayFlatten(arrayMap(one -> arrayMap(each -> (one, each), events), range(count))) AS made
      )
      FORMAT JSONEachRow`,
    query_params: { site: siteId },
    values: Readable.from(
      rows.map((row) => `${JSON.stringify(row)}\n`),
      { objectMode: false },
    ),
  })
  stream.resume()
  await finished(stream)
}
