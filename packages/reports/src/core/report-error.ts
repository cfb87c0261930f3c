/** A wrong request: the message says what is wrong and what is allowed. */
export class ReportError extends Error {
  override name = 'ReportError'
  constructor(
    readonly kind: 'unknown_report' | 'invalid_parameters' | 'unknown_site' | 'limit_exceeded' | 'unavailable',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
