import { listSavedViews } from '@touchline/storage'
import { type Context, Hono } from 'hono'
import { Definitions } from './components/definition.js'
import { Figures } from './components/figure.js'
import { Notes } from './components/notes.js'
import { Panel } from './components/panel.js'
import { PeriodLine } from './components/period-line.js'
import { Problem } from './components/problem.js'
import { Wordmark } from './components/wordmark.js'
import { Document } from './document.js'
import { answerSections, HomeSections } from './pages/home/home-page.js'
import { homeViews, reportPages, wordsOf } from './pages/registry.js'
import { askedScope, reportScope } from './scope.js'
import { embeddable } from './security.js'
import { sharedView } from './share-links.js'
import { type Missing, type ReadyOptions, todayIn, tried } from './site-access.js'
import { surroundingsOf } from './surroundings.js'
import { sitePath, type View } from './view.js'

/** One saved view for whoever has its link: to look at as a page, or inside a page of another site. */
export function shareRoutes(options: ReadyOptions, missing: Missing): Hono {
  const { sites, reader, answer, now, assets, shareSecret, collectorUrl = '' } = options
  const app = new Hono()
  if (shareSecret === undefined) return app

  const viewOf = async (c: Context): Promise<View | undefined> => {
    const site = sites.site(c.req.param('site') ?? '')
    const name = site && sharedView(shareSecret, site.site_id, c.req.param('token') ?? '')
    if (!site || name === undefined) return undefined
    const saved = (await listSavedViews(reader, site.site_id)).find((view) => view.name === name)
    if (!saved) return undefined
    const here = surroundingsOf(c, assets)
    // The view as it was saved: nothing of this address changes what is shown.
    const url = new URL(`${sitePath(site.site_id, saved.page)}?${saved.query}`, here.url)
    const asked = askedScope(url.searchParams)
    const kept = { views: [], segments: [], annotations: [] }
    return {
      ...here,
      url,
      site,
      asked,
      wordsOf,
      collectorUrl,
      siteIds: [],
      role: 'viewer',
      shared: true,
      page: saved.page,
      known: { countries: [], kept, keeps: false },
      today: todayIn(asked.timezone, site.timezone, now()),
    }
  }

  const content = async (view: View) => {
    const page = reportPages.find(({ name }) => name === view.page)
    const home = homeViews.find(({ name }) => name === view.page)
    if (home) {
      const sections = await answerSections(answer, view, home.sections(view))
      return { title: home.text(view)('question'), body: <HomeSections view={view} sections={sections} /> }
    }
    if (!page) return undefined
    const params = { ...reportScope(view, page.takes), ...page.params(view) }
    const { answered, problem } = await tried(() => answer(page.report, params))
    const title = page.text(view)('question')
    if (!answered) return { title, body: <Problem view={view} sentence={problem ?? ''} /> }
    const body = (
      <>
        {page.takes.period && <PeriodLine view={view} now={now()} />}
        <Figures view={view} answer={answered} figures={page.figures(view, answered)} />
        <div class="panels">
          {page.panels(view, answered).map((panel) => (
            <Panel view={view} page={page.name} answer={answered} spec={panel} />
          ))}
        </div>
        <Notes view={view} answer={answered} />
        <Definitions view={view} answer={answered} />
      </>
    )
    return { title, body }
  }

  const show = async (c: Context) => {
    const view = await viewOf(c)
    const shown = view && (await content(view))
    if (!view || !shown) return missing(c)
    return c.html(
      <Document here={view} title={`${shown.title} · ${view.site.site_id}`}>
        <main class="shared" id="answer">
          <h1>{shown.title}</h1>
          {shown.body}
          <footer>
            <Wordmark /> <span>{view.site.site_id}</span>
          </footer>
        </main>
      </Document>,
    )
  }

  app.get('/shared/:site/:token', show)
  app.get('/embed/:site/:token', embeddable, show)
  return app
}
