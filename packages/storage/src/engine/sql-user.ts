/** The user of `POST /v1/sql`. */
export const sqlUser = 'touchline_sql'
/** The tables that it sees, of each row by row. */
export const sqlTables = ['events', 'identities'] as const

/** The site of a query, out of its id: SQL of the site which a query could not change. */
export const siteOfQuery = "substringIndex(initialQueryID(), '/', 1)"

/** What one query may use. */
export const sqlLimits = { rows: 10_000, seconds: 30, memoryBytes: 1 << 30, atOnce: 4 } as const

/** The settings of the user, which it cannot change because it is read-only. Each event counts once, by `final`. */
export function sqlSettings(memoryBytes: number): Record<string, string | number> {
  return {
    final: 1,
    do_not_merge_across_partitions_select_final: 1,
    max_execution_time: sqlLimits.seconds,
    timeout_before_checking_execution_speed: 0,
    max_memory_usage: memoryBytes,
    max_result_rows: sqlLimits.rows,
    // ClickHouse does not apply the other limit to a query that reads no table.
    limit: sqlLimits.rows + 1,
    max_result_bytes: 64 << 20,
    result_overflow_mode: 'throw',
    max_concurrent_queries_for_user: sqlLimits.atOnce,
    output_format_json_quote_64bit_integers: 0,
    output_format_json_quote_decimals: 1,
    output_format_json_quote_denormals: 0,
    allow_introspection_functions: 0,
    readonly: 1,
  }
}
