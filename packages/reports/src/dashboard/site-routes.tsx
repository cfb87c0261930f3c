import { type Context, Hono } from 'hono'
import { DateTime } from 'luxon'
import { ReportError } from '../core/report.js'
import type { Assets } from './assets.js'
import { Controls } from './components/controls.js'
import { EmptyState } from './components/empty-state.js'
import { Problem } from './components/problem.js'
import type { DashboardOptions } from './dashboard-options.js'
import { exportAnswer, isExportFormat } from './export-answer.js'
import { signedIn } from './key-cookie.js'
import { Layout } from './layout.js'
import { AnswerPage } from './pages/answer-page.js'
import { ContinuePage } from './pages/continue-page.js'
import { answerOverview, isNothing, Overview } from './pages/overview.js'
import { reportPages } from './pages/report-pages.js'
import { cameFromElsewhere } from './sign-in.js'
import { surroundingsOf } from './surroundings.js'
import { askedScope, type PageName, pageNames, reportScope, sitePath, type View } from './view.js'

const isPage = (name: string): name is PageName => (pageNames as readonly string[]).includes(name)

/** The pages of a site, each checked against the keys of the cookie. */
export function siteRoutes(
  options: DashboardOptions & { assets: Assets },
  missing: (c: Context) => Response | Promise<Response>,
): Hono {
  const { sites, assets, answer, now, collectorUrl = 'https://your-collector' } = options
  const app = new Hono()

  const viewOf = (c: Context, siteId: string, page: PageName, siteIds: string[]): View | undefined => {
    const site = sites.site(siteId)
    if (!site) return undefined
    const here = surroundingsOf(c, assets)
    const asked = askedScope(here.url.searchParams)
    return { ...here, site, siteIds, page, collectorUrl, asked, today: todayIn(asked.timezone, site.timezone, now()) }
  }

  /** The way to sign in and back; a browser that comes from elsewhere first comes again with its strict cookies. */
  const notSignedIn = (c: Context) => {
    const here = surroundingsOf(c, assets)
    const wanted = here.url.pathname + here.url.search
    if (cameFromElsewhere(c)) return c.html(<ContinuePage here={here} to={wanted} />)
    return c.redirect(`/sign-in?next=${encodeURIComponent(wanted)}`, 303)
  }

  app.get('/:site', (c) => c.redirect(sitePath(c.req.param('site'), 'overview'), 302))

  app.get('/:site/:page', async (c) => {
    const [name = '', format, ...more] = c.req.param('page').split('.')
    const siteIds = signedIn(c, sites).map(({ siteId }) => siteId)
    if (!siteIds.includes(c.req.param('site'))) return notSignedIn(c)
    const view = isPage(name) ? viewOf(c, c.req.param('site'), name, siteIds) : undefined
    if (!view || more.length > 0 || (format !== undefined && !isExportFormat(format))) return missing(c)

    const page = reportPages[view.page]
    const { searchParams } = view.url
    if (!page) {
      if (format) return missing(c)
      return overview(c, view)
    }
    const params = { ...reportScope(view), ...page.params(searchParams) }
    if (format) return exportAnswer(c, view, format, () => answer(page.report, params))
    const tidied = page.tidied?.(searchParams)
    if (tidied) return c.redirect(`${view.url.pathname}?${tidied}`, 303)

    const { answered, problem } = await tried(() => answer(page.report, params))
    return c.html(
      <Layout view={view}>
        <Controls view={view} now={now()} allTime={page.allTime} />
        <AnswerPage view={view} page={page} params={params} answer={answered} problem={problem} />
      </Layout>,
      problem ? 400 : 200,
    )
  })

  const overview = async (c: Context, view: View) => {
    const { answered, problem } = await tried(() => answerOverview(answer, view))
    return c.html(
      <Layout view={view}>
        <Controls view={view} now={now()} />
        {problem && <Problem view={view} sentence={problem} />}
        {answered && (isNothing(answered) ? <EmptyState view={view} /> : <Overview view={view} answers={answered} />)}
      </Layout>,
      problem ? 400 : 200,
    )
  }

  return app
}

/** The answer, or the sentence that says what is wrong with the question; every other failure is thrown on. */
async function tried<Answer>(ask: () => Promise<Answer>): Promise<{ answered?: Answer; problem?: string }> {
  try {
    return { answered: await ask() }
  } catch (error) {
    if (error instanceof ReportError && error.kind !== 'unavailable') return { problem: error.message }
    throw error
  }
}

function todayIn(asked: string, timezone: string, now: number): string {
  const at = DateTime.fromMillis(now, { zone: asked || timezone })
  return (at.isValid ? at : DateTime.fromMillis(now, { zone: timezone })).toISODate() ?? ''
}
