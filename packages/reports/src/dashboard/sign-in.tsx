import { type Context, Hono } from 'hono'
import type { Assets } from './assets.js'
import { createAttemptLimit } from './attempt-limit.js'
import { connectionAddress, type DashboardOptions } from './dashboard-options.js'
import { forgetKeys, rememberKey, signedIn } from './key-cookie.js'
import { ContinuePage } from './pages/account/continue-page.js'
import { SignInPage, type SignInProblem } from './pages/account/sign-in-page.js'
import { homePage } from './pages/registry.js'
import { sameOriginForms } from './security.js'
import { surroundingsOf } from './surroundings.js'
import { sitePath } from './view.js'

/** A path on this host and nothing else, so that a link cannot send a signed-in person elsewhere. */
export function localPath(text: string | undefined): string | undefined {
  if (!text?.startsWith('/') || /^\/[/\\]/.test(text) || /[\\\s]/.test(text)) return undefined
  return text
}

/** True when another site's page led here: the browser then leaves strict cookies out of this one request. */
export const cameFromElsewhere = (c: Context) => c.req.header('sec-fetch-site') === 'cross-site'

/** Signing in with a key, by form or by a ready link, and signing out. */
export function signInRoutes(options: DashboardOptions & { assets: Assets }): Hono {
  const { sites, assets, now, addressOf = connectionAddress } = options
  const limit = createAttemptLimit(now)
  const app = new Hono()

  /** The site of a key; a key that another process has just made is looked for once. */
  const siteOf = async (key: string): Promise<string | undefined> => {
    if (!key || key.length > 256) return undefined
    let known = sites.key(key)
    if (!known) {
      await sites.refresh().catch(() => {})
      known = sites.key(key)
    }
    return known && sites.site(known.site_id) ? known.site_id : undefined
  }

  const form = (c: Context, status: 200 | 401 | 429, next?: string, problem?: SignInProblem) =>
    c.html(<SignInPage here={surroundingsOf(c, assets)} next={next} problem={problem} />, status)

  const attempt = async (c: Context, key: string, next?: string) => {
    const address = addressOf(c)
    const waitSeconds = limit.waitSeconds(address)
    if (waitSeconds > 0) {
      c.header('Retry-After', String(waitSeconds))
      return form(c, 429, next, { kind: 'wait', minutes: Math.ceil(waitSeconds / 60) })
    }
    const siteId = await siteOf(key)
    if (siteId === undefined) {
      limit.failed(address)
      return form(c, 401, next, { kind: 'refused' })
    }
    rememberKey(c, { key, siteId }, signedIn(c, sites))
    const target = next ?? sitePath(siteId, homePage)
    if (cameFromElsewhere(c)) return c.html(<ContinuePage here={surroundingsOf(c, assets)} to={target} />)
    return c.redirect(target, 303)
  }

  app.get('/sign-in', async (c) => {
    const next = localPath(c.req.query('next'))
    const key = c.req.query('key')
    return key === undefined ? form(c, 200, next) : attempt(c, key.trim(), next)
  })

  app.post('/sign-in', sameOriginForms, async (c) => {
    const body = await c.req.parseBody()
    const text = (name: string) => (typeof body[name] === 'string' ? body[name] : '')
    return attempt(c, text('key').trim(), localPath(text('next')))
  })

  app.post('/sign-out', sameOriginForms, (c) => {
    forgetKeys(c)
    return c.redirect('/sign-in', 303)
  })

  return app
}
