import { type DefinedText, definitionText, type Explained } from '../definitions.js'
import type { View } from '../view.js'

const idOf = (report: string, figure: string) => `definition-${report}-${figure}`.replaceAll(/[^\w-]/g, '-')

interface DefinedProps {
  view: View
  answer: Explained
  /** A key of the answer's definitions. */
  figure: string
  children: string
}

/** A label with a button that shows what it means, where the report defines it. */
export function Defined({ view, answer, figure, children }: DefinedProps) {
  const text = definitionText(view, answer, figure)
  if (!text) return <>{children}</>
  // The button stays on the line of the last word.
  const cut = children.lastIndexOf(' ') + 1
  const [start, end] = [children.slice(0, cut), children.slice(cut)]
  return (
    <>
      {start}
      <span class="defined">
        {end}
        <button
          class="what"
          type="button"
          popovertarget={idOf(answer.report, figure)}
          aria-label={view.t('definition.show', { figure: text.label })}
        >
          <span aria-hidden="true">?</span>
        </button>
      </span>
    </>
  )
}

/** All definitions of a report: as the texts that the buttons show, and as one list to read or print. */
export function Definitions({ view, answer }: { view: View; answer: Explained }) {
  const figures = Object.keys(answer.definitions)
    .map((figure) => ({ figure, text: definitionText(view, answer, figure) }))
    .filter((entry): entry is { figure: string; text: DefinedText } => entry.text !== undefined)
  return (
    <>
      <DefinitionTexts view={view} answer={answer} />
      <details class="more">
        <summary>{view.t('definition.all')}</summary>
        <dl class="definitions">
          {figures.map(({ text }) => (
            <div>
              <dt>{text.label}</dt>
              <dd lang={text.lang}>{text.text}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}

/** The texts that the buttons of `Defined` show. */
export function DefinitionTexts({ view, answer }: { view: View; answer: Explained }) {
  return (
    <>
      {Object.keys(answer.definitions).map((figure) => {
        const text = definitionText(view, answer, figure)
        return (
          text && (
            <div popover="auto" class="definition" id={idOf(answer.report, figure)}>
              <strong>{text.label}</strong>
              <p lang={text.lang}>{text.text}</p>
            </div>
          )
        )
      })}
    </>
  )
}
