import { context } from './context.js'
import { attempt, isHidden } from './guard.js'
import { settings } from './settings.js'

declare const TOUCHLINE_VERSION: string

/**
 * Sends one batch as text/plain, which needs no preflight. A keepalive fetch comes first, because blockers prefer to
 * block beacons; a beacon follows where that fails while the page is going away.
 * @param isLast the page may be gone at any moment
 * @param isOverQuota a keepalive fetch would fail, and only after the page is gone
 * @param answer gets the HTTP status, 0 when there was none, and the seconds of Retry-After. Never in the same task.
 */
export function deliver(
  events: readonly string[],
  isLast: boolean | undefined,
  isOverQuota: boolean,
  answer: (status: number, retryAfterS: number) => void,
): void {
  const url = `${(settings.endpoint ?? '').replace(/\/$/, '')}/v1/events`
  const envelope = JSON.stringify({
    site_id: settings.site,
    sent_at: Date.now(),
    sdk: `touchline-js/${TOUCHLINE_VERSION}`,
    context: context(),
  })
  const body = `${envelope.slice(0, -1)},"events":[${events.join()}]}`
  const post = async () => {
    if (isLast && (isOverQuota || !('keepalive' in Request.prototype))) throw 0
    const response = await fetch(url, { method: 'POST', body, keepalive: true, credentials: 'omit' })
    // The request counts against the quota until its answer is read.
    await response.text()
    answer(response.status, Number(response.headers.get('retry-after')) || 0)
  }
  post().catch(() => {
    // A beacon gives no answer, and a blocked one says true: what it carried stays unconfirmed.
    if (isLast || isHidden()) attempt(() => navigator.sendBeacon(url, body))
    answer(0, 0)
  })
}
