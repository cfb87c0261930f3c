/** What can be wrong with storage, each with a sentence for the operator. */
export type StorageErrorKind =
  | 'engine_missing'
  | 'engine_failed'
  | 'unreachable'
  | 'unauthorized'
  | 'locked'
  | 'unreadable'
  | 'schema_too_new'

/** A failure of storage whose message says what happened and what to do. */
export class StorageError extends Error {
  override name = 'StorageError'
  constructor(
    readonly kind: StorageErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
