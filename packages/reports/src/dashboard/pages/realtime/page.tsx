import { realtime } from '../../../reports/realtime/realtime.js'
import type { PartsOf } from '../../report-page/answered.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { type FigureSpec, type PanelSpec, table } from '../../report-page/panel.js'
import { definitionsVi } from './definitions-vi.js'
import { text } from './messages.js'

type Parts = PartsOf<typeof realtime, typeof text>

function figures({ view, answer, t, cell }: Parts): FigureSpec[] {
  const { totals } = answer
  const inCheckout = t('in_checkout', { count: view.format.count(totals.carts.in_checkout) })
  return [
    { id: 'visitors_5_min', label: t('figure.visitors_5_min'), cell: cell.count(totals.visitors_5_min) },
    { id: 'visitors_30_min', label: t('figure.visitors_30_min'), cell: cell.count(totals.visitors_30_min) },
    { id: 'carts', label: t('figure.carts'), cell: { ...cell.count(totals.carts.open), basis: inCheckout } },
    { id: 'cart_value', label: t('figure.cart_value'), figure: 'carts', cell: cell.money(totals.carts.value) },
  ]
}

function minutes({ view, answer, t, cell }: Parts): PanelSpec {
  const { rows } = answer
  const most = Math.max(...rows.map(({ events }) => events), 1)
  const note = t('minutes_say', { most: view.format.count(most) })
  const clock = (minute: string) => minute.slice(11, 16)
  return {
    id: 'minutes',
    title: t('minutes'),
    figure: 'minute',
    note,
    content: (
      <svg class="live-minutes" viewBox="0 0 300 60" preserveAspectRatio="none" role="img" aria-label={note}>
        {rows.map(({ minute, events }, i) => (
          <rect x={i * 10 + 1} y={60 - (58 * events) / most} width={8} height={(58 * events) / most}>
            <title>{`${clock(minute)} · ${view.format.count(events)}`}</title>
          </rect>
        ))}
      </svg>
    ),
    table: table(
      rows
        .filter(({ events }) => events > 0)
        .slice(-5)
        .reverse(),
      [
        { id: 'minute', head: t('figure.minute'), cell: ({ minute }) => cell.text(clock(minute), { value: minute }) },
        { id: 'events', head: t('figure.events_30_min'), cell: ({ events }) => cell.count(events) },
        { id: 'visitors', head: t('visitors'), cell: ({ visitors }) => cell.count(visitors) },
      ],
      t('nobody'),
    ),
    stacked: true,
  }
}

function lists({ view, answer, t, cell }: Parts): PanelSpec[] {
  const { pages, stages, orders } = answer.totals
  const all = Math.max(
    1,
    stages.reduce((sum, { persons }) => sum + persons, 0),
  )
  return [
    {
      id: 'stages',
      title: t('stages'),
      figure: 'stages',
      width: 'half',
      table: table(stages, [
        {
          id: 'stage',
          head: t('stage'),
          cell: ({ stage }) => cell.text(view.t.named('stage', stage), { value: stage }),
        },
        { id: 'persons', head: t('persons'), cell: ({ persons }) => cell.count(persons) },
        { id: 'bar', head: '', cell: ({ persons }) => cell.bar(persons / all) },
      ]),
    },
    {
      id: 'pages',
      title: t('pages'),
      figure: 'pages',
      width: 'half',
      table: table(
        pages,
        [
          { id: 'path', head: t('page'), cell: ({ path }) => cell.text(path) },
          { id: 'visitors', head: t('visitors'), cell: ({ visitors }) => cell.count(visitors) },
        ],
        t('nobody'),
      ),
    },
    {
      id: 'orders',
      title: t('orders'),
      figure: 'orders',
      table: table(
        orders,
        [
          { id: 'at', head: t('at'), cell: ({ at }) => cell.text(clockIn(at, view.site.timezone), { value: at }) },
          { id: 'order_id', head: t('order'), cell: ({ order_id }) => cell.text(order_id) },
          {
            id: 'amount',
            head: t('value'),
            cell: ({ currency, amount }) => cell.money(amount === null ? null : [{ currency, amount }]),
          },
        ],
        t('no_orders'),
      ),
    },
  ]
}

/** Hour and minute of a moment where the shop is. */
const clockIn = (at: string, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(at))

export const realtimePage = defineReportPage({
  name: 'live',
  icon: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  report: realtime,
  text,
  definitionsVi,
  live: true,
  isEmpty: () => false,
  figures,
  panels: (parts) => [minutes(parts), ...lists(parts)],
})
