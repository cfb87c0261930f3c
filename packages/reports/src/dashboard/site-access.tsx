import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { DateTime } from 'luxon'
import { ReportError } from '../core/report.js'
import type { Assets } from './assets.js'
import type { DashboardOptions } from './dashboard-options.js'
import { readKept } from './keeping.js'
import { mayAs, type Role, signedIn } from './key-cookie.js'
import { knownCountries } from './known-countries.js'
import { ContinuePage } from './pages/account/continue-page.js'
import { wordsOf } from './pages/registry.js'
import { askedScope } from './scope.js'
import { sharePath } from './share-links.js'
import { cameFromElsewhere } from './sign-in.js'
import { surroundingsOf } from './surroundings.js'
import type { View } from './view.js'

/** Options with everything filled in that has a default. */
export type ReadyOptions = DashboardOptions & { assets: Assets }

export type Missing = (c: Context) => Response | Promise<Response>

type Respond = (view: View) => Response | Promise<Response>

/** Lets a request in when its browser is signed in to the site, with the view of the page that it asks for. */
export function siteAccess(options: ReadyOptions, missing: Missing) {
  const { sites, assets, reader, keeper, shareSecret, now, collectorUrl = 'https://your-collector' } = options
  const countriesOf = knownCountries(reader, now)

  const viewOf = async (
    c: Context,
    siteId: string,
    page: string,
    siteIds: string[],
    role: Role,
  ): Promise<View | undefined> => {
    const site = sites.site(siteId)
    if (!site) return undefined
    const here = surroundingsOf(c, assets)
    const asked = askedScope(here.url.searchParams)
    const today = todayIn(asked.timezone, site.timezone, now())
    const [countries, kept] = await Promise.all([countriesOf(siteId), readKept(reader, siteId)]).catch(unavailable)
    const shareOf = shareSecret === undefined ? undefined : (name: string) => sharePath(shareSecret, siteId, name)
    const known = { countries, kept, shareOf, keeps: keeper !== undefined && mayAs(role, 'analyst') }
    return { ...here, site, siteIds, role, page, collectorUrl, asked, today, wordsOf, known }
  }

  /** The way to sign in and back; a browser that comes from elsewhere first comes again with its strict cookies. */
  const notSignedIn = (c: Context) => {
    const here = surroundingsOf(c, assets)
    const wanted = here.url.pathname + here.url.search
    if (cameFromElsewhere(c)) return c.html(<ContinuePage here={here} to={wanted} />)
    return c.redirect(`/sign-in?next=${encodeURIComponent(wanted)}`, 303)
  }

  return async (c: Context, page: string, respond: Respond, least: Role = 'viewer'): Promise<Response> => {
    const siteId = c.req.param('site') ?? ''
    const known = signedIn(c, sites)
    const role = known.find((one) => one.siteId === siteId)?.role
    if (role === undefined) return notSignedIn(c)
    if (!mayAs(role, least)) throw new HTTPException(403, { message: least })
    const siteIds = known.map((one) => one.siteId)
    const view = await viewOf(c, siteId, page, siteIds, role)
    return view ? respond(view) : missing(c)
  }
}
export type SiteAccess = ReturnType<typeof siteAccess>

function unavailable(error: unknown): never {
  const { code } = error as { code?: string }
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET')
    throw new ReportError('unavailable', 'ClickHouse does not answer at the moment.', { cause: error })
  throw error
}

/** The answer, or the sentence that says what is wrong with the question; every other failure is thrown on. */
export async function tried<Answer>(ask: () => Promise<Answer>): Promise<{ answered?: Answer; problem?: string }> {
  try {
    return { answered: await ask() }
  } catch (error) {
    if (error instanceof ReportError && error.kind !== 'unavailable') return { problem: error.message }
    throw error
  }
}

/** The day that it is in the asked time zone, else in the site's. */
export function todayIn(asked: string, timezone: string, now: number): string {
  const at = DateTime.fromMillis(now, { zone: asked || timezone })
  return (at.isValid ? at : DateTime.fromMillis(now, { zone: timezone })).toISODate() ?? ''
}
