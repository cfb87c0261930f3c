import { onCLS, onINP, onLCP } from 'web-vitals/attribution'
import { guard, listen } from './guard.js'
import type { Settings } from './settings.js'

/** Notes which element was the largest, the slowest to answer, and the one that shifted most, as selectors. */
export function noteTargets(settings: Settings): void {
  const note = (field: string, target: string | undefined) => {
    if (target) settings.noted = { ...settings.noted, [field]: target }
  }
  const all = { reportAllChanges: true }
  onLCP(
    guard(({ attribution }) => note('lcp_target', attribution.target)),
    all,
  )
  onINP(
    guard(({ attribution }) => note('inp_target', attribution.interactionTarget)),
    all,
  )
  onCLS(
    guard(({ attribution }) => note('cls_target', attribution.largestShiftTarget)),
    all,
  )
  listen(window, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) settings.noted = undefined
  })
}
