import { type ReportAnswer, ReportError } from '../../../core/report.js'
import { DefinitionTexts } from '../../components/definition.js'
import { Figures } from '../../components/figure.js'
import { Panel } from '../../components/panel.js'
import { Problem } from '../../components/problem.js'
import type { DashboardOptions } from '../../dashboard-options.js'
import type { ReportPage } from '../../report-page/define-report-page.js'
import { hrefOf, reportScope, type View } from '../../view.js'
import type { HomeSection } from './home-view.js'

/** An answer, or the sentence that says why there is none. */
interface Answered {
  answer?: ReportAnswer
  problem?: string
}

type AnsweredSection = HomeSection & Answered

/** Asks each report its usual question about the same days and visitors; one that cannot answer does not take the others along. */
export async function answerSections(
  answer: DashboardOptions['answer'],
  view: View,
  sections: readonly HomeSection[],
): Promise<AnsweredSection[]> {
  const scope = reportScope(view)
  // A page's own parameters in this address belong to another page.
  const plain = { ...view, url: new URL(view.url.pathname, view.url) }
  const pages = [...new Set(sections.map(({ page }) => page))]
  const answers = new Map(
    await Promise.all(
      pages.map(async (page): Promise<[ReportPage, Answered]> => {
        try {
          return [page, { answer: await answer(page.report, { ...scope, ...page.params(plain) }) }]
        } catch (error) {
          if (error instanceof ReportError && error.kind !== 'unavailable') return [page, { problem: error.message }]
          throw error
        }
      }),
    ),
  )
  return sections.map((section) => ({ ...section, ...answers.get(section.page) }))
}

/** True when no report has anything to show. */
export const isNothing = (sections: readonly AnsweredSection[]): boolean =>
  sections.every(({ page, answer }) => answer !== undefined && page.isEmpty(answer))

/** One card a question: the figures and pictures that answer it, and the way to the rest. */
export function HomeSections({ view, sections }: { view: View; sections: readonly AnsweredSection[] }) {
  const answers = new Map(sections.map(({ answer }) => [answer?.report, answer]))
  return (
    <>
      <div class="cards">
        {sections.map((section) => (
          <Section view={view} section={section} />
        ))}
      </div>
      {[...answers.values()].map((answer) => answer && <DefinitionTexts view={view} answer={answer} />)}
    </>
  )
}

function Section({ view, section }: { view: View; section: AnsweredSection }) {
  const { t } = view
  const { page, question, answer, problem, figures, panels = [], wide } = section
  const empty = answer && page.isEmpty(answer)
  return (
    <section class={wide ? 'home-card wide' : 'home-card'}>
      <header class="home-head">
        <h2>{question}</h2>
        <a href={hrefOf(view, page.name)} aria-label={`${t('home.open')}: ${question}`}>
          {t('home.open')} →
        </a>
      </header>
      {problem && <Problem view={view} sentence={problem} />}
      {empty && <p class="lead">{t('home.nothing')}</p>}
      {answer && !empty && (
        <>
          <Figures
            view={view}
            answer={answer}
            figures={page.figures(view, answer).filter(({ id }) => !figures || figures.includes(id))}
          />
          {page
            .panels(view, answer)
            .filter(({ id }) => panels.includes(id))
            .map((panel) => (
              <Panel
                view={view}
                page={page.name}
                answer={answer}
                spec={{ ...panel, width: 'full', stacked: true }}
                brief
              />
            ))}
        </>
      )}
    </section>
  )
}
