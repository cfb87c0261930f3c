import { retention } from '../../../reports/retention/retention.js'
import { isTooFew, rateLines } from '../../components/rate.js'
import type { PartsOf } from '../../report-page/answered.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { askedText, type FormSpec } from '../../report-page/fields.js'
import { type PanelSpec, table } from '../../report-page/panel.js'
import type { View } from '../../view.js'
import { definitionsVi } from './definitions-vi.js'
import { usualEvents } from './event-names.js'
import { text } from './messages.js'
import { periodName } from './period-name.js'

type Parts = PartsOf<typeof retention, typeof text>

const usualPeriod = 'week'
/** A headline says who is back after so many periods. */
const headlines = [1, 2, 4]

/** What begins a cohort, what counts as coming back, and by which periods. */
function form(view: View): FormSpec {
  const t = text(view)
  const event = (name: string) => askedText(view, name) || t('any_event')
  return {
    title: t('form'),
    summary: t('form_says', {
      start: event('start'),
      back: event('return'),
      period: t.named('period', askedText(view, 'period') || usualPeriod),
    }),
    fields: [
      ...(['start', 'return'] as const).map((name) => ({
        kind: 'text' as const,
        name,
        label: t(name),
        placeholder: t('any_event'),
        suggestions: usualEvents,
      })),
      {
        kind: 'choice',
        name: 'period',
        label: t('period'),
        options: (['hour', 'day', 'week', 'month'] as const).map((period) => [period, t(`period.${period}`)]),
        otherwise: usualPeriod,
      },
      { kind: 'number', name: 'periods', label: t('periods'), min: 2, max: 60, placeholder: t('by_period') },
      {
        kind: 'choice',
        name: 'cohort',
        label: t('who'),
        options: (['first', 'every'] as const).map((cohort) => [cohort, t(`who.${cohort}`)]),
        otherwise: 'first',
      },
      {
        kind: 'choice',
        name: 'week_start',
        label: t('week_start'),
        options: (['monday', 'sunday'] as const).map((day) => [day, t(`week_start.${day}`)]),
        otherwise: 'monday',
      },
      {
        kind: 'choice',
        name: 'cumulative',
        label: t('cumulative'),
        options: (['false', 'true'] as const).map((answer) => [answer, t(`cumulative.${answer}`)]),
        otherwise: 'false',
      },
    ],
  }
}

const periodOf = ({ answer }: Parts) => String(answer.params.period ?? usualPeriod)
const afterText = (parts: Parts, n: number) => parts.t(`after.${periodOf(parts)}` as 'after.week', { n })
/** The later periods that any cohort has come to; the cohort's own says nothing. */
const reached = ({ answer }: Parts) => answer.totals.average.filter(({ later, cohorts }) => later > 0 && cohorts > 0)

function heatmap(parts: Parts): PanelSpec {
  const { view, answer, t, cell } = parts
  const rows = answer.rows.filter(({ size }) => size > 0)
  const later = reached(parts).map(({ later: n }) => n)
  return {
    id: 'cohorts',
    title: t('heatmap'),
    figure: 'cohort',
    note: t('heatmap_says'),
    stacked: true,
    chart: {
      kind: 'heatmap',
      unit: 'percent',
      xName: t('later'),
      columns: later.map(String),
      rows: rows.map(({ cohort }) => periodName(view, cohort)),
      cells: rows.flatMap(({ cohort, rates, finished }, row) =>
        later.flatMap((n, column) => {
          const rate = rates[n]
          if (!rate) return []
          const unfinished: [string, string][] = n < finished ? [] : [['', t('in_progress')]]
          return {
            row,
            column,
            value: isTooFew(rate) ? null : rate.rate,
            text: view.format.percent(rate.rate),
            tip: {
              title: `${periodName(view, cohort)}, ${afterText(parts, n)}`,
              lines: [...rateLines(view, t('figure.rates'), rate), ...unfinished],
            },
          }
        }),
      ),
    },
    table: table(rows, [
      { id: 'cohort', head: t('cohort'), cell: ({ cohort }) => cell.text(periodName(view, cohort), { value: cohort }) },
      { id: 'size', head: t('size'), figure: 'size', cell: ({ size }) => cell.count(size, 'strong') },
      ...later.map((n) => ({
        id: `later_${n}`,
        head: afterText(parts, n),
        cell: ({ rates, finished }: (typeof rows)[number]) => {
          const rate = rates[n]
          if (!rate || isTooFew(rate)) return cell.rate(rate)
          const interval = view.format.interval(rate)
          return { ...cell.rate(rate), basis: n < finished ? interval : `${interval} · ${t('in_progress')}` }
        },
      })),
    ]),
  }
}

function average(parts: Parts): PanelSpec {
  const { view, t, cell } = parts
  const line = reached(parts).filter(({ finished }) => !isTooFew(finished))
  return {
    id: 'average',
    title: t('average'),
    figure: 'average',
    note: t('average_says'),
    ...(line.length > 1 && {
      chart: {
        kind: 'trend' as const,
        unit: 'percent' as const,
        labels: line.map(({ later }) => afterText(parts, later)),
        tips: line.map(({ later, finished }) => ({
          title: afterText(parts, later),
          lines: rateLines(view, t('figure.rates'), finished),
        })),
        lines: [
          {
            name: t('finished_share'),
            values: line.map(({ finished }) => finished.rate),
            low: line.map(({ finished }) => finished.low),
            high: line.map(({ finished }) => finished.high),
          },
        ],
      },
    }),
    stacked: true,
    table: table(reached(parts), [
      { id: 'later', head: t('later'), cell: ({ later }) => cell.text(afterText(parts, later), { value: later }) },
      { id: 'finished', head: t('finished_share'), cell: ({ finished }) => cell.rate(finished) },
      { id: 'rate', head: t('begun_share'), cell: ({ rate }) => cell.rate(rate) },
      { id: 'cohorts', head: t('cohorts'), cell: ({ cohorts }) => cell.count(cohorts) },
    ]),
  }
}

export const retentionPage = defineReportPage({
  name: 'retention',
  icon: 'M3 4h4v4H3zM9 4h3v4H9zM14 4h3v4h-3zM3 10h4v3H3zM9 10h3v3H9zM3 15h4v1.5H3z',
  report: retention,
  text,
  definitionsVi,
  form,
  params: (view) => (askedText(view, 'cumulative') ? { cumulative: askedText(view, 'cumulative') === 'true' } : {}),
  isEmpty: ({ totals }) => totals.units === 0,
  figures: (parts) => {
    const { answer, t, cell } = parts
    return [
      { id: 'units', label: t('members'), cell: cell.count(answer.totals.units) },
      ...headlines.flatMap((n) => {
        const found = answer.totals.average[n]
        return found && found.finished.denominator > 0
          ? {
              id: `back-${n}`,
              figure: 'average',
              label: t('back_after', { after: afterText(parts, n) }),
              cell: cell.rate(found.finished),
            }
          : []
      }),
    ]
  },
  panels: (parts) => [heatmap(parts), average(parts)],
})
