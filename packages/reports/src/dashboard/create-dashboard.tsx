import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { ReportError } from '../core/report.js'
import { openAssets } from './assets.js'
import { compressed } from './compress.js'
import type { DashboardOptions } from './dashboard-options.js'
import { signedIn } from './key-cookie.js'
import { ProblemPage } from './pages/account/problem-page.js'
import { homePage } from './pages/registry.js'
import { secured } from './security.js'
import { serveAssets } from './serve-assets.js'
import { shareRoutes } from './share-routes.js'
import { signInRoutes } from './sign-in.js'
import { siteRoutes } from './site-routes.js'
import { surroundingsOf } from './surroundings.js'
import { sitePath } from './view.js'

/**
 * The dashboard, for mounting at `/` after the reports API: its last route answers every address that is left.
 *
 * @example
 * const dashboard = createDashboard({ answer, sites, now: Date.now, collectorUrl })
 * app.route('/', dashboard)
 */
export function createDashboard({ assets = openAssets(), ...given }: DashboardOptions): Hono {
  const options = { ...given, assets }
  const { sites, onProblem } = options
  const app = new Hono()

  const problem = (c: Context, status: 403 | 404 | 500 | 503, title: string, sentence: string) =>
    c.html(<ProblemPage here={surroundingsOf(c, assets)} title={title} sentence={sentence} />, status)
  const missing = (c: Context) => {
    const { t } = surroundingsOf(c, assets)
    return problem(c, 404, t('problem.not_found'), t('problem.not_found_how'))
  }

  app.onError((error, c) => {
    const { t } = surroundingsOf(c, assets)
    if (error instanceof HTTPException && error.status === 403) {
      const { message } = error
      const how =
        message === 'owner' || message === 'analyst' ? t(`problem.needs_${message}`) : t('problem.refused_how')
      return problem(c, 403, t('problem.refused'), how)
    }
    onProblem?.(error)
    if (error instanceof ReportError && error.kind === 'unavailable') {
      c.header('Retry-After', '5')
      return problem(c, 503, t('problem.unavailable'), t('problem.unavailable_how'))
    }
    return problem(c, 500, t('problem.failed'), t('problem.failed_how'))
  })

  // Not '*': mounted at '/', that would put the dashboard's headers on the API's answers.
  for (const path of ['/', '/assets/*', '/sign-in', '/sign-out', '/sites/*', '/shared/*']) app.use(path, secured)
  app.use('/sites/*', compressed)
  app.route('/assets', serveAssets(assets))
  app.route('/', signInRoutes(options))
  app.get('/', (c) => {
    const [first] = signedIn(c, sites)
    return c.redirect(first ? sitePath(first.siteId, homePage) : '/sign-in', 302)
  })
  app.route('/sites', siteRoutes(options, missing))
  app.route('/', shareRoutes(options, missing))
  app.get('*', secured, missing)
  app.notFound(missing)
  return app
}
