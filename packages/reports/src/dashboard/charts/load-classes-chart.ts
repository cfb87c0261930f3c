import type { Rate } from '../../core/rate.js'
import { isTooFew, rateLines } from '../components/rate.js'
import type { View } from '../view.js'
import type { ClassesChart } from './chart-spec.js'

export interface LoadBin {
  from_ms: number
  to_ms: number | null
  n: number
  left: number
  conversion: Rate
}

/** The name of a bin in seconds: `2–3`, the last one `10+`. */
export const binName = ({ from_ms, to_ms }: Pick<LoadBin, 'from_ms' | 'to_ms'>): string =>
  to_ms === null ? `${from_ms / 1000}+` : `${from_ms / 1000}–${to_ms / 1000}`

/** Conversion by load time over the number of page loads, those who left while loading apart. */
export function loadClassesChart(view: View, bins: readonly LoadBin[]): ClassesChart {
  const { t, format } = view
  return {
    kind: 'classes',
    xName: t('load.time_s'),
    shareName: t('load.conversion'),
    keptName: t('load.stayed'),
    lostName: t('load.left_short'),
    classes: bins.map((bin) => {
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
          lines: [
            ...rateLines(view, t('load.conversion'), bin.conversion),
            [t('load.left_short'), format.count(bin.left)],
          ],
        },
      }
    }),
  }
}
