import { type Context, Hono } from 'hono'
import { DateTime } from 'luxon'
import { ReportError } from '../core/report.js'
import type { Assets } from './assets.js'
import { Controls } from './components/controls.js'
import { EmptyState } from './components/empty-state.js'
import { Problem } from './components/problem.js'
import type { DashboardOptions } from './dashboard-options.js'
import { exportAnswer, exportPanel, isExportFormat, isPanelFormat } from './export-answer.js'
import { signedIn } from './key-cookie.js'
import { Layout } from './layout.js'
import { ContinuePage } from './pages/account/continue-page.js'
import { AnswerPage } from './pages/answer-page.js'
import { answerSections, HomeSections, isNothing } from './pages/home/home-page.js'
import type { HomeView } from './pages/home/home-view.js'
import { homePage, homeViews, reportPages, wordsOf } from './pages/registry.js'
import type { ReportPage } from './report-page/define-report-page.js'
import { cameFromElsewhere } from './sign-in.js'
import { surroundingsOf } from './surroundings.js'
import { askedScope, reportScope, sitePath, type View } from './view.js'

/** The pages of a site, each checked against the keys of the cookie. */
export function siteRoutes(
  options: DashboardOptions & { assets: Assets },
  missing: (c: Context) => Response | Promise<Response>,
): Hono {
  const { sites, assets, answer, now, collectorUrl = 'https://your-collector' } = options
  const app = new Hono()

  const viewOf = (c: Context, siteId: string, page: string, siteIds: string[]): View | undefined => {
    const site = sites.site(siteId)
    if (!site) return undefined
    const here = surroundingsOf(c, assets)
    const asked = askedScope(here.url.searchParams)
    const today = todayIn(asked.timezone, site.timezone, now())
    return { ...here, site, siteIds, page, collectorUrl, asked, today, wordsOf }
  }

  /** The way to sign in and back; a browser that comes from elsewhere first comes again with its strict cookies. */
  const notSignedIn = (c: Context) => {
    const here = surroundingsOf(c, assets)
    const wanted = here.url.pathname + here.url.search
    if (cameFromElsewhere(c)) return c.html(<ContinuePage here={here} to={wanted} />)
    return c.redirect(`/sign-in?next=${encodeURIComponent(wanted)}`, 303)
  }

  /** Answers with the view of a page of a site that the browser is signed in to. */
  const forSite = (c: Context, page: string, respond: (view: View) => Response | Promise<Response>) => {
    const siteId = c.req.param('site') ?? ''
    const siteIds = signedIn(c, sites).map((one) => one.siteId)
    if (!siteIds.includes(siteId)) return notSignedIn(c)
    const view = viewOf(c, siteId, page, siteIds)
    return view ? respond(view) : missing(c)
  }

  const paramsOf = (view: View, page: ReportPage) => ({ ...reportScope(view), ...page.params(view) })

  app.get('/:site', (c) => c.redirect(sitePath(c.req.param('site'), homePage), 302))

  app.get('/:site/:page', (c) => {
    const [name = '', format, ...more] = c.req.param('page').split('.')
    return forSite(c, name, (view) => {
      if (more.length > 0 || (format !== undefined && !isExportFormat(format))) return missing(c)
      const home = homeViews.find((one) => one.name === name)
      if (home && !format) return homeOf(c, view, home)
      const page = reportPages.find((one) => one.name === name)
      if (!page) return missing(c)
      return format
        ? exportAnswer(c, view, format, () => answer(page.report, paramsOf(view, page)))
        : reportOf(c, view, page)
    })
  })

  app.get('/:site/:page/:panel', (c) => {
    const page = reportPages.find(({ name }) => name === c.req.param('page'))
    const [id = '', format = '', ...more] = c.req.param('panel').split('.')
    if (!page || more.length > 0 || !isPanelFormat(format)) return missing(c)
    return forSite(c, page.name, (view) => {
      const ask = async () => {
        const panels = page.panels(view, await answer(page.report, paramsOf(view, page)))
        return panels.find((panel) => panel.id === id)?.table
      }
      return exportPanel(c, view, id, format, ask, missing)
    })
  })

  const reportOf = async (c: Context, view: View, page: ReportPage) => {
    const tidied = page.tidied?.(view.url.searchParams)
    if (tidied) return c.redirect(`${view.url.pathname}?${tidied}`, 303)
    const params = paramsOf(view, page)
    const { answered, problem } = await tried(() => answer(page.report, params))
    const t = page.text(view)
    return c.html(
      <Layout view={view} title={t('title')} question={t('question')}>
        <Controls view={view} now={now()} allTime={page.allTime} />
        <AnswerPage view={view} page={page} params={params} answer={answered} problem={problem} />
      </Layout>,
      problem ? 400 : 200,
    )
  }

  const homeOf = async (c: Context, view: View, home: HomeView) => {
    const sections = await answerSections(answer, view, home.sections(view))
    // One question that the days of the address make impossible is impossible for all.
    const problem = sections.every((section) => section.problem) ? sections[0]?.problem : undefined
    const t = home.text(view)
    return c.html(
      <Layout view={view} title={t('title')} question={t('question')}>
        <Controls view={view} now={now()} />
        {problem ? (
          <Problem view={view} sentence={problem} />
        ) : isNothing(sections) ? (
          <EmptyState view={view} />
        ) : (
          <HomeSections view={view} sections={sections} />
        )}
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
