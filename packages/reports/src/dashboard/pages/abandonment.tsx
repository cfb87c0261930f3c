import type { ReportAnswer } from '../../core/report.js'
import { abandonment } from '../../reports/abandonment/abandonment.js'
import { cartStepsChart } from '../charts/cart-steps-chart.js'
import { Chart } from '../components/chart.js'
import { Figures, MoneyFigure, RateFigure } from '../components/figure.js'
import type { ReportPage } from '../report-page.js'
import { typedAnswer } from '../typed-answer.js'
import type { View } from '../view.js'
import { AbandonmentForm, askedAbandonment } from './abandonment-form.js'
import {
  BreakdownTable,
  CartStepsTable,
  RatesTable,
  ReasonsTable,
  StatesTable,
  ValueTable,
} from './abandonment-tables.js'

interface Answered {
  view: View
  answer: ReportAnswer
}

/** Headlines: abandoned, come back, never bought, and what that is worth. */
export function AbandonmentFigures({ view, answer }: Answered) {
  const { t } = view
  const { gross, recovered, net, value, recovery_days: days } = typedAnswer(abandonment, answer).totals
  return (
    <Figures>
      <RateFigure view={view} answer={answer} figure="gross" label={t('abandonment.gross')} rate={gross} />
      <RateFigure view={view} answer={answer} figure="recovered" label={t('abandonment.recovered')} rate={recovered} />
      <RateFigure view={view} answer={answer} figure="net" label={t('abandonment.net', { days })} rate={net} />
      <MoneyFigure view={view} answer={answer} figure="value" label={t('abandonment.value_net')} money={value.net} />
    </Figures>
  )
}

function Body({ view, answer }: Answered) {
  const { t, format } = view
  const { steps, reasons, breakdowns } = typedAnswer(abandonment, answer).totals
  return (
    <>
      <AbandonmentFigures view={view} answer={answer} />
      <section class="panel split wide-left">
        <Chart
          id="cart-steps"
          title={t('abandonment.steps')}
          description={t('abandonment.steps_say', {
            first: format.count(steps.cart),
            last: format.count(steps.purchased),
          })}
          spec={cartStepsChart(view, steps)}
        />
        <CartStepsTable view={view} answer={answer} />
      </section>
      <div class="split">
        <section class="panel">
          <RatesTable view={view} answer={answer} />
        </section>
        <div class="stack">
          <section class="panel">
            <ValueTable view={view} answer={answer} />
          </section>
          {reasons.length > 0 && (
            <section class="panel">
              <ReasonsTable view={view} answer={answer} />
            </section>
          )}
        </div>
      </div>
      <section class="panel">
        <StatesTable view={view} answer={answer} />
      </section>
      {breakdowns.length > 0 && (
        <section class="panel">
          <BreakdownTable view={view} answer={answer} />
        </section>
      )}
    </>
  )
}

export const abandonmentPage: ReportPage = {
  report: abandonment.name,
  params: askedAbandonment,
  Form: AbandonmentForm,
  isEmpty: ({ sample }) => sample.seen === 0 && sample.carts === 0,
  Body,
}
