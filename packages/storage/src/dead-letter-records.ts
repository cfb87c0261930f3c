import { createHash } from 'node:crypto'
import type { ClickHouseClient } from '@clickhouse/client'
import type { DeadLetter } from './dead-letters.js'
import { chunks } from './person-scope.js'

/** A stored dead letter; `id` is made of its content. */
export interface DeadLetterRecord extends DeadLetter {
  id: string
}

export interface DeadLetterFilter {
  siteId: string
  /** Part of the reason, or the stage: parse, validate, clock, insert. */
  reason?: string
  /** Ids of letters or of events. */
  ids?: string[]
}

const letterId = 'lower(hex(sipHash128(received_at, stage, reason, event_id, raw)))'

/** The dead letters of a site, oldest first, at most `limit`; `after` is the last one of the page before. */
export async function listDeadLetters(
  client: ClickHouseClient,
  { siteId, reason = '', ids = [] }: DeadLetterFilter,
  limit = 1000,
  after?: DeadLetterRecord,
): Promise<DeadLetterRecord[]> {
  const result = await client.query({
    query: `SELECT DISTINCT ${letterId} AS id, received_at, site_id, stage, reason, clickhouse_code, event_id, raw
      FROM dead_letters
      WHERE site_id = {site:String}
        AND ({reason:String} = '' OR stage = {reason:String} OR positionCaseInsensitive(reason, {reason:String}) > 0)
        AND (empty({ids:Array(String)}) OR has({ids:Array(String)}, ${letterId}) OR has({ids:Array(String)}, event_id))
        AND (received_at, id) > ({afterTime:DateTime64(3, 'UTC')}, {afterId:String})
      ORDER BY received_at, id LIMIT {limit:UInt32}`,
    query_params: {
      site: siteId,
      reason,
      ids,
      limit,
      afterTime: after?.received_at ?? '1970-01-01 00:00:00.000',
      afterId: after?.id ?? '',
    },
    format: 'JSONEachRow',
  })
  return result.json<DeadLetterRecord>()
}

/** Deletes dead letters by their ids. */
export async function deleteDeadLetters(client: ClickHouseClient, siteId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await client.command({
    query: `DELETE FROM dead_letters WHERE site_id = {site:String} AND has({ids:Array(String)}, ${letterId})`,
    query_params: { site: siteId, ids },
    clickhouse_settings: { lightweight_deletes_sync: '2' },
  })
}

/** Deletes dead letters that were stored while their person was being erased. */
export async function eraseDeadLetters(client: ClickHouseClient, letters: DeadLetter[]): Promise<void> {
  for (const chunk of chunks(letters)) {
    await client.command({
      query: `DELETE FROM dead_letters WHERE site_id IN {sites:Array(String)}
        AND lower(hex(SHA256(raw))) IN {hashes:Array(String)}`,
      query_params: {
        sites: chunk.map((letter) => letter.site_id),
        hashes: chunk.map(({ raw }) => createHash('sha256').update(raw).digest('hex')),
      },
      clickhouse_settings: { lightweight_deletes_sync: '2' },
    })
  }
}
