import type { Explained } from '../definitions.js'
import type { FigureSpec } from '../report-page/panel.js'
import type { View } from '../view.js'
import { Defined } from './definition.js'
import { IntervalBar } from './rate.js'

interface FiguresProps {
  view: View
  answer: Explained
  figures: readonly FigureSpec[]
}

/** The headline figures of a page, side by side. */
export function Figures({ view, answer, figures }: FiguresProps) {
  if (figures.length === 0) return null
  return (
    <dl class="figures">
      {figures.map((figure) => (
        <Figure view={view} answer={answer} spec={figure} />
      ))}
    </dl>
  )
}

function Figure({ view, answer, spec }: { view: View; answer: Explained; spec: FigureSpec }) {
  const { text, tone, rate, basis } = spec.cell
  const lines = typeof text === 'string' ? [text] : text
  const rests = spec.basis ?? basis
  return (
    <div class={tone === 'few' ? 'figure figure-few' : 'figure'}>
      <dt>
        <Defined view={view} answer={answer} figure={spec.figure ?? spec.id}>
          {spec.label}
        </Defined>
      </dt>
      <dd class={`figure-value${lines.some((line) => line.length > 12) || lines.length > 1 ? ' figure-long' : ''}`}>
        {lines.length === 1 ? lines[0] : lines.map((line) => <div>{line}</div>)}
      </dd>
      {(rate || rests) && (
        <dd class="figure-basis">
          {rate && <IntervalBar rate={rate} />}
          {rests}
        </dd>
      )}
    </div>
  )
}
