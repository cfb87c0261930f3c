import { emit } from './emit.js'
import { guard, isHidden, listen } from './guard.js'
import { flush } from './outbox.js'
import { address, turnPage } from './page.js'
import { openLoad, openRestored, openSoft, reportHidden, reportVisible } from './page-load.js'
import { isAutomatic } from './settings.js'

/** False in the build without page loads. */
declare const TOUCHLINE_VITALS: boolean

/** A page opened in the background is viewed when it is first seen. */
let isViewDue = false

function view(): void {
  isViewDue = isHidden()
  if (!isViewDue && isAutomatic('views')) emit('page_view', {}, true)
}

/** What makes two addresses two pages. */
const route = () => (isAutomatic('query') ? address() : address().replace(/\?[^#]*/, ''))

function watchRoute(withLoads: boolean): void {
  let current = route()
  let url = address()
  const check = guard(() => {
    const next = route()
    if (next !== current) {
      turnPage(url)
      if (withLoads) openSoft()
      view()
    }
    current = next
    url = address()
  })
  const { navigation } = window as { navigation?: EventTarget }
  listen(navigation ?? window, navigation ? 'currententrychange' : 'popstate', check)
  if (navigation) return
  for (const method of ['pushState', 'replaceState'] as const) {
    // A page may have frozen its history; then only popstate is heard.
    guard(() => {
      const original = history[method]
      history[method] = function (...args) {
        original.apply(this, args)
        check()
      }
    })()
  }
}

/** Starts to record views and loads. Call it when the page is active, not while it is prerendered. */
export function startPages(): void {
  const withLoads = TOUCHLINE_VITALS && isAutomatic('vitals')
  if (withLoads) guard(openLoad)()
  view()
  // On the document, because web-vitals listens on the window: its values are final by now.
  listen(document, 'visibilitychange', () => {
    if (isHidden()) {
      if (withLoads) guard(reportHidden)()
      flush(true)
    } else {
      if (withLoads) reportVisible()
      if (isViewDue) view()
    }
  })
  listen(window, 'pageshow', (event) => {
    if (!(event as PageTransitionEvent).persisted) return
    if (withLoads) openRestored(event.timeStamp)
    view()
  })
  listen(window, 'online', () => flush(true))
  if (isAutomatic('views')) watchRoute(withLoads)
}
