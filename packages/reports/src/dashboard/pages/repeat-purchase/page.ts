import { repeatPurchase } from '../../../reports/repeat-purchase/repeat-purchase.js'
import { enough } from '../../../statistics/too-few.js'
import type { PartsOf } from '../../report-page/answered.js'
import type { Cell } from '../../report-page/cells.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import type { FormSpec } from '../../report-page/fields.js'
import { type PanelSpec, table } from '../../report-page/panel.js'
import type { View } from '../../view.js'
import { definitionsVi } from './definitions-vi.js'
import { text } from './messages.js'

type Parts = PartsOf<typeof repeatPurchase, typeof text>
type Row = Parts['answer']['rows'][number]
type Slice = Parts['answer']['totals']['breakdowns'][number]

/** Headlines for a young shop and for an old one. */
const headlineDays = [7, 30, 60, 90, 180, 365]
const marked = [30, 60, 90, 180]

function form(view: View): FormSpec {
  const t = text(view)
  return {
    title: t('form'),
    summary: t('form_says'),
    fields: [{ kind: 'breakdown', name: 'breakdown', label: view.t('form.breakdown') }],
  }
}

/** A share that rests on those who are still watched. */
function repeatedCell({ view, cell }: Parts, row: Row): Cell {
  const shown = cell.estimate(
    { value: row.repeated, low: row.low, high: row.high, n: row.watched },
    view.format.percent,
  )
  if (shown.tone === 'few' || row.repeated === null) return shown
  return { ...shown, basis: view.format.interval(row) }
}

/** The rows about which anything is known. */
const known = (rows: readonly Row[]) => rows.filter(({ repeated }) => repeated !== null)

/** The rows that rest on enough customers to be said. */
const sure = (rows: readonly Row[]) =>
  rows.filter(({ repeated, watched }) => repeated !== null && watched >= enough.rate)

function curve(parts: Parts): PanelSpec {
  const { view, answer, t, cell } = parts
  const { format } = view
  const last = sure(answer.rows).at(-1)
  const points = answer.totals.curve.filter(({ day }) => day <= answer.totals.sure_day)
  return {
    id: 'curve',
    title: t('curve'),
    figure: 'repeated',
    note: last
      ? t('curve_says', {
          day: last.day,
          repeated: format.percent(last.repeated),
          naive: format.percent(last.naive.rate),
        })
      : t('curve_thin'),
    ...(points.length > 1 && {
      chart: {
        kind: 'curve' as const,
        xName: t('days'),
        marks: marked.map((x) => ({ x, label: format.days(x) })),
        points: points.flatMap(({ day, repeated, low, high, naive }) =>
          repeated === null
            ? []
            : {
                x: day,
                share: repeated,
                low: low ?? repeated,
                high: high ?? repeated,
                tip: {
                  title: format.days(day),
                  lines: [
                    [t('repeated'), format.percent(repeated)] as const,
                    [view.t('rate.interval_name'), format.interval({ low, high })] as const,
                    [t('naive'), format.percent(naive)] as const,
                  ],
                },
              },
        ),
      },
    }),
    table: table(known(answer.rows), [
      { id: 'day', head: t('day'), figure: 'day', cell: ({ day }) => cell.count(day) },
      { id: 'repeated', head: t('repeated'), figure: 'repeated', cell: (row) => repeatedCell(parts, row) },
      { id: 'naive', head: t('naive'), figure: 'naive', cell: ({ naive }) => cell.percent(naive.rate) },
      { id: 'watched', head: t('watched'), figure: 'watched', cell: ({ watched }) => cell.count(watched) },
    ]),
  }
}

function breakdown(parts: Parts): PanelSpec {
  const { answer, t, cell } = parts
  const days = known(answer.rows).map(({ day }) => day)
  return {
    id: 'breakdown',
    title: t('breakdown'),
    figure: 'breakdowns',
    table: table(answer.totals.breakdowns, [
      { id: 'value', head: t('which'), cell: ({ value }) => cell.text(value || t('no_value'), { value }) },
      { id: 'customers', head: t('customers'), cell: ({ customers }) => cell.count(customers, 'strong') },
      ...days.map((day) => ({
        id: `day_${day}`,
        head: t('by_day', { day }),
        cell: ({ rows }: Slice) => {
          const row = rows.find((one) => one.day === day)
          return row ? repeatedCell(parts, row) : cell.percent(null)
        },
      })),
    ]),
  }
}

export const repeatPurchasePage = defineReportPage({
  name: 'repeat-purchase',
  icon: 'M3 5h2l1.5 7h8L16 7H6M8 16v0M13.5 16v0M12 3.5h4v3',
  report: repeatPurchase,
  text,
  definitionsVi,
  form,
  allTime: true,
  isEmpty: ({ totals }) => totals.customers === 0,
  figures: (parts) => {
    const { view, answer, t, cell } = parts
    const { customers, repeaters } = answer.totals
    const headlines = sure(answer.rows).filter(({ day }) => headlineDays.includes(day))
    return [
      {
        id: 'customers',
        label: t('customers'),
        cell: cell.count(customers),
        basis: t('customers_basis', { repeaters: view.format.count(repeaters) }),
      },
      ...headlines.slice(-3).map((row) => ({
        id: `day-${row.day}`,
        figure: 'repeated',
        label: t('by_day', { day: row.day }),
        cell: repeatedCell(parts, row),
        basis: t('interval', { interval: view.format.interval(row), watched: view.format.count(row.watched) }),
      })),
    ]
  },
  panels: (parts) => [curve(parts), ...(parts.answer.totals.breakdowns.length > 0 ? [breakdown(parts)] : [])],
})
