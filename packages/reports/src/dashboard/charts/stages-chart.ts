import type { Rate } from '../../core/rate.js'
import { rateLines } from '../components/rate.js'
import { isMessageKey, type Translate } from '../translate.js'
import type { View } from '../view.js'
import type { StepsChart } from './chart-spec.js'

export function stageName(t: Translate, stage: string): string {
  const key = `stage.${stage}`
  return isMessageKey(key) ? t(key) : stage
}

export interface StageFigures {
  stage: string
  reached: number
  conversion: Rate
}

/** One bar a stage; upon it those of the stage before who did not come. Skips forward can make that none. */
export function stagesChart(view: View, rows: readonly StageFigures[]): StepsChart {
  const { t, format } = view
  return {
    kind: 'steps',
    stayed: t('journey.reached'),
    lost: t('journey.dropped'),
    steps: rows.map(({ stage, reached, conversion }, i) => ({
      name: stageName(t, stage),
      count: reached,
      lost: Math.max(0, (rows[i - 1]?.reached ?? reached) - reached),
      label: format.count(reached),
      tip: {
        title: stageName(t, stage),
        lines: [
          [t('journey.reached'), format.count(reached)],
          ...(i < rows.length - 1 ? ([...rateLines(view, t('journey.conversion'), conversion)] as const) : []),
        ],
      },
    })),
  }
}
