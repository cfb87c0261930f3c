import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import { shapeOf } from '../../answer-report.js'
import type { Report, ReportAnswer } from '../../core/report.js'
import type { TakenScope } from '../scope.js'
import type { Messages } from '../translate.js'
import type { View } from '../view.js'
import { type Answered, type TypedAnswer, typedAnswer } from './answered.js'
import { cellsFor } from './cells.js'
import { type FormSpec, fieldParams } from './fields.js'
import type { FigureSpec, PanelSpec } from './panel.js'

/** Every page has a name in the navigation and a question as its heading. */
export type PageKey = 'title' | 'question'

type Parts<Row, Totals, Key extends string> = Answered<TypedAnswer<Row, Totals>, Key>

interface ReportPageSpec<Params extends z.ZodType, Row, Totals, Key extends string> {
  /** The last part of the page's address. */
  name: string
  /** An SVG path on a ground of 20 by 20, drawn as a line. */
  icon: string
  report: Report<Params, Row, Totals>
  text: Messages<Key | PageKey>
  /** The report's definitions in Vietnamese. */
  definitionsVi: Record<string, string>
  /** The page's own parameters as a form; its fields become the report's parameters. */
  form?(view: View): FormSpec
  /** Parameters that no simple form can ask for. */
  params?(view: View): Record<string, unknown>
  /** A form of its own instead of `form`. */
  Form?(props: { view: View; open?: boolean }): Child
  /** A tidier address for the same request, when this one came from a form. */
  tidied?(query: URLSearchParams): URLSearchParams | undefined
  /** Without days in the address it is about everybody ever seen, not about the last thirty days. */
  allTime?: boolean
  /** Kept up to date for as long as it is open. */
  live?: boolean
  /** Nothing to show: the page then says how events get here. */
  isEmpty(answer: TypedAnswer<Row, Totals>): boolean
  /** The headline figures that answer the question; four at most read well. */
  figures?(parts: Parts<Row, Totals, Key | PageKey>): FigureSpec[]
  /** The rest of the answer, in order of importance. */
  panels(parts: Parts<Row, Totals, Key | PageKey>): PanelSpec[]
}

/** The page of a report, its types folded away. */
export interface ReportPage {
  name: string
  icon: string
  /** The report's name. */
  report: string
  text: Messages<PageKey>
  definitionsVi: Record<string, string>
  /** Which of the days and filters of the address the report takes. */
  takes: TakenScope
  allTime: boolean
  live: boolean
  form?(view: View): FormSpec
  Form?(props: { view: View; open?: boolean }): Child
  params(view: View): Record<string, unknown>
  tidied?(query: URLSearchParams): URLSearchParams | undefined
  isEmpty(answer: ReportAnswer): boolean
  figures(view: View, answer: ReportAnswer): FigureSpec[]
  panels(view: View, answer: ReportAnswer): PanelSpec[]
}

/**
 * Names a page's types once: its parts get the answer as the report declares it and the page's messages by their keys.
 *
 * @example
 * export const retentionPage = defineReportPage({
 *   name: 'retention', icon: 'M3 10h14', report: retention, text, definitionsVi,
 *   isEmpty: ({ sample }) => sample.persons === 0,
 *   panels: ({ answer, t, cell }) => [
 *     { id: 'cohorts', title: t('cohorts'), table: table(answer.rows, [
 *       { id: 'cohort', head: t('cohort'), cell: (row) => cell.text(row.cohort) },
 *       { id: 'rate', head: t('rate'), figure: 'rate', cell: (row) => cell.rate(row.rate) },
 *     ]) },
 *   ],
 * })
 */
export function defineReportPage<Params extends z.ZodType, Row, Totals, Key extends string>(
  spec: ReportPageSpec<Params, Row, Totals, Key>,
): ReportPage {
  const { name, icon, report, text, definitionsVi, form, Form, params, tidied } = spec
  const shape = shapeOf(report as Report)
  const known = (param: string) => param in shape
  const typed = (answer: ReportAnswer) => typedAnswer(report, answer)
  const parts = (view: View, answer: ReportAnswer): Parts<Row, Totals, Key | PageKey> => ({
    view,
    answer: typed(answer),
    t: text(view),
    cell: cellsFor(view),
  })
  return {
    name,
    icon,
    report: report.name,
    text,
    definitionsVi,
    takes: { period: known('from'), timezone: known('timezone'), filters: known('filters'), segment: known('segment') },
    allTime: spec.allTime ?? false,
    live: spec.live ?? false,
    form,
    Form,
    tidied,
    params: (view) => ({ ...(form && fieldParams(view, form(view).fields)), ...params?.(view) }),
    isEmpty: (answer) => spec.isEmpty(typed(answer)),
    figures: (view, answer) => spec.figures?.(parts(view, answer)) ?? [],
    panels: (view, answer) => spec.panels(parts(view, answer)),
  }
}
