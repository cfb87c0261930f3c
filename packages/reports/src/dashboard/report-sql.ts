import type { ClickHouseClient } from '@touchline/storage'
import { answerReport, type ReportSources } from '../answer-report.js'

interface Asked {
  query: string
  query_params?: Record<string, unknown>
}

/** ClickHouse's text of a parameter, for SET param_x = '…'. */
function paramText(value: unknown): string {
  const inner = (one: unknown): string =>
    typeof one === 'string' ? `'${one.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : String(one)
  const text = Array.isArray(value) ? `[${value.map(inner).join(',')}]` : String(value)
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function statement({ query, query_params = {} }: Asked): string {
  const settings = Object.entries(query_params).map(([name, value]) => `SET param_${name} = ${paramText(value)};`)
  const lines = query
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
  return [...settings, `${lines.join('\n')};`].join('\n')
}

/**
 * The SQL that a report runs for a question, as a script for clickhouse-client: each value that it binds is set before the
 * query that uses it. What the report computes from the rows (intervals, tries of a funnel) is not SQL.
 * @throws ReportError as the report itself
 */
export async function reportSql(sources: ReportSources, name: string, params: unknown): Promise<string> {
  const asked: Asked[] = []
  const noting = new Proxy(sources.reader, {
    get(client, key) {
      const member = Reflect.get(client, key) as unknown
      if (typeof member !== 'function') return member
      return (request: Asked, ...rest: unknown[]) => {
        if ((key === 'query' || key === 'exec') && typeof request?.query === 'string') asked.push(request)
        return (member as (...args: unknown[]) => unknown).call(client, request, ...rest)
      }
    },
  }) as ClickHouseClient
  await answerReport({ ...sources, reader: noting }, name, params)
  const scripts = [...new Set(asked.map(statement))]
  return `-- Report ${name}: ${scripts.length} ${scripts.length === 1 ? 'query' : 'queries'}, for clickhouse-client --multiquery\n\n${scripts.join('\n\n')}\n`
}
