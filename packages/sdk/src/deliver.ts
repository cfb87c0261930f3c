import { context } from './context.js'
import { guard, isHidden } from './guard.js'
import { settings } from './settings.js'

declare const TOUCHLINE_VERSION: string

/**
 * Sends one batch as text/plain, which needs no preflight. A keepalive fetch comes first, because blockers prefer to
 * block beacons; a beacon follows where that fails while the page is going away.
 * @param isLast the page may be gone at any moment
 * @param isOverQuota a keepalive fetch would fail, and only after the page is gone
 * @param answer gets the HTTP status, 0 when there was none, and the seconds of Retry-After (0 without one)
 */
export function deliver(
  events: readonly string[],
  isLast: boolean,
  isOverQuota: boolean,
  answer: (status: number, retryAfterS: number) => void,
): void {
  const url = `${(settings.endpoint ?? location.origin).replace(/\/$/, '')}/v1/events`
  const envelope = JSON.stringify({
    site_id: settings.site,
    sent_at: Date.now(),
    sdk: `touchline-js/${TOUCHLINE_VERSION}`,
    context: context(),
  })
  const body = `${envelope.slice(0, -1)},"events":[${events.join()}]}`
  // A beacon gives no answer, and a blocked one says true: what it carried stays unconfirmed.
  const fail = guard(() => {
    if (isLast || isHidden()) guard(() => navigator.sendBeacon(url, body))()
    answer(0, 0)
  })
  try {
    if (isOverQuota || (isLast && !('keepalive' in Request.prototype))) return fail()
    fetch(url, { method: 'POST', body, keepalive: true, credentials: 'omit' })
      // The request counts against the quota until its answer is read.
      .then((response) => response.text().then(() => answer(response.status, +(response.headers.get('retry-after') ?? 0))))
      .catch(fail)
  } catch {
    fail()
  }
}
