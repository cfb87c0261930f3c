import type { ClickHouseClient } from '@touchline/storage'
import { render, type Sql } from './sql.js'

/** Runs one read and answers its rows. */
export type ReportQuery = <Row>(piece: Sql) => Promise<Row[]>

/** Reads through `client`; values are bound, never part of the text. */
export function queryWith(client: ClickHouseClient): ReportQuery {
  return async <Row>(piece: Sql) => {
    const result = await client.query({
      ...render(piece),
      format: 'JSONEachRow',
      clickhouse_settings: {
        // The partition is a function of the event id, so duplicates never lie in two partitions.
        do_not_merge_across_partitions_select_final: 1,
        output_format_json_quote_64bit_integers: 0,
        output_format_json_quote_decimals: 1,
      },
    })
    return result.json<Row>()
  }
}
