import type { ChartSpec } from '../charts/chart-spec.js'
import type { Explained } from '../definitions.js'
import type { PanelSpec } from '../report-page/panel.js'
import type { View } from '../view.js'
import { Chart } from './chart.js'
import { Defined } from './definition.js'
import { FigureTable } from './figure-table.js'
import { PanelMenu } from './panel-menu.js'

interface PanelProps {
  /** What its ids begin with, where a page shows a panel more than once; default the page's name. */
  idPrefix?: string
  /** On a home view: only the picture where there is one; the table is a click away. */
  brief?: boolean
  view: View
  /** The page that the panel belongs to: its exports have addresses under it. */
  page: string
  answer: Explained
  spec: PanelSpec
}

/** A part of a page: title, picture, the same figures in a table, and ways to take them away. */
export function Panel({ view, page, answer, spec, brief, idPrefix = page }: PanelProps) {
  const { title, figure, note, chart, width = 'full', stacked, content } = spec
  const id = `${idPrefix}-${spec.id}`
  const beside = !brief && chart && spec.table && width === 'full' && !stacked
  return (
    <section class={`panel panel-${width}`} id={`panel-${id}`} aria-label={title}>
      <header class={brief ? 'visually-hidden' : 'panel-head'}>
        <h2>
          {figure ? (
            <Defined view={view} answer={answer} figure={figure}>
              {title}
            </Defined>
          ) : (
            title
          )}
        </h2>
        {!brief && !view.shared && (chart || spec.table) && (
          <PanelMenu view={view} page={page} spec={spec} chartId={chart && `chart-${id}`} />
        )}
      </header>
      {note && <p class="panel-note">{note}</p>}
      <div class={beside ? 'panel-body beside' : 'panel-body'}>
        {chart && <Chart id={`chart-${id}`} title={title} description={note ?? ''} spec={annotated(view, chart)} />}
        {spec.table && !(brief && chart) && (
          <FigureTable
            view={view}
            answer={answer}
            spec={spec.table}
            caption={title}
            captioned
            plainHead={spec.plainHead}
          />
        )}
        {content}
      </div>
    </section>
  )
}

/** A chart over days with the annotations of the site that fall into it. */
function annotated(view: View, chart: ChartSpec): ChartSpec {
  if (chart.kind !== 'trend' || !chart.days) return chart
  const { days, labels } = chart
  const marks = view.known.kept.annotations.flatMap(({ day, text }) => {
    const at = days.findLastIndex((from) => from <= day)
    const label = labels[at]
    // The last label may stand for one day or for many: what comes later than today is not on the axis.
    return label === undefined || day > view.today ? [] : [{ x: label, label: text }]
  })
  return { ...chart, marks: [...(chart.marks ?? []), ...marks] }
}
