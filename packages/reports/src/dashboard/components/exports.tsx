import type { ReportAnswer } from '../../core/report.js'
import { queryOf, sitePath, type View } from '../view.js'
import { SaveView } from './save-view.js'
import { Snippet } from './snippet.js'

/** For a POSIX shell: nothing inside single quotes is special, and a single quote ends and reopens them. */
const shellQuoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** The request that gives the same answer over HTTP. */
export function curlOf(origin: string, answer: Pick<ReportAnswer, 'report'>, params: Record<string, unknown>): string {
  return [
    `curl ${shellQuoted(`${origin}/v1/reports/${answer.report}`)}`,
    '  -H "Authorization: Bearer $TOUCHLINE_READ_KEY"',
    "  -H 'Content-Type: application/json'",
    `  -d ${shellQuoted(JSON.stringify(params))}`,
  ].join(' \\\n')
}

interface ExportsProps {
  view: View
  answer: ReportAnswer
  /** The parameters as they were asked, without what the report filled in. */
  params: Record<string, unknown>
}

/** The same figures to take away. */
export function Exports({ view, answer, params }: ExportsProps) {
  const { t, url, site, page } = view
  const link = (format: string) => sitePath(site.site_id, `${page}.${format}`) + queryOf(view)
  return (
    <section class="exports" aria-label={t('export.title')}>
      <a class="button" href={link('csv')} download>
        CSV
      </a>
      <a class="button" href={link('ndjson')} download>
        NDJSON
      </a>
      <a class="button" href={link('parquet')} download>
        Parquet
      </a>
      <a class="button" href={link('json')}>
        JSON
      </a>
      <a class="button" href={link('sql')}>
        SQL
      </a>
      <details>
        <summary class="button">{t('export.curl')}</summary>
        <Snippet view={view} id="curl" text={curlOf(url.origin, answer, params)} />
      </details>
      <SaveView view={view} />
      <p class="computed">{t('export.computed', { time: view.format.ms(answer.computed_ms) })}</p>
    </section>
  )
}
