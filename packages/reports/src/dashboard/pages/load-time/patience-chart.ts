import type { loadTimeDropOff } from '../../../reports/load-time-drop-off/load-time-drop-off.js'
import { enough } from '../../../statistics/too-few.js'
import type { CurveChart } from '../../charts/chart-spec.js'
import type { PartsOf } from '../../report-page/answered.js'
import type { text } from './messages.js'

/** Whether a point of the curve rests on enough page loads to be shown. */
export const isEnough = ({ at_risk }: { at_risk: number }): boolean => at_risk >= enough.rate

/** The share who have left by each second, with the moments everybody quotes marked. */
export function patienceChart({ view, answer, t }: PartsOf<typeof loadTimeDropOff, typeof text>): CurveChart {
  const { format } = view
  return {
    kind: 'curve',
    xName: t('seconds'),
    marks: [3, 10].map((x) => ({ x, label: `${x} s` })),
    points: answer.totals.patience.filter(isEnough).map(({ t_s, left, low, high, at_risk }) => ({
      x: t_s,
      share: left,
      low: low ?? left,
      high: high ?? left,
      tip: {
        title: format.seconds(t_s),
        lines: [
          [t('gone'), format.percent(left)],
          [view.t('rate.interval_name'), format.interval({ low, high })],
          [t('waiting'), format.count(at_risk)],
        ],
      },
    })),
  }
}
