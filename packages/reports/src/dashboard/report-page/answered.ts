import type { z } from 'zod'
import type { Report, ReportAnswer } from '../../core/report.js'
import type { Translate } from '../translate.js'
import type { View } from '../view.js'
import type { Cells } from './cells.js'

/** An answer with the rows and totals that its report declares. */
export interface TypedAnswer<Row, Totals> {
  report: string
  params: Record<string, unknown>
  rows: Row[]
  totals: Totals
  notes: string[]
  definitions: Record<string, string>
  sample: Record<string, number>
  computed_ms: number
}

/** The typed answer of a report: `AnswerOf<typeof webVitals>`. */
export type AnswerOf<R> = R extends { row: z.ZodType<infer Row>; totals: z.ZodType<infer Totals> }
  ? TypedAnswer<Row, Totals>
  : never

/** What the parts of a page are made from: the view, the answer, the page's own messages and the ways to show a value. */
export interface Answered<Answer, Key extends string> {
  view: View
  answer: Answer
  /** The page's own messages. */
  t: Translate<Key>
  cell: Cells
}

/** `Answered` of a report and the messages of its page: `PartsOf<typeof webVitals, typeof text>`. */
export type PartsOf<R, Text extends { all: object }> = Answered<AnswerOf<R>, Extract<keyof Text['all'], string>>

/** An answer with the types that its report declares. */
export function typedAnswer<Params extends z.ZodType, Row, Totals>(
  _report: Report<Params, Row, Totals>,
  answer: ReportAnswer,
): TypedAnswer<Row, Totals> {
  return answer as unknown as TypedAnswer<Row, Totals>
}
