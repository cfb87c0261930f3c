import { ReportError } from '../core/report.js'

/** What can be wrong with a request beside the report itself. */
export type ProblemCode = ReportError['kind'] | 'unauthorized' | 'forbidden' | 'not_found' | 'too_large' | 'failed'

const statuses: Record<ProblemCode, 400 | 401 | 403 | 404 | 413 | 422 | 500 | 503> = {
  unknown_report: 404,
  invalid_parameters: 400,
  unknown_site: 404,
  limit_exceeded: 422,
  unavailable: 503,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  too_large: 413,
  failed: 500,
}

const headers: Partial<Record<ProblemCode, Record<string, string>>> = {
  unauthorized: { 'WWW-Authenticate': 'Bearer realm="touchline reports"' },
  unavailable: { 'Retry-After': '5' },
}

/** A request that is answered with `{error, message}`: a code for programs, a sentence for people. */
export class ApiProblem extends Error {
  override name = 'ApiProblem'
  constructor(
    readonly code: ProblemCode,
    message: string,
  ) {
    super(message)
  }
}

/** The answer to what a route threw; undefined when it is nothing that a caller can mend. */
export function problemResponse(error: unknown): Response | undefined {
  if (error instanceof ApiProblem) return answer(error.code, error.message)
  if (error instanceof ReportError) return answer(error.kind, error.message)
  return undefined
}

export const failedResponse = (): Response =>
  answer('failed', 'The report failed for a reason that is not the request’s. The log of the server says more.')

function answer(code: ProblemCode, message: string): Response {
  return Response.json({ error: code, message }, { status: statuses[code], headers: headers[code] ?? {} })
}
