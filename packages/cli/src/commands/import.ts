import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { type ImportProgress, type ImportResult, importEvents } from '@touchline/collector'
import type { ImportFormat } from '@touchline/events'
import { type ClickHouseClient, listSites } from '@touchline/storage'
import { CliError } from '../cli-error.js'
import type { Settings } from '../config.js'
import { withDatabase } from '../open-database.js'
import { startProgress } from '../progress.js'

interface ImportFilesOptions {
  site: string
  format: ImportFormat
  json?: boolean
}

/**
 * Imports NDJSON files (also gzip) into a site. Importing a file again changes nothing. Refused lines and damaged files
 * do not cost the others: the exit code tells of them at the end.
 */
export async function importFiles(settings: Settings, files: string[], options: ImportFilesOptions): Promise<void> {
  const sizes = files.map(sizeOf)
  await withDatabase(settings, async ({ owner }) => {
    if (!(await listSites(owner)).some(({ site_id }) => site_id === options.site)) {
      throw new CliError(`There is no site "${options.site}". Add it with: touchline site add ${options.site}`)
    }
    for (const [i, file] of files.entries()) {
      const result = await importFile(owner, options, file, sizes[i] ?? 0)
      if (options.json) process.stdout.write(`${JSON.stringify({ file, ...result })}\n`)
      else process.stdout.write(summary(file, result))
      if (result.rejected > 0 || result.error) process.exitCode = 1
    }
  })
}

/** The result of a file, with `error` when it could not be read to its end. */
type FileResult = ImportResult & { error?: string }

async function importFile(
  client: ClickHouseClient,
  { site, format }: ImportFilesOptions,
  file: string,
  size: number,
): Promise<FileResult> {
  const source = createReadStream(file)
  const progress = startProgress(basename(file), size)
  const progressed: ImportProgress[] = []
  try {
    const result = await importEvents({
      client,
      siteId: site,
      format,
      source,
      now: Date.now,
      onProgress(soFar) {
        progressed.push(soFar)
        progress.update(source.bytesRead, `${soFar.accepted} events`)
      },
      onRetry({ message }, waitMs) {
        const seconds = Math.ceil(waitMs / 1000)
        process.stderr.write(`ClickHouse does not answer (${message}): trying again in ${seconds} s; Ctrl-C ends it.\n`)
      },
    })
    progress.finish(`${result.accepted} events`)
    return result
  } catch (error) {
    progress.stop()
    const reason = damage(error)
    const stored = progressed.at(-1)
    if (reason === undefined || stored === undefined) throw error
    const message = `${file} ${reason}. What came before is stored; get a whole copy and import it: nothing counts twice.`
    process.stderr.write(`${message}\n`)
    return { ...stored, errors_sample: [], error: message }
  }
}

/** What is wrong with a file that cannot be read to its end; undefined when the file is not to blame. */
function damage(error: unknown): string | undefined {
  const { code, path, syscall, message } = error as NodeJS.ErrnoException
  if (code?.startsWith('Z_')) return `is not a whole gzip file (${message})`
  return path !== undefined || syscall === 'read' ? `cannot be read (${message})` : undefined
}

function sizeOf(file: string): number {
  const status = statSync(file, { throwIfNoEntry: false })
  if (!status) throw new CliError(`There is no file ${file}. Check the path; nothing was imported.`)
  if (!status.isFile()) throw new CliError(`${file} is not a file. Name the files in it; nothing was imported.`)
  return status.size
}

function summary(file: string, result: FileResult): string {
  const lines = [
    `${file}: ${result.accepted} imported, ${result.duplicates} were there already, ${result.rejected} refused`,
  ]
  if (result.erased > 0) lines.push(`  ${result.erased} left out, because their visitor or user was erased`)
  for (const { line, reason } of result.errors_sample) lines.push(`  line ${line}: ${reason}`)
  if (!result.error && result.rejected > result.errors_sample.length) lines.push('  …')
  return `${lines.join('\n')}\n`
}
