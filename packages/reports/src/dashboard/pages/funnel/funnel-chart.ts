import type { FunnelRow } from '../../../reports/funnel/funnel-tally.js'
import type { StepsChart } from '../../charts/chart-spec.js'
import { rateLines, rateText } from '../../components/rate.js'
import type { View } from '../../view.js'
import { text } from './messages.js'

/** One bar a step: those who did it, and upon them those who did the step before and stopped. */
export function funnelChart(
  view: View,
  rows: readonly FunnelRow[],
  peopleHref?: (row: FunnelRow) => string,
): StepsChart {
  const { format } = view
  const t = text(view)
  return {
    kind: 'steps',
    stayed: t('count'),
    lost: t('dropped'),
    steps: rows.map((row, i) => ({
      name: row.name,
      count: row.count,
      lost: row.dropped,
      href: peopleHref?.(row),
      label: i === 0 ? format.count(row.count) : rateText(view, row.from_first),
      tip: {
        title: row.name,
        lines: [
          [t('count'), format.count(row.count)],
          ...(i === 0
            ? []
            : ([
                ...rateLines(view, t('from_previous'), row.from_previous),
                [t('dropped'), format.count(row.dropped)],
                [t('median'), format.seconds(row.median_s)],
              ] as const)),
        ],
      },
    })),
  }
}
