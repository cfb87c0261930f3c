import { onCLS } from 'web-vitals/onCLS.js'
import { onFCP } from 'web-vitals/onFCP.js'
import { onINP } from 'web-vitals/onINP.js'
import { onLCP } from 'web-vitals/onLCP.js'
import { getActivationStart } from '../node_modules/web-vitals/dist/modules/lib/getActivationStart.js'
import { getVisibilityWatcher } from '../node_modules/web-vitals/dist/modules/lib/getVisibilityWatcher.js'
import { arm } from './deliver.js'
import { emit, eventOf } from './emit.js'
import { guard, isHidden } from './guard.js'
import { getNavigationEntry } from './lean-vitals.js'
import { newId } from './new-id.js'
import { outbox } from './outbox.js'
import { currentPage, type Page } from './page.js'
import { settings } from './settings.js'
import { mayLeave } from './visitor.js'

/** One page as the visitor sees it: a load, a restore from the back/forward cache, or a soft navigation. */
interface Stay {
  _page: Page
  /** Zero of its clock, on the scale of performance.now(). */
  _start: number
  /** Time visible until `_since`. */
  _visible: number
  /** Since when it is visible; 0 while it is not. */
  _since: number
  /** As the wire names them; the vitals as web-vitals does. */
  _fields: { revision: number; [field: string]: unknown }
}

const foreseeMs = 20

let load: Stay
/** The page that is seen: the load itself, or what the shop has drawn in its place. */
let current: Stay
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * web-vitals calls Array.prototype.at, which Chromium before 92 lacks: there it would throw into the page. Every browser
 * that has it tells of paints.
 */
const canMeasure = () => 'at' in []

const open = (type: string | undefined, start: number): Stay => {
  current = {
    _page: currentPage(),
    _start: start,
    _visible: 0,
    _since: isHidden() ? 0 : performance.now(),
    _fields: { navigation_id: newId(), navigation_type: type, release: settings.release, revision: 0 },
  }
  return current
}

/** Opens the page that the browser has just loaded (or activated, when it was prerendered). */
export function openLoad(): void {
  const start = getActivationStart()
  load = open(start ? 'prerender' : getNavigationEntry()?.type, start)
  outbox._changed = foresee
  if (canMeasure())
    for (const observe of [onFCP, onLCP, onCLS, onINP])
      observe(({ name, value }) => {
        load._fields[name] = value
        foresee()
      })
}

/** Opens the page that came back from the back/forward cache. */
export function openRestored(start: number): void {
  load = open('bfcache', start)
}

/** Opens the page that the shop has drawn itself. */
export function openSoft(): void {
  rest()
  if (current !== load) report(current)
  open('soft', performance.now())
}

/** What can be said of a page now. What has not happened yet is absent, or null; what was there at its start, negative. */
function describe(stay: Stay): Parameters<typeof emit> {
  const { connection, deviceMemory } = navigator as { connection?: { effectiveType: string }; deviceMemory?: number }
  const entry = getNavigationEntry()
  const at = (time: number | undefined) => (time ? time - stay._start : undefined)
  const startOf = (name: string) => performance.getEntriesByName(name)[0]?.startTime
  const isLoad = stay === load
  // Nothing was painted yet: the visitor left while the page was loading.
  const hasLeftEarly = isLoad && canMeasure() && !startOf('first-contentful-paint')
  return [
    hasLeftEarly ? 'page_leave' : 'page_load',
    {
      ...stay._fields,
      visible_ms: stay._visible + (stay._since && performance.now() - stay._since),
      ...(isLoad && {
        effective_type: connection?.effectiveType,
        device_memory: deviceMemory,
        // The script may have come late: the browser remembers when the page was hidden first.
        hidden_at_ms: getVisibilityWatcher().firstHiddenTime - stay._start,
        ttfb_ms: at(entry?.responseStart),
        dom_ready_ms: at(entry?.domContentLoadedEventEnd),
        load_ms: at(entry?.loadEventEnd),
        product_visible_ms: at(startOf('touchline-product-visible')),
        ...settings.noted,
      }),
    },
    true,
    stay._page,
  ]
}

function report(stay: Stay): void {
  emit(...describe(stay))
  stay._fields.revision++
}

/** Leaves what is known with the browser, for the case that the page gets no chance to report. */
function foresee(): void {
  clearTimeout(timer)
  timer = setTimeout(
    guard(() => {
      if (!isHidden()) arm(!!mayLeave() && [...outbox._events(), eventOf(...describe(load))])
    }),
    foreseeMs,
  )
}

/** Stops the clock of the page that is seen. */
function rest(): void {
  if (current._since) current._visible += performance.now() - current._since
  current._since = 0
}

/** The page is hidden: this may be its last moment. */
export function reportHidden(): void {
  arm()
  rest()
  new Set([load, current]).forEach(report)
}

/** The page is seen again. */
export function reportVisible(): void {
  current._since = performance.now()
  foresee()
}
