/** Why the spool refused an append; each is answered with 503, because the sender may try again later. */
export type SpoolErrorKind = 'full' | 'disk_full' | 'commit_failed' | 'closed'

/** A refusal of the spool: nothing of the append is promised. */
export class SpoolError extends Error {
  override name = 'SpoolError'
  constructor(
    readonly kind: SpoolErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
