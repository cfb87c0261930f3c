import type { Child } from 'hono/jsx'
import type { ReportAnswer } from '../../core/report.js'
import { DefinitionTexts } from '../components/definition.js'
import type { DashboardOptions } from '../dashboard-options.js'
import type { MessageKey } from '../messages/en.js'
import type { ReportPage } from '../report-page.js'
import { hrefOf, type PageName, reportScope, type View } from '../view.js'
import { AbandonmentFigures } from './abandonment.js'
import { FunnelCard } from './funnel.js'
import { JourneyStages } from './journey.js'
import { LoadTimeFigures } from './load-time.js'
import { reportPages } from './report-pages.js'

type Card = Exclude<PageName, 'overview'>

interface CardContent {
  question: MessageKey
  Figures: (props: { view: View; answer: ReportAnswer }) => Child
}

const cards: Record<Card, CardContent> = {
  journey: { question: 'overview.journey', Figures: JourneyStages },
  funnel: { question: 'overview.funnel', Figures: FunnelCard },
  abandonment: { question: 'overview.abandonment', Figures: AbandonmentFigures },
  'load-time': { question: 'overview.load_time', Figures: LoadTimeFigures },
}
const cardNames = Object.keys(cards) as Card[]

export type OverviewAnswers = Record<Card, ReportAnswer>

/** The usual question of each report about the same days and visitors. */
export async function answerOverview(answer: DashboardOptions['answer'], view: View): Promise<OverviewAnswers> {
  const scope = reportScope(view)
  const asked = cardNames.map(async (name) => {
    const page: ReportPage = reportPages[name]
    return [name, await answer(page.report, { ...scope, ...page.params(new URLSearchParams()) })] as const
  })
  return Object.fromEntries(await Promise.all(asked)) as OverviewAnswers
}

/** True when no report has anything to show. */
export const isNothing = (answers: OverviewAnswers): boolean =>
  cardNames.every((name) => reportPages[name].isEmpty(answers[name]))

/** One card a report: its question, the figures that answer it, and the way to the rest. */
export function Overview({ view, answers }: { view: View; answers: OverviewAnswers }) {
  const { t } = view
  return (
    <div class="cards">
      {cardNames.map((name) => {
        const { question, Figures } = cards[name]
        const answer = answers[name]
        return (
          <section class="panel">
            <h2>{t(question)}</h2>
            {reportPages[name].isEmpty(answer) ? (
              <p class="lead">{t('overview.nothing')}</p>
            ) : (
              <Figures view={view} answer={answer} />
            )}
            <p class="go">
              <a href={hrefOf(view, name)} aria-label={`${t('overview.open')}: ${t(question)}`}>
                {t('overview.open')} →
              </a>
            </p>
            <DefinitionTexts view={view} answer={answer} />
          </section>
        )
      })}
    </div>
  )
}
