import type { ReportAnswer } from '../../core/report.js'
import { funnel } from '../../reports/funnel/funnel.js'
import type { FunnelRow } from '../../reports/funnel/funnel-tally.js'
import { funnelChart } from '../charts/funnel-chart.js'
import { Bars } from '../components/bars.js'
import { Chart } from '../components/chart.js'
import { Defined } from '../components/definition.js'
import { Figures, RateFigure, TextFigure } from '../components/figure.js'
import { isTooFew, RateCell } from '../components/rate.js'
import { Table } from '../components/table.js'
import { absent } from '../format.js'
import { funnelParams, readFunnel, tidiedFunnel } from '../funnel-query.js'
import type { ReportPage } from '../report-page.js'
import { typedAnswer } from '../typed-answer.js'
import type { View } from '../view.js'
import { FunnelForm } from './funnel-form.js'

interface Answered {
  view: View
  answer: ReportAnswer
}

/** The step that loses the largest share of those who did the step before, among steps with enough to say. */
function largestDrop(rows: readonly FunnelRow[]): FunnelRow | undefined {
  return rows
    .slice(1)
    .filter((row) => !row.optional && !isTooFew(row.from_previous))
    .sort((a, b) => (a.from_previous.rate ?? 1) - (b.from_previous.rate ?? 1))[0]
}

/** Headlines: the whole way, how long it takes, and where most is lost. */
export function FunnelFigures({ view, answer }: Answered) {
  const { t, format } = view
  const { rows, totals } = typedAnswer(funnel, answer)
  const drop = largestDrop(rows)
  return (
    <Figures>
      <RateFigure
        view={view}
        answer={answer}
        figure="conversion"
        label={t('funnel.overall')}
        rate={totals.conversion}
      />
      {drop && (
        <TextFigure
          view={view}
          answer={answer}
          figure="dropped"
          label={t('funnel.biggest_drop')}
          value={format.percent(1 - (drop.from_previous.rate ?? 1))}
          basis={t('funnel.drop_basis', { step: drop.name, n: format.count(drop.dropped) })}
        />
      )}
      <TextFigure
        view={view}
        answer={answer}
        figure="median_s"
        label={t('funnel.time')}
        value={format.seconds(totals.median_s)}
        basis={t('funnel.time_basis', { mean: format.seconds(totals.mean_s), n: format.count(totals.converted) })}
      />
    </Figures>
  )
}

/** The steps as bars over the headlines; for the overview. */
export function FunnelCard({ view, answer }: Answered) {
  const { rows } = typedAnswer(funnel, answer)
  return (
    <>
      <Bars view={view} bars={rows.map(({ name, count }) => ({ name, count }))} />
      <FunnelFigures view={view} answer={answer} />
    </>
  )
}

function Body({ view, answer }: Answered) {
  const { t, format } = view
  const { rows, totals } = typedAnswer(funnel, answer)
  const first = rows[0]
  const last = rows.at(-1)
  return (
    <>
      <FunnelFigures view={view} answer={answer} />
      <section class="panel">
        {first && last && (
          <Chart
            id="funnel-steps"
            title={t('funnel.chart')}
            description={t('funnel.chart_says', {
              first: format.count(first.count),
              first_step: first.name,
              last: format.count(last.count),
              last_step: last.name,
            })}
            spec={funnelChart(view, rows)}
          />
        )}
      </section>
      <section class="panel">
        <StepsTable view={view} answer={answer} caption={t('funnel.table')} rows={rows} />
      </section>
      {totals.breakdowns?.map(({ value, rows: some }) => (
        <section class="panel">
          <StepsTable view={view} answer={answer} caption={value.join(' · ') || t('funnel.no_value')} rows={some} />
        </section>
      ))}
    </>
  )
}

function StepsTable({ view, answer, caption, rows }: Answered & { caption: string; rows: readonly FunnelRow[] }) {
  const { t, format } = view
  const head = (figure: string, text: string) => ({
    text: <Defined view={view} answer={answer} figure={figure} children={text} />,
    number: true as const,
  })
  return (
    <Table
      caption={caption}
      head={[
        t('funnel.step_name'),
        head('count', t('funnel.count')),
        head('from_previous', t('funnel.from_previous')),
        head('from_first', t('funnel.from_first')),
        head('dropped', t('funnel.dropped')),
        head('median_s', t('funnel.median')),
        head('mean_s', t('funnel.mean')),
      ]}
    >
      {rows.map((row, i) => (
        <tr>
          <th scope="row">
            {row.step}. {row.name}
          </th>
          <td class="number strong">{format.count(row.count)}</td>
          {i === 0 ? <td class="number">{absent}</td> : <RateCell view={view} rate={row.from_previous} />}
          {i === 0 ? <td class="number">{absent}</td> : <RateCell view={view} rate={row.from_first} />}
          <td class="number">{i === 0 ? absent : format.count(row.dropped)}</td>
          <td class="number">{format.seconds(row.median_s)}</td>
          <td class="number">{format.seconds(row.mean_s)}</td>
        </tr>
      ))}
    </Table>
  )
}

export const funnelPage: ReportPage = {
  report: funnel.name,
  params: (query) => funnelParams(readFunnel(query)),
  tidied: tidiedFunnel,
  Form: FunnelForm,
  // No one at the first step of a funnel that somebody built is an answer; nothing to count at all is not.
  isEmpty: ({ sample }) => sample.units === 0,
  Body,
}
