import { attempt, isHidden } from './guard.js'
import { settings } from './settings.js'
import { choice, hasOptedOut } from './visitor.js'

declare const TOUCHLINE_VERSION: string
/** Chromium 135 and later: the browser itself sends when the page is gone, also after a crash and when it quits. */
declare const fetchLater: typeof fetch

/** Where to send, and what: text/plain, which needs no preflight. */
const requestOf = (events: readonly object[]): [url: string, RequestInit] => [
  settings.endpoint.replace(/\/?$/, '/v1/events'),
  {
    method: 'POST',
    keepalive: true,
    credentials: 'omit',
    body: JSON.stringify({
      site_id: settings.site,
      sent_at: Date.now(),
      sdk: `touchline-js/${TOUCHLINE_VERSION}`,
      context: {
        screen_width: screen.width,
        consent: choice,
        opt_out: hasOptedOut(),
        webdriver: navigator.webdriver,
      },
      events,
    }),
  },
]

let armed: AbortController | undefined

/** Leaves these events with the browser, in place of the last ones, for the case that the page dies without a word. */
export function arm(events?: readonly object[] | false): void {
  armed?.abort()
  armed = new AbortController()
  const { signal } = armed
  if (events)
    attempt(() => {
      const [url, init] = requestOf(events)
      fetchLater(url, { ...init, signal })
    })
}

/**
 * Sends one batch. A keepalive fetch comes first, because blockers prefer to block beacons; a beacon follows where that
 * fails while the page is going away. It gives no answer, and a blocked one says true: what it carried stays unconfirmed.
 */
export async function deliver(events: readonly object[]): Promise<Response | undefined> {
  const [url, init] = requestOf(events)
  try {
    const response = await fetch(url, init)
    // The request counts against the quota until its answer is read.
    await response.text()
    return response
  } catch {
    if (isHidden()) attempt(() => navigator.sendBeacon(url, init.body))
    return
  }
}
