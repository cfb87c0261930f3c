import type { ClickHouseClient } from '@touchline/storage'

import { render, type Sql } from './sql.js'

/** Runs one read and answers its rows. */
export type ReportQuery = <Row>(piece: Sql) => Promise<Row[]>

/** Runs one read and answers it as ClickHouse's RowBinary, in chunks that end anywhere: for rows too many for JSON. */
export type BinaryQuery = (piece: Sql) => AsyncIterable<Buffer>

const settings = {
  // The partition is a function of the event id, so duplicates never lie in two partitions.
  do_not_merge_across_partitions_select_final: 1,
  // Of FINAL too, days that are not asked for stay unread. Copies of an event differ in time by seconds at most, so that
  // one of them may lie outside the days: it is counted once or not at all, never twice.
  use_skip_indexes_if_final: 1,
  use_skip_indexes_if_final_exact_mode: 0,
  // Links of visitors are always fewer than events; a guess the other way round keeps all events in memory.
  query_plan_join_swap_table: 'false',
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_decimals: 1,
} as const

/** Reads through `client`; values are bound, never part of the text. */
export function queryWith(client: ClickHouseClient): ReportQuery {
  return async <Row>(piece: Sql) => {
    const result = await client.query({
      ...render(piece),
      format: 'JSONEachRow',
      clickhouse_settings: settings,
    })
    return result.json<Row>()
  }
}

/** Reads through `client`, in binary. */
export function binaryQueryWith(client: ClickHouseClient): BinaryQuery {
  return async function* (piece) {
    const { query, query_params } = render(piece)
    const { stream } = await client.exec({
      query: `${query} FORMAT RowBinary`,
      query_params,
      // Without waiting, an error half way would arrive as bytes of the answer.
      clickhouse_settings: { ...settings, wait_end_of_query: 1 },
    })
    for await (const chunk of stream) yield chunk as Buffer
  }
}
