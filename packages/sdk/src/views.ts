import { emit } from './emit.js'
import { guard, isHidden, listen } from './guard.js'
import { flush, resume } from './outbox.js'
import { route, turnPage } from './page.js'
import { openLoad, openRestored, openSoft, reportHidden, reportVisible } from './page-load.js'
import { isAutomatic } from './settings.js'

/** A page opened in the background is viewed when it is first seen. */
let isViewDue = false

function view(): void {
  isViewDue = isHidden() && isAutomatic('views')
  if (!isHidden() && isAutomatic('views')) emit('touchpoint', 'page_view', {}, true)
}

function watchRoute(withLoads: boolean): void {
  let current = route()
  let url = location.href
  const check = guard(() => {
    const next = route()
    if (next !== current) {
      turnPage(url)
      if (withLoads) openSoft()
      view()
    }
    current = next
    url = location.href
  })
  const { navigation } = window as { navigation?: EventTarget }
  if (navigation) {
    listen(navigation, 'currententrychange', check)
    return
  }
  listen(window, 'popstate', check)
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
  const withLoads = isAutomatic('vitals')
  if (withLoads) guard(openLoad)()
  view()
  // On the document itself, because web-vitals listens on the window while the event is captured: its values are final by now.
  listen(document, 'visibilitychange', (event) => {
    if (isHidden()) {
      if (withLoads) guard(reportHidden)(event.timeStamp)
      flush(true)
    } else {
      if (withLoads) reportVisible()
      if (isViewDue) view()
    }
  })
  // Comes before the page turns hidden. What the shop's own listeners track from now on still leaves when it does.
  listen(window, 'pagehide', () => flush(true))
  listen(window, 'pageshow', (event) => {
    if (!(event as PageTransitionEvent).persisted) return
    if (withLoads) openRestored(event.timeStamp)
    view()
  })
  listen(window, 'online', resume)
  if (isAutomatic('views')) watchRoute(withLoads)
}
