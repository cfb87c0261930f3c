import type { Explained } from '../definitions.js'
import type { Cell } from '../report-page/cells.js'
import type { TableSpec } from '../report-page/panel.js'
import type { View } from '../view.js'
import { Defined } from './definition.js'
import { ShareBar } from './share-bar.js'

interface FigureTableProps {
  view: View
  answer: Explained
  spec: TableSpec
  caption: string
  /** The caption is a heading already. */
  captioned?: boolean
  plainHead?: boolean
}

/** A table that scrolls inside its own box, which takes the keyboard's focus so that it can be scrolled without a mouse. */
export function FigureTable({ view, answer, spec, caption, captioned, plainHead }: FigureTableProps) {
  const { columns, rows, none } = spec
  if (rows.length === 0) return <p class="lead">{none ?? view.t('table.none')}</p>
  const headClass = (column: number) => {
    const cell = rows.map(({ cells }) => cells[column]).find((one) => one?.bar !== undefined || one?.align === 'end')
    return cell && (cell.bar === undefined ? 'number' : 'share-cell')
  }
  return (
    <section class="table-box" tabindex={0} aria-label={caption}>
      <table>
        <caption class={captioned ? 'visually-hidden' : undefined}>{caption}</caption>
        <thead class={plainHead ? 'visually-hidden' : undefined}>
          <tr>
            {columns.map(({ head, figure }, i) => (
              <th scope="col" class={headClass(i)}>
                {figure ? (
                  <Defined view={view} answer={answer} figure={figure}>
                    {head}
                  </Defined>
                ) : (
                  head
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cells: [first, ...rest], defines }) => (
            <tr>
              {first && (
                <th scope="row">
                  {defines && typeof first.text === 'string' ? (
                    <Defined view={view} answer={answer} figure={defines}>
                      {first.text}
                    </Defined>
                  ) : (
                    <CellContent cell={first} />
                  )}
                </th>
              )}
              {rest.map((cell) => (
                <td class={classOf(cell)}>
                  <CellContent cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function classOf({ align, tone, bar }: Cell): string | undefined {
  if (bar !== undefined) return 'share-cell'
  return [align === 'end' ? 'number' : '', tone ?? ''].filter(Boolean).join(' ') || undefined
}

function CellContent({ cell: { text, basis, bar, href } }: { cell: Cell }) {
  if (bar !== undefined) return <ShareBar share={bar} />
  const lines = typeof text === 'string' ? [text] : text
  return (
    <>
      {href ? (
        <a href={href}>{lines.join(' ')}</a>
      ) : lines.length === 1 ? (
        lines[0]
      ) : (
        lines.map((line) => <div>{line}</div>)
      )}
      {basis && <small>{basis}</small>}
    </>
  )
}
