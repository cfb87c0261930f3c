import { enough } from '../../statistics/too-few.js'
import type { View } from '../view.js'
import type { CurveChart } from './chart-spec.js'

export interface PatiencePoint {
  t_s: number
  left: number
  low: number | null
  high: number | null
  at_risk: number
}

/** Whether a point of the curve rests on enough page loads to be shown. */
export const isEnough = ({ at_risk }: Pick<PatiencePoint, 'at_risk'>): boolean => at_risk >= enough.rate

/** The share who have left by each second, with the moments everybody quotes marked. */
export function patienceChart({ t, format }: Pick<View, 't' | 'format'>, points: readonly PatiencePoint[]): CurveChart {
  return {
    kind: 'curve',
    xName: t('load.seconds'),
    marks: [3, 10].map((x) => ({ x, label: `${x} s` })),
    points: points.filter(isEnough).map(({ t_s, left, low, high, at_risk }) => ({
      x: t_s,
      share: left,
      low: low ?? left,
      high: high ?? left,
      tip: {
        title: format.seconds(t_s),
        lines: [
          [t('load.gone'), format.percent(left)],
          [t('rate.interval_name'), format.interval({ low, high })],
          [t('load.waiting'), format.count(at_risk)],
        ],
      },
    })),
  }
}
