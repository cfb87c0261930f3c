/** The errors of the collector's HTTP interface: a short code for programs, a sentence for people. */
export type ProblemCode =
  | 'malformed'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'too_large'
  | 'unsupported'
  | 'rate_limited'
  | 'unavailable'
  | 'failed'

const statuses: Record<ProblemCode, number> = {
  malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  too_large: 413,
  unsupported: 415,
  rate_limited: 429,
  unavailable: 503,
  failed: 500,
}

/** A request that is answered with an error. */
export class HttpProblem extends Error {
  override name = 'HttpProblem'
  readonly status: number
  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message)
    this.status = statuses[code]
  }
}

/** What a request is answered with. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: string
}

/** The answer `{error, message}` to a problem; its own headers win over `headers`. */
export function problemAnswer(problem: HttpProblem, headers: Record<string, string> = {}): Answer {
  const { code, message, status } = problem
  return jsonAnswer(status, { error: code, message }, { ...headers, ...problem.headers })
}

export const problemResponse = (problem: HttpProblem): Response => toResponse(problemAnswer(problem))

// Sent with every answer: none of them is a page, and nothing may guess otherwise.
export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const

/** A JSON answer with the security headers. */
export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...securityHeaders, ...headers },
    body: JSON.stringify(body),
  }
}

export const jsonResponse = (status: number, body: unknown): Response => toResponse(jsonAnswer(status, body))

export const toResponse = ({ status, headers, body }: Answer): Response => new Response(body, { status, headers })
