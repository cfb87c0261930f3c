import { resolvePeriod } from '../../core/period.js'
import type { View } from '../view.js'

/** The days that the page is about, in words; nothing when the address asks for impossible ones. */
export function PeriodLine({ view, now }: { view: View; now: number }) {
  const { asked, site, format } = view
  try {
    const period = resolvePeriod(
      { from: asked.from || undefined, to: asked.to || undefined, timezone: asked.timezone || undefined },
      site,
      now,
    )
    return (
      <p class="period">
        {format.period(period.from, period.to)} · {period.timezone}
      </p>
    )
  } catch {
    return null
  }
}
