import { ReportError } from '@touchline/reports'
import { ClickHouseError, StorageError } from '@touchline/storage'
import { CliError } from './cli-error.js'

/** What to print on standard error, and the exit code: 1 = failed, 2 = wrong usage. */
export interface Failure {
  message: string
  exitCode: 1 | 2
}

const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'])

/** Puts what a command threw into words. The stack is shown only of what nobody foresaw. */
export function explainFailure(error: unknown): Failure {
  if (error instanceof CliError) return { message: error.message, exitCode: error.exitCode }
  if (error instanceof StorageError) return { message: error.message, exitCode: 1 }
  if (error instanceof ReportError) {
    const passing = error.kind === 'unavailable' || error.kind === 'limit_exceeded'
    return { message: error.message, exitCode: passing ? 1 : 2 }
  }
  return { message: wordsFor(error), exitCode: 1 }
}

function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof ClickHouseError) return `ClickHouse refused a statement (code ${error.code}): ${error.message}`
  const { code, path } = error as NodeJS.ErrnoException
  if (path !== undefined || code === 'ENOSPC') {
    return `A file cannot be used: ${error.message}. Check what is at that path, its permissions and the free disk space.`
  }
  if (code !== undefined && connectionCodes.has(code)) {
    return `ClickHouse stopped answering (${code}). Check that it still runs (CLICKHOUSE_URL, or touchline serve) and try again.`
  }
  return error.stack ?? error.message
}
