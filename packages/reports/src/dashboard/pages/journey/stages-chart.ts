import type { journey } from '../../../reports/journey/journey.js'
import type { StepsChart } from '../../charts/chart-spec.js'
import { rateLines } from '../../components/rate.js'
import type { PartsOf } from '../../report-page/answered.js'
import type { text } from './messages.js'

/** One bar a stage; upon it those of the stage before who did not come. Skips forward can make that none. */
export function stagesChart({ view, answer, t }: PartsOf<typeof journey, typeof text>): StepsChart {
  const { rows } = answer
  const { format } = view
  return {
    kind: 'steps',
    stayed: t('reached'),
    lost: t('dropped'),
    steps: rows.map(({ stage, reached, conversion }, i) => ({
      name: view.t.named('stage', stage),
      count: reached,
      lost: Math.max(0, (rows[i - 1]?.reached ?? reached) - reached),
      label: format.count(reached),
      tip: {
        title: view.t.named('stage', stage),
        lines: [
          [t('reached'), format.count(reached)],
          ...(i < rows.length - 1 ? rateLines(view, t('conversion'), conversion) : []),
        ],
      },
    })),
  }
}
