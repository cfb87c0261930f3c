/** The limits of the wire contract: one place, used by the SDK, the collector and the documentation. */
export const limits = {
  /** The quota that browsers give all keepalive requests together is 64 KiB. */
  sdkBatchBytes: 58 * 1024,
  sdkBatchEvents: 100,
  bodyBytes: 1024 * 1024,
  batchEvents: 1000,
  eventBytes: 16 * 1024,
  urlLength: 2048,
  stringLength: 1024,
  properties: 32,
  items: 100,
  /** Oldest event accepted from a browser, against its arrival. */
  maxAgeMs: 7 * 86_400_000,
  /** How far in the future a corrected client time may lie. */
  maxFutureMs: 5 * 60_000,
  /** How far a client's clock may be off; beyond it the event's id is no longer a usable time. */
  maxClockSkewMs: 31 * 86_400_000,
} as const

/** Keys of custom properties. */
export const propertyKeyPattern = /^[A-Za-z0-9_.-]{1,64}$/
/** Names of events: the known ones and any custom name of the same shape. */
export const eventNamePattern = /^[a-z][a-z0-9_]{0,63}$/
/** Names in imports, which keep what another system called its events: any text without control characters. */
export const importedNamePattern = /^[^\p{Cc}]{1,128}$/u
