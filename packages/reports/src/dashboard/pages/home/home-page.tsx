import { type ReportAnswer, ReportError } from '../../../core/report.js'
import { DefinitionTexts } from '../../components/definition.js'
import { Figures } from '../../components/figure.js'
import { Panel } from '../../components/panel.js'
import { Problem } from '../../components/problem.js'
import type { DashboardOptions } from '../../dashboard-options.js'
import { reportScope } from '../../scope.js'
import { hrefOf, type View } from '../../view.js'
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
  // A page's own parameters in this address belong to another page.
  const plain = { ...view, url: new URL(view.url.pathname, view.url) }
  const asked = new Map<string, Promise<Answered>>()
  const ask = async ({ page, params }: HomeSection): Promise<Answered> => {
    try {
      const all = { ...reportScope(view, page.takes), ...page.params(plain), ...params }
      return { answer: await answer(page.report, all) }
    } catch (error) {
      if (error instanceof ReportError && error.kind !== 'unavailable') return { problem: error.message }
      throw error
    }
  }
  return Promise.all(
    sections.map(async (section) => {
      const key = JSON.stringify([section.page.name, section.params])
      const answered = asked.get(key) ?? ask(section)
      asked.set(key, answered)
      return { ...section, ...(await answered) }
    }),
  )
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
