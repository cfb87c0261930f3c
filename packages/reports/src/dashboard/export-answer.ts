import type { Context } from 'hono'
import { type ReportAnswer, ReportError } from '../core/report.js'
import { rowsToCsv } from '../core/rows-to-csv.js'
import type { View } from './view.js'

const exportFormats = ['csv', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]
export const isExportFormat = (text: string): text is ExportFormat => exportFormats.includes(text as ExportFormat)

/** The figures of a page as a file, for those who are signed in to the dashboard but hold no key for the API. */
export async function exportAnswer(
  c: Context,
  { site, page, asked, today }: View,
  format: ExportFormat,
  ask: () => Promise<ReportAnswer>,
): Promise<Response> {
  try {
    const answer = await ask()
    if (format === 'json') return c.json(answer)
    const name = [site.site_id, page, asked.from || undefined, asked.to || today].filter(Boolean).join('-')
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}.csv"`)
    return c.body(rowsToCsv(answer.rows))
  } catch (error) {
    if (error instanceof ReportError && error.kind !== 'unavailable')
      return c.json({ error: error.kind, message: error.message }, 400)
    throw error
  }
}
