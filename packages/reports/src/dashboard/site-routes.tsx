import { type Context, Hono } from 'hono'
import { Controls } from './components/controls.js'
import { EmptyState } from './components/empty-state.js'
import { Problem } from './components/problem.js'
import { exportAnswer, exportPanel, exportSql, isExportFormat, isPanelFormat } from './export-answer.js'
import { keepRoutes } from './keep-routes.js'
import { Layout } from './layout.js'
import { LiveAnswer, liveStreams } from './live-streams.js'
import { AnswerPage } from './pages/answer-page.js'
import { answerSections, HomeSections, isNothing } from './pages/home/home-page.js'
import type { HomeView } from './pages/home/home-view.js'
import { peopleRoutes } from './pages/people/people-routes.js'
import { homePage, homeViews, reportPages } from './pages/registry.js'
import { qualityReader } from './quality.js'
import type { ReportPage } from './report-page/define-report-page.js'
import { reportSql } from './report-sql.js'
import { reportScope, tidiedScope } from './scope.js'
import { settingsRoutes } from './settings-routes.js'
import { type Missing, type ReadyOptions, siteAccess, tried } from './site-access.js'
import { sitePath, type View } from './view.js'

/** The pages of a site, each checked against the keys of the cookie. */
export function siteRoutes(options: ReadyOptions, missing: Missing): Hono {
  const { answer, now, reader } = options
  const app = new Hono()
  const forSite = siteAccess(options, missing)
  const qualityOf = qualityReader(options)
  const streams = liveStreams(options)
  const paramsOf = (view: View, page: ReportPage) => ({ ...reportScope(view, page.takes), ...page.params(view) })

  app.get('/:site', (c) => c.redirect(sitePath(c.req.param('site'), homePage), 302))
  app.route('/', keepRoutes(options, forSite))
  app.route('/', settingsRoutes(options, forSite))
  app.route('/', peopleRoutes(options, forSite, missing))

  app.get('/:site/next-event', (c) => forSite(c, 'next-event', (view) => streams.nextEvent(c, view)))

  app.get('/:site/:page', (c) => {
    const [name = '', format, ...more] = c.req.param('page').split('.')
    return forSite(c, name, (view) => {
      const page = reportPages.find((one) => one.name === name)
      if (format === 'sql' && page && more.length === 0)
        return exportSql(c, () => reportSql(options, page.report, paramsOf(view, page)))
      if (format === 'stream' && page?.live && more.length === 0)
        return streams.answers(c, view, page, () => answer(page.report, paramsOf(view, page)))
      if (more.length > 0 || (format !== undefined && !isExportFormat(format))) return missing(c)
      const home = homeViews.find((one) => one.name === name)
      if (format)
        return page
          ? exportAnswer(c, view, reader, format, () => answer(page.report, paramsOf(view, page)))
          : missing(c)
      const tidied = tidiedScope(view.url.searchParams)
      if (tidied && (home || page)) return c.redirect(`${view.url.pathname}?${tidied}`, 303)
      if (home) return homeOf(c, view, home)
      return page ? reportOf(c, view, page) : missing(c)
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
    const [{ answered, problem }, quality] = await Promise.all([
      tried(() => answer(page.report, params)),
      qualityOf(view),
    ])
    const t = page.text(view)
    return c.html(
      <Layout view={view} title={t('title')} question={t('question')} quality={quality}>
        <Controls view={view} now={now()} takes={page.takes} allTime={page.allTime} />
        {page.live && answered ? (
          <LiveAnswer view={view} page={page} answer={answered} />
        ) : (
          <AnswerPage view={view} page={page} params={params} answer={answered} problem={problem} />
        )}
      </Layout>,
      problem ? 400 : 200,
    )
  }

  const homeOf = async (c: Context, view: View, home: HomeView) => {
    const [sections, quality] = await Promise.all([answerSections(answer, view, home.sections(view)), qualityOf(view)])
    // What the days of the address make impossible for one question is impossible for all.
    const problem = sections.every((section) => section.problem) ? sections[0]?.problem : undefined
    const t = home.text(view)
    return c.html(
      <Layout view={view} title={t('title')} question={t('question')} quality={quality}>
        <Controls view={view} now={now()} takes={{ period: true, timezone: true, filters: true, segment: true }} />
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
