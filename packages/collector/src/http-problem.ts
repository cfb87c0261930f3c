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

/** The answer `{error, message}` to a problem. */
export function problemResponse({ code, message, status, headers }: HttpProblem): Response {
  return jsonResponse(status, { error: code, message }, headers)
}

// Sent with every answer: none of them is a page, and nothing may guess otherwise.
export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const

/** A JSON answer with the security headers. */
export function jsonResponse(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...securityHeaders, ...headers },
  })
}
