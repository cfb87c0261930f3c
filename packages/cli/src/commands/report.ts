import {
  type AnswerFormat,
  answerReport,
  findReport,
  formatRows,
  readQueryParams,
  reports,
  shapeOf,
} from '@touchline/reports'
import { openSiteDirectory } from '@touchline/storage'
import { answerTables } from '../answer-tables.js'
import { CliError } from '../cli-error.js'
import type { Settings } from '../config.js'
import { withDatabase } from '../open-database.js'

interface ReportOptions {
  site?: string
  format: 'table' | AnswerFormat
}

/** Answers one report, exactly as the API does; without a name lists what there is to ask. */
export async function report(
  settings: Settings,
  name: string | undefined,
  rest: string[],
  options: ReportOptions,
): Promise<void> {
  if (name === undefined) {
    const width = Math.max(...reports.map((each) => each.name.length))
    for (const each of reports) process.stdout.write(`${each.name.padEnd(width)}  ${each.question}\n`)
    return
  }
  if (name.startsWith('-')) throw new CliError('Name the report first: touchline report NAME --site ID …', 2)
  const shape = shapeOf(findReport(name))
  const params = { site_id: options.site, ...readQueryParams(readFlags(rest), shape) }
  if (params.site_id === undefined) throw new CliError('Say which site: --site ID', 2)
  const { format } = options
  const isFile = format === 'parquet' || format === 'arrow'
  if (isFile && process.stdout.isTTY)
    throw new CliError(`${format} is not for a screen: write it to a file with > ${name}.${format}`, 2)
  const content = await withDatabase(settings, async ({ owner, reader }) => {
    const sites = await openSiteDirectory({ client: owner })
    sites.close()
    const answer = await answerReport({ reader, sites, now: Date.now }, name, params)
    if (format === 'table') return answerTables(answer, process.stdout.columns)
    return format === 'json' ? `${JSON.stringify(answer, null, 2)}\n` : formatRows(reader, answer, format)
  })
  process.stdout.write(content)
}

/**
 * The report's parameters off the command line: `--name value` and `--name=value`, repeated for a list; dashes in a name
 * are underscores.
 */
function readFlags(args: string[]): Record<string, string[]> {
  const flags: Record<string, string[]> = {}
  for (let i = 0; i < args.length; i++) {
    const [, name, inline] = /^--([a-z][\w-]*)(?:=(.*))?$/s.exec(args[i] ?? '') ?? []
    const value = inline ?? args[++i]
    if (name === undefined || value === undefined) {
      throw new CliError(`Cannot read "${args.slice(i - 1).join(' ')}": parameters are given as --name value.`, 2)
    }
    const key = name.replaceAll('-', '_')
    flags[key] = [...(flags[key] ?? []), value]
  }
  return flags
}
