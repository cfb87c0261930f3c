import type { Context } from 'hono'
import { DateTime } from 'luxon'
import { ReportError } from '../core/report.js'
import type { Assets } from './assets.js'
import type { DashboardOptions } from './dashboard-options.js'
import { readKept } from './keeping.js'
import { signedIn } from './key-cookie.js'
import { knownCountries } from './known-countries.js'
import { ContinuePage } from './pages/account/continue-page.js'
import { wordsOf } from './pages/registry.js'
import { askedScope } from './scope.js'
import { cameFromElsewhere } from './sign-in.js'
import { surroundingsOf } from './surroundings.js'
import type { View } from './view.js'

/** Options with everything filled in that has a default. */
export type ReadyOptions = DashboardOptions & { assets: Assets }

export type Missing = (c: Context) => Response | Promise<Response>

type Respond = (view: View) => Response | Promise<Response>

/** Lets a request in when its browser is signed in to the site, with the view of the page that it asks for. */
export function siteAccess(options: ReadyOptions, missing: Missing) {
  const { sites, assets, reader, keeper, now, collectorUrl = 'https://your-collector' } = options
  const countriesOf = knownCountries(reader, now)

  const viewOf = async (c: Context, siteId: string, page: string, siteIds: string[]): Promise<View | undefined> => {
    const site = sites.site(siteId)
    if (!site) return undefined
    const here = surroundingsOf(c, assets)
    const asked = askedScope(here.url.searchParams)
    const today = todayIn(asked.timezone, site.timezone, now())
    const [countries, kept] = await Promise.all([countriesOf(siteId), readKept(reader, siteId)]).catch(unavailable)
    const known = { countries, kept, keeps: keeper !== undefined }
    return { ...here, site, siteIds, page, collectorUrl, asked, today, wordsOf, known }
  }

  /** The way to sign in and back; a browser that comes from elsewhere first comes again with its strict cookies. */
  const notSignedIn = (c: Context) => {
    const here = surroundingsOf(c, assets)
    const wanted = here.url.pathname + here.url.search
    if (cameFromElsewhere(c)) return c.html(<ContinuePage here={here} to={wanted} />)
    return c.redirect(`/sign-in?next=${encodeURIComponent(wanted)}`, 303)
  }

  return async (c: Context, page: string, respond: Respond): Promise<Response> => {
    const siteId = c.req.param('site') ?? ''
    const siteIds = signedIn(c, sites).map((one) => one.siteId)
    if (!siteIds.includes(siteId)) return notSignedIn(c)
    const view = await viewOf(c, siteId, page, siteIds)
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

function todayIn(asked: string, timezone: string, now: number): string {
  const at = DateTime.fromMillis(now, { zone: asked || timezone })
  return (at.isValid ? at : DateTime.fromMillis(now, { zone: timezone })).toISODate() ?? ''
}
