import { createReadStream, type ReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { importEvents } from '@touchline/collector'
import { listSites } from '@touchline/storage'
import { CliError } from '../cli-error.js'
import type { Settings } from '../config.js'
import { withDatabase } from '../open-database.js'
import { startProgress } from '../progress.js'

/** Imports NDJSON files (also gzip) into a site. Importing a file again changes nothing. */
export async function importFiles(
  settings: Settings,
  files: string[],
  options: { site: string; json?: boolean },
): Promise<void> {
  const sizes = files.map(sizeOf)
  await withDatabase(settings, async ({ owner }) => {
    if (!(await listSites(owner)).some(({ site_id }) => site_id === options.site)) {
      throw new CliError(`There is no site "${options.site}". Add it with: touchline site add ${options.site}`)
    }
    for (const [i, file] of files.entries()) {
      const stream = createReadStream(file)
      const progress = startProgress(basename(file), sizes[i] ?? 0)
      const result = await importEvents({
        client: owner,
        siteId: options.site,
        source: stream,
        now: Date.now,
        onProgress: ({ accepted }) => progress.update(read(stream), `${accepted} events`),
      })
      progress.finish(`${result.accepted} events`)
      if (options.json) process.stdout.write(`${JSON.stringify({ file, ...result })}\n`)
      else process.stdout.write(summary(file, result))
      if (result.rejected > 0) process.exitCode = 1
    }
  })
}

const read = (stream: ReadStream) => stream.bytesRead

function sizeOf(file: string): number {
  try {
    const status = statSync(file)
    if (status.isFile()) return status.size
    throw new Error('it is not a file')
  } catch (error) {
    throw new CliError(`Cannot read ${file}: ${(error as Error).message}`)
  }
}

function summary(file: string, result: Awaited<ReturnType<typeof importEvents>>): string {
  const lines = [
    `${file}: ${result.accepted} imported, ${result.duplicates} were there already, ${result.rejected} refused`,
  ]
  for (const { line, reason } of result.errors_sample) lines.push(`  line ${line}: ${reason}`)
  if (result.rejected > result.errors_sample.length) lines.push('  …')
  return `${lines.join('\n')}\n`
}
