import type { PageLoadEvent } from '@touchline/events'
import { onCLS } from 'web-vitals/onCLS.js'
import { onFCP } from 'web-vitals/onFCP.js'
import { onINP } from 'web-vitals/onINP.js'
import { onLCP } from 'web-vitals/onLCP.js'
import { emit } from './emit.js'
import { isHidden } from './guard.js'
import { newId } from './new-id.js'
import { currentPage, type Page } from './page.js'
import { settings } from './settings.js'

type LoadFields = Partial<PageLoadEvent>

/** One page as the visitor sees it: a load, a restore from the back/forward cache, or a soft navigation. */
interface Stay {
  _id: string
  _type: PageLoadEvent['navigation_type']
  _page: Page
  /** Zero of its clock, on the scale of performance.now(). */
  _start: number
  /** Time visible until `_since`. */
  _visible: number
  _since?: number
  _hiddenAt?: number
  _revision: number
  /** The last snapshot, so that one without news is not sent. */
  _last?: string
}

let load: Stay
let soft: Stay | undefined
let vitals: LoadFields = {}

const ms = (time: number) => Math.min(Math.max(Math.round(time), 0), 86_400_000)
const navigationEntry = () => performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined
const startOf = (name: string) => performance.getEntriesByName(name)[0]?.startTime

function open(type: Stay['_type'], start: number): Stay {
  return {
    _id: newId(),
    _type: type,
    _page: currentPage(),
    _start: start,
    _visible: 0,
    _since: isHidden() ? undefined : performance.now(),
    _revision: 0,
  }
}

/** Opens the page that the browser has just loaded (or activated, when it was prerendered). */
export function openLoad(): void {
  const entry = navigationEntry()
  const start = (entry as { activationStart?: number } | undefined)?.activationStart ?? 0
  const type = start ? 'prerender' : (document as { wasDiscarded?: boolean }).wasDiscarded ? 'restore' : entry?.type
  load = open(type, start)
  // The script may have come late: the browser remembers when the page was hidden.
  const hidden = performance
    .getEntriesByType('visibility-state')
    .find((state) => state.name === 'hidden' && state.startTime >= start)
  if (hidden || isHidden()) load._hiddenAt = ms(hidden ? hidden.startTime - start : 0)
  const record = ({ name, value }: { name: string; value: number }) => {
    if (name === 'CLS') vitals.cls = Math.round(value * 10_000) / 10_000
    else vitals[`${name.toLowerCase()}_ms` as 'lcp_ms'] = ms(value)
  }
  // web-vitals calls Array.prototype.at, which Chromium before 92 lacks: there it would throw into the page.
  if (!('at' in Array.prototype)) return
  for (const observe of [onFCP, onLCP, onCLS, onINP]) observe(record, { reportAllChanges: true })
}

/** Opens the page that came back from the back/forward cache. */
export function openRestored(start: number): void {
  vitals = { ttfb_ms: 0 }
  soft = undefined
  load = open('bfcache', start)
}

/** Opens the page that the shop has drawn itself. */
export function openSoft(): void {
  rest()
  if (soft) report(soft)
  soft = open('soft', performance.now())
}

/** Timings of the load so far, from its start; what has not happened yet is absent. */
function timings(): LoadFields {
  const entry = navigationEntry()
  const at = (time: number | undefined) => (time ? ms(time - load._start) : undefined)
  return {
    ttfb_ms: at(entry?.responseStart),
    dom_ready_ms: at(entry?.domContentLoadedEventEnd),
    load_ms: at(entry?.loadEventEnd),
    product_visible_ms: at(startOf('touchline-product-visible')),
  }
}

function report(stay: Stay): void {
  const connection = (navigator as { connection?: { effectiveType?: PageLoadEvent['effective_type'] } }).connection
  const isFirst = stay === load && stay._type !== 'bfcache'
  const fields: LoadFields = {
    navigation_id: stay._id,
    navigation_type: stay._type,
    ...(isFirst && timings()),
    ...(stay === load && {
      ...vitals,
      hidden_at_ms: stay._hiddenAt,
      effective_type: connection?.effectiveType,
      device_memory: (navigator as { deviceMemory?: number }).deviceMemory,
    }),
    initially_hidden: stay._hiddenAt === 0,
    visible_ms: ms(stay._visible),
    release: settings.release,
  }
  const snapshot = JSON.stringify(fields)
  if (snapshot === stay._last) return
  stay._last = snapshot
  // Nothing was painted yet: the visitor left while the page was loading.
  const hasLeftEarly =
    isFirst &&
    !startOf('first-contentful-paint') &&
    navigationEntry() &&
    PerformanceObserver.supportedEntryTypes.includes('paint')
  emit(
    'page_load',
    hasLeftEarly ? 'page_leave' : 'page_load',
    { ...fields, revision: stay._revision++ },
    true,
    stay._page,
  )
}

/** Stops the clock of the page that is seen. */
function rest(): void {
  const stay = soft ?? load
  if (stay._since !== undefined) stay._visible += performance.now() - stay._since
  stay._since = undefined
}

/** The page is hidden: this may be its last moment. */
export function reportHidden(time: number): void {
  load._hiddenAt ??= ms(time - load._start)
  rest()
  report(load)
  if (soft) report(soft)
}

/** The page is seen again. */
export function reportVisible(): void {
  ;(soft ?? load)._since = performance.now()
}
