import { ClickHouseError } from '@touchline/storage'
import { ReportError } from './report-error.js'

const limitCodes: Record<string, string> = {
  158: 'would read more rows than its limit',
  159: 'took longer than its time limit',
  160: 'would take longer than its time limit',
  241: 'needed more memory than its limit',
  307: 'would read more bytes than its limit',
  396: 'has more rows than its limit',
}

/** What ClickHouse says about a limit, or that it does not answer, as a sentence; undefined for any other failure. */
export function limitProblem(
  error: unknown,
  subject: 'report' | 'query',
  advice = 'Ask for fewer days or add a filter.',
): ReportError | undefined {
  if (error instanceof ClickHouseError && limitCodes[error.code])
    return new ReportError('limit_exceeded', `The ${subject} ${limitCodes[error.code]}. ${advice}`, { cause: error })
  const code = (error as { code?: string }).code
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET')
    return new ReportError('unavailable', 'ClickHouse does not answer at the moment. Try again in a few seconds.', {
      cause: error,
    })
  return undefined
}
