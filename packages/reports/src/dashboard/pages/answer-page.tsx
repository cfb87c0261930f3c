import type { ReportAnswer } from '../../core/report.js'
import { Definitions } from '../components/definition.js'
import { EmptyState } from '../components/empty-state.js'
import { Exports } from '../components/exports.js'
import { Notes } from '../components/notes.js'
import { Problem } from '../components/problem.js'
import type { ReportPage } from '../report-page.js'
import type { View } from '../view.js'

interface AnswerPageProps {
  view: View
  page: ReportPage
  params: Record<string, unknown>
  answer?: ReportAnswer
  /** Why there is no answer. */
  problem?: string
}

/** What all report pages have in common: form, answer, notes, definitions, and ways to take the figures away. */
export function AnswerPage({ view, page, params, answer, problem }: AnswerPageProps) {
  const { Form, Body } = page
  return (
    <>
      {problem && <Problem view={view} sentence={problem} />}
      {Form && <Form view={view} open={problem !== undefined} />}
      {answer && page.isEmpty(answer) && <EmptyState view={view} />}
      {answer && !page.isEmpty(answer) && (
        <>
          <Body view={view} answer={answer} />
          <Notes view={view} answer={answer} />
          <Definitions view={view} answer={answer} />
          <Exports view={view} answer={answer} params={params} />
        </>
      )}
    </>
  )
}
