import type { Child } from 'hono/jsx'
import type { Money, Rate } from '../../core/rate.js'
import type { ReportAnswer } from '../../core/report.js'
import { absent } from '../format.js'
import type { View } from '../view.js'
import { Defined } from './definition.js'
import { IntervalBar, isTooFew, rateBasis, rateText } from './rate.js'

interface FigureProps {
  view: View
  answer: ReportAnswer
  /** The key of the definition. */
  figure: string
  label: string
}

/** The headline figures of a page, side by side. */
export function Figures({ children }: { children?: Child }) {
  return <dl class="figures">{children}</dl>
}

function Figure({ view, answer, figure, label, few, children }: FigureProps & { few?: boolean; children?: Child }) {
  return (
    <div class={few ? 'figure figure-few' : 'figure'}>
      <dt>
        <Defined view={view} answer={answer} figure={figure}>
          {label}
        </Defined>
      </dt>
      {children}
    </div>
  )
}

/** A share with its interval and counts, or "too few" with the counts. */
export function RateFigure({ rate, ...props }: FigureProps & { rate: Rate | null | undefined }) {
  if (!rate) return null
  return (
    <Figure {...props} few={isTooFew(rate)}>
      <dd class="figure-value">{rateText(props.view, rate)}</dd>
      <dd class="figure-basis">
        <IntervalBar rate={rate} />
        {rateBasis(props.view, rate)}
      </dd>
    </Figure>
  )
}

/** A figure that is not a share, with what it is made from. */
export function TextFigure({ value, basis, ...props }: FigureProps & { value: string; basis?: string }) {
  return (
    <Figure {...props}>
      <dd class="figure-value">{value}</dd>
      {basis && <dd class="figure-basis">{basis}</dd>}
    </Figure>
  )
}

/** Amounts, one line a currency: they are never added. */
export function MoneyFigure({ money, basis, ...props }: FigureProps & { money: Money; basis?: string }) {
  return (
    <Figure {...props}>
      {money.length === 0 && <dd class="figure-value">{absent}</dd>}
      {money.map((amount) => (
        <dd class="figure-value figure-money">{props.view.format.money(amount)}</dd>
      ))}
      {basis && <dd class="figure-basis">{basis}</dd>}
    </Figure>
  )
}
