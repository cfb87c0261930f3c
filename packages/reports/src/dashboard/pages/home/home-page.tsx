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
  const asked = new Map<string, Promise<Answered>>()
  const ask = async (section: HomeSection): Promise<Answered> => {
    const { page } = section
    try {
      const all = { ...reportScope(view, page.takes), ...page.params(sectionView(view, section)) }
      return { answer: await answer(page.report, all) }
    } catch (error) {
      if (error instanceof ReportError && error.kind !== 'unavailable') return { problem: error.message }
      throw error
    }
  }
  return Promise.all(
    sections.map(async (section) => {
      const key = JSON.stringify([section.page.name, section.asks])
      const answered = asked.get(key) ?? ask(section)
      asked.set(key, answered)
      return { ...section, ...(await answered) }
    }),
  )
}

/** The view as the section's own page would have it: a page's own parameters in this address belong to another page. */
const sectionView = (view: View, { page, asks }: HomeSection): View => ({
  ...view,
  url: new URL(hrefOf(view, page.name, asks), view.url),
})

/** True when no report has anything to show. */
export const isNothing = (sections: readonly AnsweredSection[]): boolean =>
  sections.every(({ page, answer }) => answer !== undefined && page.isEmpty(answer))

/** One card a question: the figures and pictures that answer it, and the way to the rest. */
export function HomeSections({ view, sections }: { view: View; sections: readonly AnsweredSection[] }) {
  const answers = new Map(sections.map(({ answer }) => [answer?.report, answer]))
  return (
    <>
      <div class="cards">
        {sections.map((section, i) => (
          <Section view={view} section={section} number={i + 1} />
        ))}
      </div>
      {[...answers.values()].map((answer) => answer && <DefinitionTexts view={view} answer={answer} />)}
    </>
  )
}

function Section({ view, section, number }: { view: View; section: AnsweredSection; number: number }) {
  const { t } = view
  const { page, question, answer, problem, figures, panels = [], wide, asks } = section
  const own = sectionView(view, section)
  const empty = answer && page.isEmpty(answer)
  return (
    <section class={wide ? 'home-card wide' : 'home-card'}>
      <header class="home-head">
        <h2>{question}</h2>
        {!view.shared && (
          <a href={hrefOf(view, page.name, asks)} aria-label={`${t('home.open')}: ${question}`}>
            {t('home.open')} →
          </a>
        )}
      </header>
      {problem && <Problem view={view} sentence={problem} />}
      {empty && <p class="lead">{t('home.nothing')}</p>}
      {answer && !empty && (
        <>
          <Figures
            view={view}
            answer={answer}
            figures={page.figures(own, answer).filter(({ id }) => !figures || figures.includes(id))}
          />
          {page
            .panels(own, answer)
            .filter(({ id }) => panels.includes(id))
            .map((panel) => (
              <Panel
                idPrefix={`section-${number}`}
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
