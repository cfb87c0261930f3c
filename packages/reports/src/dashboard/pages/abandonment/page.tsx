import { abandonment } from '../../../reports/abandonment/abandonment.js'
import { figureLabel } from '../../definitions.js'
import type { PartsOf } from '../../report-page/answered.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { askedText, type FormSpec } from '../../report-page/fields.js'
import { type PanelSpec, table } from '../../report-page/panel.js'
import type { View } from '../../view.js'
import { cartSteps, cartStepsChart } from './cart-steps-chart.js'
import { definitionsVi } from './definitions-vi.js'
import { text } from './messages.js'

type Parts = PartsOf<typeof abandonment, typeof text>

const units = ['cart_episode', 'session', 'visit_end', 'visitor'] as const
const usual = { definition: 'cart_episode', idle: 60, recovery: 7 }

/** What counts as abandoned: the unit, how long it must lie idle, and how long a return still counts. */
function form(view: View): FormSpec {
  const t = text(view)
  return {
    title: t('form'),
    summary: t('form_says', {
      definition: t.named('definition', askedText(view, 'definition') || usual.definition),
      idle: askedText(view, 'idle_minutes') || usual.idle,
      recovery: askedText(view, 'recovery_days') || usual.recovery,
    }),
    fields: [
      {
        kind: 'choice',
        name: 'definition',
        label: t('definition'),
        options: units.map((unit) => [unit, t(`definition.${unit}`)]),
        otherwise: usual.definition,
      },
      { kind: 'number', name: 'idle_minutes', label: t('idle'), min: 1, max: 10_080, otherwise: usual.idle },
      { kind: 'number', name: 'recovery_days', label: t('recovery'), min: 0, max: 365, otherwise: usual.recovery },
      { kind: 'breakdown', name: 'breakdown', label: view.t('form.breakdown') },
    ],
  }
}

function steps(parts: Parts): PanelSpec {
  const { view, answer, t, cell } = parts
  const counts = answer.totals.steps
  return {
    id: 'steps',
    title: t('steps'),
    figure: 'steps',
    note: t('steps_say', { first: view.format.count(counts.cart), last: view.format.count(counts.purchased) }),
    chart: cartStepsChart(parts),
    table: table(cartSteps, [
      { id: 'step', head: t('step'), cell: (step) => cell.text(t(`cart_step.${step}`), { value: step }) },
      { id: 'count', head: t('came'), cell: (step) => cell.count(counts[step], 'strong') },
      {
        id: 'ended_before',
        head: t('ended_before'),
        cell: (step, i) => cell.count(i === 0 ? null : counts[cartSteps[i - 1] ?? step] - counts[step]),
      },
    ]),
  }
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

function rates({ view, answer, t, cell }: Parts): PanelSpec {
  return {
    id: 'rates',
    title: t('rates'),
    width: 'half',
    table: table(rateNames, [
      {
        id: 'rate',
        head: t('rate'),
        defines: (name) => name,
        cell: (name) => cell.text(figureLabel(view, name, answer.report), { value: name }),
      },
      { id: 'share', head: t('share'), cell: (name) => cell.rate(answer.totals[name]) },
    ]),
  }
}

const valueNames = ['gross', 'recovered', 'net', 'pending'] as const

function value({ answer, t, cell }: Parts): PanelSpec {
  const amounts = answer.totals.value
  const currencies = [...new Set(valueNames.flatMap((name) => amounts[name].map(({ currency }) => currency)))].sort()
  return {
    id: 'value',
    title: t('value'),
    figure: 'value',
    width: 'half',
    table: table(valueNames, [
      { id: 'which', head: t('which'), cell: (name) => cell.text(t(`value_of_${name}`), { value: name }) },
      ...currencies.map((code) => ({
        id: code,
        head: code,
        cell: (name: (typeof valueNames)[number]) =>
          cell.money(amounts[name].filter(({ currency }) => currency === code)),
      })),
    ]),
  }
}

function reasons({ answer, t, cell }: Parts): PanelSpec {
  return {
    id: 'reasons',
    title: t('reasons'),
    figure: 'reasons',
    width: 'half',
    table: table(answer.totals.reasons, [
      {
        id: 'reason',
        head: t('reason'),
        cell: ({ reason }) => cell.text(t.named('reason', reason), { value: reason }),
      },
      { id: 'share', head: t('share'), cell: ({ share }) => cell.rate(share) },
      { id: 'value', head: t('worth'), cell: (row) => cell.money(row.value) },
    ]),
  }
}

function states({ view, answer, t, cell }: Parts): PanelSpec {
  return {
    id: 'states',
    title: t('states'),
    figure: 'state',
    table: table(answer.rows, [
      { id: 'state', head: t('state'), cell: ({ state }) => cell.text(t.named('state', state), { value: state }) },
      {
        id: 'count',
        head: t('count'),
        figure: 'share',
        cell: ({ count, share }) => ({ ...cell.count(count, 'strong'), basis: view.format.percent(share.rate) }),
      },
      { id: 'bar', head: '', cell: ({ share }) => cell.bar(share.rate ?? 0) },
      { id: 'value', head: t('worth'), cell: (row) => cell.money(row.value) },
    ]),
  }
}

function breakdown({ answer, t, cell }: Parts): PanelSpec {
  const { breakdowns, recovery_days: days } = answer.totals
  return {
    id: 'breakdown',
    title: t('breakdown'),
    figure: 'breakdowns',
    table: table(breakdowns, [
      { id: 'value', head: t('which'), cell: (row) => cell.text(row.value || t('no_value'), { value: row.value }) },
      { id: 'carts', head: t('carts'), cell: ({ totals }) => cell.count(totals.carts) },
      { id: 'gross', head: t('gross'), figure: 'gross', cell: ({ totals }) => cell.rate(totals.gross) },
      { id: 'recovered', head: t('recovered'), figure: 'recovered', cell: ({ totals }) => cell.rate(totals.recovered) },
      { id: 'net', head: t('net', { days }), figure: 'net', cell: ({ totals }) => cell.rate(totals.net) },
      { id: 'value_net', head: t('value_net'), cell: ({ totals }) => cell.money(totals.value.net) },
    ]),
  }
}

export const abandonmentPage = defineReportPage({
  name: 'abandonment',
  icon: 'M2.5 3.5h2.2l1.8 8.5h8l2-6H6M8 16v0M14 16v0',
  report: abandonment,
  text,
  definitionsVi,
  form,
  isEmpty: ({ sample }) => sample.seen === 0 && sample.carts === 0,
  figures: ({ answer, t, cell }) => {
    const { gross, recovered, net, value: amounts, recovery_days: days } = answer.totals
    return [
      { id: 'gross', label: t('gross'), cell: cell.rate(gross) },
      { id: 'recovered', label: t('recovered'), cell: cell.rate(recovered) },
      { id: 'net', label: t('net', { days }), cell: cell.rate(net) },
      { id: 'value', label: t('value_net'), cell: cell.money(amounts.net) },
    ]
  },
  panels: (parts) => {
    const { reasons: seen, breakdowns } = parts.answer.totals
    return [
      steps(parts),
      rates(parts),
      value(parts),
      ...(seen.length > 0 ? [reasons(parts)] : []),
      states(parts),
      ...(breakdowns.length > 0 ? [breakdown(parts)] : []),
    ]
  },
})
