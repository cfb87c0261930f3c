import type { loadTimeDropOff } from '../../../reports/load-time-drop-off/load-time-drop-off.js'
import type { ClassesChart } from '../../charts/chart-spec.js'
import { isTooFew, rateLines } from '../../components/rate.js'
import type { PartsOf } from '../../report-page/answered.js'
import type { text } from './messages.js'

/** The name of a bin in seconds: `2–3`, the last one `10+`. */
export const binName = ({ from_ms, to_ms }: { from_ms: number; to_ms: number | null }): string =>
  to_ms === null ? `${from_ms / 1000}+` : `${from_ms / 1000}–${to_ms / 1000}`

/** Conversion by load time over the number of page loads, those who left while loading apart. */
export function loadClassesChart({ view, answer, t }: PartsOf<typeof loadTimeDropOff, typeof text>): ClassesChart {
  return {
    kind: 'classes',
    xName: t('time_s'),
    shareName: t('conversion'),
    keptName: t('stayed'),
    lostName: t('left_short'),
    classes: answer.rows.map((bin) => {
      const few = isTooFew(bin.conversion)
      return {
        name: binName(bin),
        share: few ? null : bin.conversion.rate,
        low: bin.conversion.low,
        high: bin.conversion.high,
        kept: bin.n - bin.left,
        lost: bin.left,
        tip: {
          title: `${binName(bin)} s`,
          lines: [...rateLines(view, t('conversion'), bin.conversion), [t('left_short'), view.format.count(bin.left)]],
        },
      }
    }),
  }
}
