import type { loadTimeDropOff } from '../../../reports/load-time-drop-off/load-time-drop-off.js'
import type { TipLine } from '../../charts/chart-spec.js'
import { isTooFew, rateLines } from '../../components/rate.js'
import type { PartsOf } from '../../report-page/answered.js'
import { type PanelSpec, table } from '../../report-page/panel.js'
import type { text } from './messages.js'

type Parts = PartsOf<typeof loadTimeDropOff, typeof text>

/** The landing page and the pages of each step: who leaves while they load. */
export function stepsPanel({ view, answer, t, cell }: Parts): PanelSpec {
  const steps = answer.totals.steps.filter(({ n }) => n > 0)
  const name = (at: string) => t.named('step', at)
  const shown = (rate: (typeof steps)[number]['left_share']) => (isTooFew(rate) ? null : rate.rate)
  return {
    id: 'steps',
    title: t('steps'),
    figure: 'steps',
    note: t('steps_say'),
    stacked: true,
    ...(steps.length > 0 && {
      chart: {
        kind: 'bars' as const,
        unit: 'percent' as const,
        lying: true,
        categories: steps.map(({ at }) => name(at)),
        tips: steps.map(({ at, left_share, p75_ms }) => ({
          title: name(at),
          lines: [...rateLines(view, t('left_short'), left_share), ['p75', view.format.ms(p75_ms)] satisfies TipLine],
        })),
        groups: [
          {
            name: t('left_short'),
            values: steps.map(({ left_share }) => shown(left_share)),
            low: steps.map(({ left_share }) => left_share.low),
            high: steps.map(({ left_share }) => left_share.high),
          },
        ],
      },
    }),
    table: table(steps, [
      { id: 'at', head: t('step'), cell: ({ at }) => cell.text(name(at), { value: at }) },
      { id: 'n', head: t('n'), figure: 'n', cell: ({ n }) => cell.count(n) },
      {
        id: 'p75_ms',
        head: 'p75',
        figure: 'percentiles',
        cell: ({ n, p75_ms }) => cell.quantile(n, 0.75, view.format.ms(p75_ms), p75_ms),
      },
      {
        id: 'left_share',
        head: t('left_short'),
        figure: 'left_share',
        cell: ({ left_share }) => cell.rate(left_share),
      },
      { id: 'bounce', head: t('bounce'), figure: 'bounce', cell: ({ bounce }) => cell.rate(bounce) },
      {
        id: 'conversion',
        head: t('conversion'),
        figure: 'conversion',
        cell: ({ conversion }) => cell.rate(conversion),
      },
    ]),
  }
}

/** Tenths of equal mix, so that fast and slow visits are of the same devices, connections and pages. */
export function decilesPanel({ view, answer, t, cell }: Parts): PanelSpec {
  const { deciles } = answer.totals
  const { format } = view
  return {
    id: 'deciles',
    title: t('deciles'),
    figure: 'deciles',
    note: t('deciles_say'),
    stacked: true,
    chart: {
      kind: 'bars',
      unit: 'percent',
      xName: t('decile'),
      categories: deciles.map(({ decile }) => format.count(decile)),
      tips: deciles.map(({ decile, waited_ms, conversion }) => ({
        title: `${t('decile')} ${format.count(decile)}`,
        lines: [[t('waited'), format.ms(waited_ms)], ...rateLines(view, t('conversion'), conversion)],
      })),
      groups: [
        {
          name: t('conversion'),
          values: deciles.map(({ conversion }) => (isTooFew(conversion) ? null : conversion.rate)),
          low: deciles.map(({ conversion }) => conversion.low),
          high: deciles.map(({ conversion }) => conversion.high),
        },
      ],
    },
    table: table(deciles, [
      { id: 'decile', head: t('decile'), figure: 'deciles', cell: ({ decile }) => cell.count(decile) },
      { id: 'waited_ms', head: t('waited'), cell: ({ waited_ms }) => cell.ms(waited_ms) },
      { id: 'n', head: t('n'), figure: 'n', cell: ({ n }) => cell.count(n) },
      { id: 'left', head: t('left_short'), figure: 'left', cell: ({ left }) => cell.count(left) },
      {
        id: 'conversion',
        head: t('conversion'),
        figure: 'conversion',
        cell: ({ conversion }) => cell.rate(conversion),
      },
      { id: 'bounce', head: t('bounce'), figure: 'bounce', cell: ({ bounce }) => cell.rate(bounce) },
    ]),
  }
}

/** The headline figures of each value of the breakdown. */
export function breakdownPanel({ view, answer, t, cell }: Parts): PanelSpec[] {
  const { breakdowns } = answer.totals
  if (breakdowns.length === 0) return []
  return [
    {
      id: 'breakdown',
      title: t('breakdown'),
      figure: 'breakdowns',
      table: table(breakdowns, [
        { id: 'value', head: t('value'), cell: ({ value }) => cell.text(value || t('no_value'), { value }) },
        {
          id: 'n',
          head: t('n'),
          figure: 'n',
          cell: ({ totals }) => cell.count(totals.left_share.denominator, 'strong'),
        },
        {
          id: 'p75_ms',
          head: 'p75',
          figure: 'percentiles',
          cell: ({ totals }) => {
            const { n, p75_ms } = totals.percentiles.corrected
            return cell.quantile(n, 0.75, view.format.ms(p75_ms), p75_ms)
          },
        },
        {
          id: 'left_share',
          head: t('left_short'),
          figure: 'left_share',
          cell: ({ totals }) => cell.rate(totals.left_share),
        },
        { id: 'bounce', head: t('bounce'), figure: 'bounce', cell: ({ totals }) => cell.rate(totals.bounce) },
        {
          id: 'conversion',
          head: t('conversion'),
          figure: 'conversion',
          cell: ({ totals }) => cell.rate(totals.conversion),
        },
      ]),
    },
  ]
}
