import type { Context } from 'hono'
import { type ReportAnswer, ReportError } from '../core/report.js'
import { rowsToCsv } from '../core/rows-to-csv.js'
import { type TableSpec, tableRows } from './report-page/panel.js'
import type { View } from './view.js'

const exportFormats = ['csv', 'ndjson', 'json'] as const
type ExportFormat = (typeof exportFormats)[number]
export const isExportFormat = (text: string): text is ExportFormat => exportFormats.includes(text as ExportFormat)

type PanelFormat = 'csv' | 'ndjson'
export const isPanelFormat = (text: string): text is PanelFormat => text === 'csv' || text === 'ndjson'

/** The figures of a page as a file, for those who are signed in to the dashboard but hold no key for the API. */
export async function exportAnswer(
  c: Context,
  view: View,
  format: ExportFormat,
  ask: () => Promise<ReportAnswer>,
): Promise<Response> {
  return explained(c, async () => {
    const answer = await ask()
    return format === 'json' ? c.json(answer) : rowsFile(c, view, [view.page], format, answer.rows)
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
    return spec ? rowsFile(c, view, [view.page, panel], format, tableRows(spec)) : missing(c)
  })
}

function rowsFile(
  c: Context,
  { site, asked, today }: View,
  parts: string[],
  format: PanelFormat,
  rows: Record<string, unknown>[],
): Response {
  const name = [site.site_id, ...parts, asked.from, asked.to || today].filter(Boolean).join('-')
  c.header('Content-Type', `${format === 'csv' ? 'text/csv' : 'application/x-ndjson'}; charset=utf-8`)
  c.header('Content-Disposition', `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}.${format}"`)
  return c.body(format === 'csv' ? rowsToCsv(rows) : rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
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
