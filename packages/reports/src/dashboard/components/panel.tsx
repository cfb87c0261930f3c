import type { Explained } from '../definitions.js'
import type { PanelSpec } from '../report-page/panel.js'
import type { View } from '../view.js'
import { Chart } from './chart.js'
import { Defined } from './definition.js'
import { FigureTable } from './figure-table.js'
import { PanelMenu } from './panel-menu.js'

interface PanelProps {
  /** On a home view: only the picture where there is one; the table is a click away. */
  brief?: boolean
  view: View
  /** The page that the panel belongs to: its exports have addresses under it. */
  page: string
  answer: Explained
  spec: PanelSpec
}

/** A part of a page: title, picture, the same figures in a table, and ways to take them away. */
export function Panel({ view, page, answer, spec, brief }: PanelProps) {
  const { title, figure, note, chart, width = 'full', stacked, content } = spec
  const id = `${page}-${spec.id}`
  const beside = !brief && chart && spec.table && width === 'full' && !stacked
  return (
    <section class={`panel panel-${width}`} id={`panel-${id}`} aria-labelledby={`title-${id}`}>
      <header class="panel-head">
        <h2 id={`title-${id}`}>
          {figure ? (
            <Defined view={view} answer={answer} figure={figure}>
              {title}
            </Defined>
          ) : (
            title
          )}
        </h2>
        {(chart || spec.table) && <PanelMenu view={view} page={page} spec={spec} chartId={chart && `chart-${id}`} />}
      </header>
      {note && <p class="panel-note">{note}</p>}
      <div class={beside ? 'panel-body beside' : 'panel-body'}>
        {chart && <Chart id={`chart-${id}`} title={title} description={note ?? ''} spec={chart} />}
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
