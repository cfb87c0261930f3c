import type { ClickHouseClient } from '@clickhouse/client'
import type { ImportLineInput } from '@touchline/events'
import { type EventRow, eventMoneyColumns, eventNumberColumns, eventTextColumns } from './event-row.js'
import { findPersonScope, type Person, scopeConditions } from './person-scope.js'

/**
 * A person's events as import lines, one JSON object each, without a line feed. Events of bots are left out. A daily
 * hash that became a first-party visitor is written as that visitor, so that the person stays one where the lines are
 * imported.
 */
export async function* exportPerson(
  client: ClickHouseClient,
  siteId: string,
  person: Person,
): AsyncGenerator<string, void, undefined> {
  const scope = await findPersonScope(client, siteId, person)
  for (const { where, query_params } of scopeConditions(scope)) {
    const result = await client.query({
      query: `SELECT * FROM events FINAL WHERE ${where} AND bot = '' ORDER BY occurred_at, toUInt128(event_id)`,
      query_params,
      format: 'JSONEachRow',
      clickhouse_settings: { do_not_merge_across_partitions_select_final: 1, output_format_json_quote_decimals: 0 },
    })
    for await (const rows of result.stream<EventRow>()) {
      for (const row of rows) {
        const stored = row.json()
        const line = importLineOf(stored)
        const visitor = scope.becameVisitor.get(stored.visitor_id)
        yield JSON.stringify(visitor ? { ...line, visitor_id: visitor } : line)
      }
    }
  }
}

const sameColumns = [
  'name',
  'event_id',
  'visitor_id',
  'session_id',
  'user_id',
  'properties',
  ...eventTextColumns,
  ...eventNumberColumns,
  ...eventMoneyColumns,
  'country',
  'device',
  'browser',
  'os',
  'language',
] as const
const pageColumns = ['url', 'path', 'title', 'referrer', 'page_type'] as const
const channelColumns = ['source', 'medium', 'campaign', 'content', 'term', 'click_id'] as const

/** The import line that makes a row like this one. */
export function importLineOf(row: EventRow): ImportLineInput {
  const items = row.items?.map((item) => filled(item, Object.keys(item) as (keyof typeof item)[], true))
  const line = {
    ...filled(row, sameColumns),
    occurred_at: `${row.occurred_at.replace(' ', 'T')}Z`,
    initially_hidden: row.initially_hidden ? true : undefined,
    page: unlessEmpty(filled(row, pageColumns)),
    channel: row.channel ? unlessEmpty(filled(row, channelColumns)) : undefined,
    items: items && items.length > 0 ? items : undefined,
  }
  return line as ImportLineInput
}

/** The columns that hold something; in a tuple, which knows no null, zero is nothing. */
function filled<Row extends object, Column extends keyof Row>(
  row: Row,
  columns: readonly Column[],
  zeroIsNothing = false,
) {
  return Object.fromEntries(
    columns
      .map((column): [Column, unknown] => [column, row[column]])
      .filter(([column, value]) => {
        if (value === null || value === undefined || value === '') return false
        if (value === 0) return !zeroIsNothing && column !== 'revision'
        return typeof value !== 'object' || Object.keys(value).length > 0
      }),
  )
}

const unlessEmpty = (object: object) => (Object.keys(object).length > 0 ? object : undefined)
