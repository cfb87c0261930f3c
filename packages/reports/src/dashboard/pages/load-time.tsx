import type { ReportAnswer } from '../../core/report.js'
import { loadTimeDropOff } from '../../reports/load-time-drop-off/load-time-drop-off.js'
import { enoughForQuantile } from '../../statistics/too-few.js'
import { binName, loadClassesChart } from '../charts/load-classes-chart.js'
import { isEnough, patienceChart } from '../charts/patience-chart.js'
import { Chart } from '../components/chart.js'
import { Defined } from '../components/definition.js'
import { Figures, RateFigure, TextFigure } from '../components/figure.js'
import { MoneyCell } from '../components/money-cell.js'
import { RateCell } from '../components/rate.js'
import { Table } from '../components/table.js'
import { absent } from '../format.js'
import type { ReportPage } from '../report-page.js'
import { typedAnswer } from '../typed-answer.js'
import type { View } from '../view.js'
import { LoadTimeForm } from './load-time-form.js'

interface Answered {
  view: View
  answer: ReportAnswer
}

/** Headlines: who left, when most pages are there, who is gone after 3 and 10 seconds. */
export function LoadTimeFigures({ view, answer }: Answered) {
  const { t, format } = view
  const { totals } = typedAnswer(loadTimeDropOff, answer)
  const { n, p50_ms, p75_ms, p95_ms } = totals.percentiles.corrected
  const gone = (seconds: number) => totals.patience.find(({ t_s }) => t_s === seconds)
  return (
    <Figures>
      <RateFigure view={view} answer={answer} figure="left_share" label={t('load.left')} rate={totals.left_share} />
      <TextFigure
        view={view}
        answer={answer}
        figure="percentiles"
        label={t('load.p75')}
        value={enoughForQuantile(n, 0.75) ? format.ms(p75_ms) : t('rate.too_few')}
        basis={t('load.p75_basis', {
          p50: format.ms(p50_ms),
          p95: enoughForQuantile(n, 0.95) ? format.ms(p95_ms) : t('rate.too_few'),
          n: format.count(n),
        })}
      />
      {[3, 10].map((seconds) => {
        const point = gone(seconds)
        if (!point) return null
        return (
          <TextFigure
            view={view}
            answer={answer}
            figure="patience"
            label={t(seconds === 3 ? 'load.gone_3' : 'load.gone_10')}
            value={isEnough(point) ? format.percent(point.left) : t('rate.too_few')}
            basis={
              isEnough(point)
                ? t('load.at_basis', { interval: format.interval(point), n: format.count(point.at_risk) })
                : t('rate.times', { n: format.count(point.at_risk) })
            }
          />
        )
      })}
    </Figures>
  )
}

function Body({ view, answer }: Answered) {
  const { t, format } = view
  const { rows, totals } = typedAnswer(loadTimeDropOff, answer)
  const goneAt = (seconds: number) => format.percent(totals.patience.find(({ t_s }) => t_s === seconds)?.left)
  return (
    <>
      <LoadTimeFigures view={view} answer={answer} />
      <section class="panel split">
        <Chart
          id="patience"
          title={t('load.patience')}
          description={t('load.patience_says', { three: goneAt(3), ten: goneAt(10) })}
          spec={patienceChart(view, totals.patience)}
        />
        <PatienceTable view={view} answer={answer} />
      </section>
      <section class="panel">
        <Chart
          id="conversion-by-load-time"
          title={t('load.bins')}
          description={t('load.bins_say')}
          spec={loadClassesChart(view, rows)}
        />
        <Table
          caption={t('load.bins_table')}
          head={[
            t('load.time_s'),
            { text: <Defined {...{ view, answer }} figure="n" children={t('load.n')} />, number: true },
            { text: <Defined {...{ view, answer }} figure="left" children={t('load.left_short')} />, number: true },
            {
              text: <Defined {...{ view, answer }} figure="conversion" children={t('load.conversion')} />,
              number: true,
            },
            { text: <Defined {...{ view, answer }} figure="bounce" children={t('load.bounce')} />, number: true },
            { text: <Defined {...{ view, answer }} figure="revenue" children={t('load.revenue')} />, number: true },
          ]}
        >
          {rows.map((bin) => (
            <tr>
              <th scope="row">{binName(bin)}</th>
              <td class="number">{format.count(bin.n)}</td>
              <td class="number">{format.count(bin.left)}</td>
              <RateCell view={view} rate={bin.conversion} />
              <RateCell view={view} rate={bin.bounce} />
              <MoneyCell view={view} money={bin.revenue} />
            </tr>
          ))}
        </Table>
      </section>
      <section class="panel">
        <PercentilesTable view={view} answer={answer} />
      </section>
    </>
  )
}

function PatienceTable({ view, answer }: Answered) {
  const { t, format } = view
  const { totals } = typedAnswer(loadTimeDropOff, answer)
  return (
    <Table
      caption={t('load.patience_table')}
      head={[
        t('load.after'),
        { text: <Defined {...{ view, answer }} figure="patience" children={t('load.gone')} />, number: true },
        { text: t('rate.interval_name'), number: true },
        { text: <Defined {...{ view, answer }} figure="at_risk" children={t('load.waiting')} />, number: true },
      ]}
    >
      {totals.patience
        .filter(({ t_s }) => [1, 2, 3, 4, 5, 8, 10, 15].includes(t_s))
        .map((point) => (
          <tr>
            <th scope="row">{format.seconds(point.t_s)}</th>
            <td class={isEnough(point) ? 'number strong' : 'number few'}>
              {isEnough(point) ? format.percent(point.left) : t('rate.too_few')}
            </td>
            <td class="number">{isEnough(point) ? format.interval(point) : absent}</td>
            <td class="number">{format.count(point.at_risk)}</td>
          </tr>
        ))}
    </Table>
  )
}

function PercentilesTable({ view, answer }: Answered) {
  const { t, format } = view
  const { corrected, reporters_only } = typedAnswer(loadTimeDropOff, answer).totals.percentiles
  const quantile = (n: number, p: number, ms: number | null) =>
    n === 0 ? absent : enoughForQuantile(n, p) ? format.ms(ms) : t('rate.too_few')
  const rows = [
    { name: t('load.corrected'), ...corrected },
    { name: t('load.reporters'), ...reporters_only },
  ]
  return (
    <Table
      caption={t('load.percentiles')}
      head={[
        <Defined {...{ view, answer }} figure="percentiles" children={t('load.whose')} />,
        ...['p50', 'p75', 'p95', 'n'].map((text) => ({ text, number: true as const })),
      ]}
    >
      {rows.map(({ name, n, p50_ms, p75_ms, p95_ms }) => (
        <tr>
          <th scope="row">{name}</th>
          <td class="number">{quantile(n, 0.5, p50_ms)}</td>
          <td class="number">{quantile(n, 0.75, p75_ms)}</td>
          <td class="number">{quantile(n, 0.95, p95_ms)}</td>
          <td class="number">{format.count(n)}</td>
        </tr>
      ))}
    </Table>
  )
}

export const loadTimePage: ReportPage = {
  report: loadTimeDropOff.name,
  params: (query) => ({
    ...(query.get('metric') && { metric: query.get('metric') }),
    ...(query.get('at') && { at: query.get('at') }),
  }),
  Form: LoadTimeForm,
  isEmpty: (answer) => Object.values(answer.sample).every((n) => n === 0),
  Body,
}
