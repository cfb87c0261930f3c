import type { ReportAnswer } from '../../core/report.js'
import { Definitions } from '../components/definition.js'
import { EmptyState } from '../components/empty-state.js'
import { Exports } from '../components/exports.js'
import { Figures } from '../components/figure.js'
import { Notes } from '../components/notes.js'
import { PageForm } from '../components/page-form.js'
import { Panel } from '../components/panel.js'
import { Problem } from '../components/problem.js'
import type { ReportPage } from '../report-page/define-report-page.js'
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
  const { Form, form } = page
  const open = problem !== undefined
  return (
    <>
      {problem && <Problem view={view} sentence={problem} />}
      {Form ? <Form view={view} open={open} /> : form && <PageForm view={view} spec={form(view)} open={open} />}
      {answer && page.isEmpty(answer) && <EmptyState view={view} />}
      {answer && !page.isEmpty(answer) && (
        <>
          <Figures view={view} answer={answer} figures={page.figures(view, answer)} />
          <div class="panels">
            {page.panels(view, answer).map((panel) => (
              <Panel view={view} page={page.name} answer={answer} spec={panel} />
            ))}
          </div>
          <Notes view={view} answer={answer} />
          <Definitions view={view} answer={answer} />
          <Exports view={view} answer={answer} params={params} />
        </>
      )}
    </>
  )
}
