import type { ClickHouseClient } from '@touchline/storage'
import type { Context } from 'hono'
import { formatRows } from '../api/answer-formats.js'
import { type ReportAnswer, ReportError } from '../core/report.js'
import { rowsToCsv } from '../core/rows-to-csv.js'
import { type TableSpec, tableRows } from './report-page/panel.js'
import type { View } from './view.js'

const exportFormats = ['csv', 'ndjson', 'parquet', 'json'] as const
type ExportFormat = (typeof exportFormats)[number]
export const isExportFormat = (text: string): text is ExportFormat => exportFormats.includes(text as ExportFormat)

type PanelFormat = 'csv' | 'ndjson'
export const isPanelFormat = (text: string): text is PanelFormat => text === 'csv' || text === 'ndjson'

/** The figures of a page as a file, for those who are signed in to the dashboard but hold no key for the API. */
export async function exportAnswer(
  c: Context,
  view: View,
  reader: ClickHouseClient,
  format: ExportFormat,
  ask: () => Promise<ReportAnswer>,
): Promise<Response> {
  return explained(c, async () => {
    const answer = await ask()
    if (format === 'json') return c.json(answer)
    return file(c, view, [view.page], format, await formatRows(reader, answer, format))
  })
}

/** The table of one panel as a file. */
export async function exportPanel(
  c: Context,
  view: View,
  panel: string,
  format: PanelFormat,
  ask: () => Promise<TableSpec | undefined>,
  missing: (c: Context) => Response | Promise<Response>,
): Promise<Response> {
  return explained(c, async () => {
    const spec = await ask()
    if (!spec) return missing(c)
    const rows = tableRows(spec)
    const text = format === 'csv' ? rowsToCsv(rows) : rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    return file(c, view, [view.page, panel], format, text)
  })
}

/** The queries behind a page as text. */
export const exportSql = (c: Context, ask: () => Promise<string>): Promise<Response> =>
  explained(c, async () => c.text(await ask()))

const types = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
} as const

function file(
  c: Context,
  { site, asked, today }: View,
  parts: string[],
  format: keyof typeof types,
  content: string | Buffer,
): Response {
  const name = [site.site_id, ...parts, asked.from, asked.to || today].filter(Boolean).join('-')
  c.header('Content-Type', types[format])
  c.header('Content-Disposition', `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}.${format}"`)
  return c.body(typeof content === 'string' ? content : new Uint8Array(content))
}

async function explained(c: Context, respond: () => Promise<Response>): Promise<Response> {
  try {
    return await respond()
  } catch (error) {
    if (error instanceof ReportError && error.kind !== 'unavailable')
      return c.json({ error: error.kind, message: error.message }, 400)
    throw error
  }
}
