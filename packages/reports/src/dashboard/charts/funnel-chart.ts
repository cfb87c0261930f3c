import type { FunnelRow } from '../../reports/funnel/funnel-tally.js'
import { rateLines, rateText } from '../components/rate.js'
import type { View } from '../view.js'
import type { StepsChart } from './chart-spec.js'

/** One bar a step: those who did it, and upon them those who did the step before and stopped. */
export function funnelChart(view: View, rows: readonly FunnelRow[]): StepsChart {
  const { t, format } = view
  return {
    kind: 'steps',
    stayed: t('funnel.count'),
    lost: t('funnel.dropped'),
    steps: rows.map((row, i) => ({
      name: row.name,
      count: row.count,
      lost: row.dropped,
      label: i === 0 ? format.count(row.count) : rateText(view, row.from_first),
      tip: {
        title: row.name,
        lines: [
          [t('funnel.count'), format.count(row.count)],
          ...(i === 0
            ? []
            : ([
                ...rateLines(view, t('funnel.from_previous'), row.from_previous),
                [t('funnel.dropped'), format.count(row.dropped)],
                [t('funnel.median'), format.seconds(row.median_s)],
              ] as const)),
        ],
      },
    })),
  }
}
