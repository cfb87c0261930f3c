import type { ReportAnswer } from '../../core/report.js'
import { abandonment } from '../../reports/abandonment/abandonment.js'
import { cartSteps, named } from '../charts/cart-steps-chart.js'
import { Defined } from '../components/definition.js'
import { MoneyCell } from '../components/money-cell.js'
import { RateCell } from '../components/rate.js'
import { ShareBar } from '../components/share-bar.js'
import { Table } from '../components/table.js'
import { figureLabel } from '../definitions.js'
import { absent } from '../format.js'
import { typedAnswer } from '../typed-answer.js'
import type { View } from '../view.js'

interface Answered {
  view: View
  answer: ReportAnswer
}

const numberHead = (view: View, answer: ReportAnswer, figure: string, text: string) => ({
  text: (
    <Defined view={view} answer={answer} figure={figure}>
      {text}
    </Defined>
  ),
  number: true as const,
})

export function CartStepsTable({ view, answer }: Answered) {
  const { t, format } = view
  const { steps } = typedAnswer(abandonment, answer).totals
  return (
    <Table
      caption={t('abandonment.step_table')}
      head={[
        t('abandonment.step'),
        numberHead(view, answer, 'steps', t('abandonment.came')),
        { text: t('abandonment.ended_before'), number: true },
      ]}
    >
      {cartSteps.map((step, i) => (
        <tr>
          <th scope="row">{named(t, 'cart_step', step)}</th>
          <td class="number strong">{format.count(steps[step])}</td>
          <td class="number">{i === 0 ? absent : format.count(steps[cartSteps[i - 1] ?? step] - steps[step])}</td>
        </tr>
      ))}
    </Table>
  )
}

const rateNames = [
  'gross',
  'net',
  'recovered',
  'checkout_gross',
  'checkout_net',
  'payment_failure',
  'left_while_loading',
  'bounce',
  'browse',
] as const

export function RatesTable({ view, answer }: Answered) {
  const { t, language } = view
  const { totals } = typedAnswer(abandonment, answer)
  return (
    <Table
      caption={t('abandonment.rates')}
      head={[t('abandonment.rate'), { text: t('abandonment.share'), number: true }]}
    >
      {rateNames.map((name) => (
        <tr>
          <th scope="row">
            <Defined view={view} answer={answer} figure={name}>
              {figureLabel(language, name)}
            </Defined>
          </th>
          <RateCell view={view} rate={totals[name]} />
        </tr>
      ))}
    </Table>
  )
}

const valueNames = ['gross', 'recovered', 'net', 'pending'] as const

export function ValueTable({ view, answer }: Answered) {
  const { t } = view
  const { value } = typedAnswer(abandonment, answer).totals
  const currencies = [...new Set(valueNames.flatMap((name) => value[name].map(({ currency }) => currency)))].sort()
  return (
    <Table
      caption={t('abandonment.value')}
      head={[
        <Defined view={view} answer={answer} figure="value">
          {t('abandonment.which')}
        </Defined>,
        ...currencies.map((text) => ({ text, number: true as const })),
      ]}
    >
      {valueNames.map((name) => (
        <tr>
          <th scope="row">{t(`abandonment.value_of_${name}`)}</th>
          {currencies.map((currency) => (
            <MoneyCell view={view} money={value[name].filter((amount) => amount.currency === currency)} />
          ))}
        </tr>
      ))}
    </Table>
  )
}

export function StatesTable({ view, answer }: Answered) {
  const { t, format } = view
  const { rows } = typedAnswer(abandonment, answer)
  return (
    <Table
      caption={t('abandonment.states')}
      head={[
        <Defined view={view} answer={answer} figure="state">
          {t('abandonment.state')}
        </Defined>,
        numberHead(view, answer, 'share', t('abandonment.count')),
        '',
        { text: t('abandonment.worth'), number: true },
      ]}
    >
      {rows.map(({ state, count, share, value }) => (
        <tr>
          <th scope="row">{named(t, 'state', state)}</th>
          <td class="number strong">
            {format.count(count)}
            <small>{format.percent(share.rate)}</small>
          </td>
          <td class="share-cell">
            <ShareBar share={share.rate ?? 0} />
          </td>
          <MoneyCell view={view} money={value} />
        </tr>
      ))}
    </Table>
  )
}

export function ReasonsTable({ view, answer }: Answered) {
  const { t } = view
  const { reasons } = typedAnswer(abandonment, answer).totals
  return (
    <Table
      caption={t('abandonment.reasons')}
      head={[
        <Defined view={view} answer={answer} figure="reasons">
          {t('abandonment.reason')}
        </Defined>,
        { text: t('abandonment.share'), number: true },
        { text: t('abandonment.worth'), number: true },
      ]}
    >
      {reasons.map(({ reason, share, value }) => (
        <tr>
          <th scope="row">{named(t, 'reason', reason)}</th>
          <RateCell view={view} rate={share} />
          <MoneyCell view={view} money={value} />
        </tr>
      ))}
    </Table>
  )
}

export function BreakdownTable({ view, answer }: Answered) {
  const { t, format } = view
  const { breakdowns, recovery_days: days } = typedAnswer(abandonment, answer).totals
  return (
    <Table
      caption={t('abandonment.breakdown')}
      head={[
        t('abandonment.which'),
        { text: t('abandonment.carts'), number: true },
        numberHead(view, answer, 'gross', t('abandonment.gross')),
        numberHead(view, answer, 'recovered', t('abandonment.recovered')),
        numberHead(view, answer, 'net', t('abandonment.net', { days })),
        { text: t('abandonment.value_net'), number: true },
      ]}
    >
      {breakdowns.map(({ value, totals }) => (
        <tr>
          <th scope="row">{value || t('funnel.no_value')}</th>
          <td class="number">{format.count(totals.carts)}</td>
          <RateCell view={view} rate={totals.gross} />
          <RateCell view={view} rate={totals.recovered} />
          <RateCell view={view} rate={totals.net} />
          <MoneyCell view={view} money={totals.value.net} />
        </tr>
      ))}
    </Table>
  )
}
