import type { webVitals } from '../../../reports/web-vitals/web-vitals.js'
import type { RatingsChart } from '../../charts/chart-spec.js'
import { isTooFew, rateLines } from '../../components/rate.js'
import type { AnswerOf, PartsOf } from '../../report-page/answered.js'
import type { text } from './messages.js'

type Row = AnswerOf<typeof webVitals>['rows'][number]

/** Shares of good, middling and poor loads, a bar for each row that has enough of them; none without such a row. */
export function ratingsChart(
  { view, t }: PartsOf<typeof webVitals, typeof text>,
  all: readonly { name: string; row: Row }[],
): RatingsChart | undefined {
  const rows = all.filter(({ row }) => !isTooFew(row.good))
  if (rows.length === 0) return undefined
  return {
    kind: 'ratings',
    names: { good: t('good'), middling: t('middling'), poor: t('poor') },
    rows: rows.map(({ name, row }) => ({
      name,
      good: row.good.rate,
      middling: row.needs_improvement.rate,
      poor: row.poor.rate,
      tip: {
        title: name,
        lines: [...rateLines(view, t('good'), row.good), ...rateLines(view, t('poor'), row.poor)],
      },
    })),
  }
}
