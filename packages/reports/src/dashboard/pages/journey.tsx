import type { ReportAnswer } from '../../core/report.js'
import { journey } from '../../reports/journey/journey.js'
import { stageName, stagesChart } from '../charts/stages-chart.js'
import { Bars } from '../components/bars.js'
import { Chart } from '../components/chart.js'
import { Defined } from '../components/definition.js'
import { Figures, RateFigure } from '../components/figure.js'
import { MetricCell } from '../components/metric-value.js'
import { RateCell } from '../components/rate.js'
import { ShareBar } from '../components/share-bar.js'
import { Table } from '../components/table.js'
import { figureLabel } from '../definitions.js'
import { absent } from '../format.js'
import type { ReportPage } from '../report-page.js'
import { typedAnswer } from '../typed-answer.js'
import type { View } from '../view.js'
import { askedJourney, JourneyForm } from './journey-form.js'

interface Answered {
  view: View
  answer: ReportAnswer
}

/** How many reached each stage, as bars; for the overview. */
export function JourneyStages({ view, answer }: Answered) {
  const { t, asked } = view
  const { rows } = typedAnswer(journey, answer)
  return (
    <>
      <p class="lead">{t(asked.from || asked.to ? 'journey.first_seen' : 'journey.everybody')}</p>
      <Bars view={view} bars={rows.map(({ stage, reached }) => ({ name: stageName(t, stage), count: reached }))} />
    </>
  )
}

function JourneyFigures({ view, answer }: Answered) {
  const { t } = view
  const { rows } = typedAnswer(journey, answer)
  return (
    <Figures>
      {rows.slice(0, -1).map(({ stage, conversion }, i) => (
        <RateFigure
          view={view}
          answer={answer}
          figure="conversion"
          label={t('journey.to_next', { from: stageName(t, stage), to: stageName(t, rows[i + 1]?.stage ?? '') })}
          rate={conversion}
        />
      ))}
    </Figures>
  )
}

function Body({ view, answer }: Answered) {
  const { t, format } = view
  const { rows } = typedAnswer(journey, answer)
  return (
    <>
      <JourneyFigures view={view} answer={answer} />
      <section class="panel">
        <Chart
          id="journey-stages"
          title={t('journey.chart')}
          description={t('journey.chart_says', {
            first: format.count(rows[0]?.reached),
            last: format.count(rows.at(-1)?.reached),
          })}
          spec={stagesChart(view, rows)}
        />
      </section>
      <section class="panel">
        <StagesTable view={view} answer={answer} />
      </section>
      <StageMetrics view={view} answer={answer} />
      <section class="panel">
        <TransitionsTable view={view} answer={answer} />
      </section>
    </>
  )
}

function StagesTable({ view, answer }: Answered) {
  const { t, format } = view
  const { rows } = typedAnswer(journey, answer)
  const head = (figure: string, text: string) => ({
    text: <Defined view={view} answer={answer} figure={figure} children={text} />,
    number: true as const,
  })
  return (
    <Table
      caption={t('journey.table')}
      head={[
        t('journey.stage'),
        head('reached', t('journey.reached')),
        head('now', t('journey.now')),
        head('conversion', t('journey.conversion')),
        head('dropped', t('journey.dropped')),
        head('lapsed', t('journey.lapsed')),
        head('median_days', t('journey.median_days')),
      ]}
    >
      {rows.map((row) => (
        <tr>
          <th scope="row">{stageName(t, row.stage)}</th>
          <td class="number strong">{format.count(row.reached)}</td>
          <td class="number">{format.count(row.now)}</td>
          <RateCell view={view} rate={row.conversion} />
          <td class="number">{row.conversion.denominator === 0 ? absent : format.count(row.dropped)}</td>
          <td class="number">{format.count(row.lapsed)}</td>
          <td class="number">{format.days(row.median_days)}</td>
        </tr>
      ))}
    </Table>
  )
}

/** A small table a stage, side by side where there is room. */
function StageMetrics({ view, answer }: Answered) {
  const { t, language } = view
  const { rows } = typedAnswer(journey, answer)
  return (
    <section class="panel">
      <h2>{t('journey.metrics')}</h2>
      <div class="stage-metrics">
        {rows.map(({ stage, metrics }) => (
          <Table
            caption={stageName(t, stage)}
            head={[t('journey.metric'), { text: t('journey.value'), number: true }]}
            plainHead
          >
            {Object.entries(metrics).map(([name, value]) => (
              <tr>
                <th scope="row">
                  <Defined view={view} answer={answer} figure={name}>
                    {figureLabel(language, name)}
                  </Defined>
                </th>
                <MetricCell view={view} name={name} value={value} />
              </tr>
            ))}
          </Table>
        ))}
      </div>
    </section>
  )
}

function TransitionsTable({ view, answer }: Answered) {
  const { t, format } = view
  const { transitions } = typedAnswer(journey, answer).totals
  const most = Math.max(1, ...transitions.map(({ count }) => count))
  return (
    <Table
      caption={t('journey.transitions')}
      head={[
        t('journey.from'),
        t('journey.to'),
        {
          text: <Defined view={view} answer={answer} figure="transitions" children={t('journey.count')} />,
          number: true,
        },
        '',
      ]}
    >
      {transitions.map(({ from, to, count }) => (
        <tr>
          <th scope="row">{stageName(t, from)}</th>
          <td>{stageName(t, to)}</td>
          <td class="number strong">{format.count(count)}</td>
          <td class="share-cell">
            <ShareBar share={count / most} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

export const journeyPage: ReportPage = {
  report: journey.name,
  params: askedJourney,
  Form: JourneyForm,
  allTime: true,
  isEmpty: ({ rows }) => rows.every((row) => row.reached === 0),
  Body,
}
