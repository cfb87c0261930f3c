/** A browser of a person. */
export const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** What a request of a test may change. */
export interface Send {
  headers?: Record<string, string>
  batch?: Record<string, unknown>
}

/** The body of a request with these events. */
export const batchOf = (events: unknown[], batch: Record<string, unknown> = {}): string =>
  JSON.stringify({ site_id: 'shop', sent_at: Date.now(), events, ...batch })
