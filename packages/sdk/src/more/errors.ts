import { listen } from '../guard.js'
import type { Track } from '../types.js'

const perPage = 5

/** Records uncaught errors of the page's scripts, each message once. */
export function hearErrors(track: Track): void {
  const seen = new Set<string>()
  const note = (message: string, source = '', line = 0) => {
    if (!message || seen.has(message) || seen.size >= perPage) return
    seen.add(message)
    track('js_error', { message: message.slice(0, 200), source: source.split(/[?#]/)[0], line })
  }
  listen(window, 'error', (event) => {
    const { message, filename, lineno } = event as ErrorEvent
    note(message, filename, lineno)
  })
  listen(window, 'unhandledrejection', (event) => {
    const { reason } = event as PromiseRejectionEvent
    note(String(reason?.message ?? reason))
  })
}
