import { setTimeout as delay } from 'node:timers/promises'
import type { Site } from '@touchline/events'
import type { SiteDirectory } from '@touchline/storage'
import { HttpProblem } from './http-problem.js'

const lookTimeoutMs = 2000
// Longer than the directory lets refreshes share a read (its `minRefreshMs`).
const sharedReadMs = 300

/**
 * The site of that id. One that is not known may have been added by another process a moment ago, so the directory
 * looks once more; how often it does is its own limit.
 * @throws HttpProblem 403
 */
export async function knownSite(sites: SiteDirectory, siteId: string): Promise<Site> {
  const site = sites.site(siteId) ?? (await refreshed(sites, () => sites.site(siteId)))
  if (!site) throw new HttpProblem('forbidden', `Unknown site ${siteId}: add it with \`touchline site add ${siteId}\`.`)
  return site
}

/**
 * Checks that a request carries the site's server key.
 * @throws HttpProblem 401 without a valid key, 403 with one for something else
 */
export async function requireServerKey(sites: SiteDirectory, siteId: string, authorization: string | undefined) {
  const secret = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
  if (!secret) throw new HttpProblem('unauthorized', 'A server key is needed: Authorization: Bearer tl_server_…')
  const key = sites.key(secret) ?? (await refreshed(sites, () => sites.key(secret)))
  if (!key) throw new HttpProblem('unauthorized', 'This key is not known; it may have been revoked.')
  if (key.kind !== 'server' || key.site_id !== siteId) {
    throw new HttpProblem('forbidden', `This key is not a server key of site ${siteId}.`)
  }
}

/**
 * Looks anew, twice: refreshes within a moment of each other share one read, which may have begun before the change.
 * Waits no longer than a client would, because a look may hang while ClickHouse is away.
 */
async function refreshed<T>(sites: SiteDirectory, look: () => T | undefined): Promise<T | undefined> {
  const signal = AbortSignal.timeout(lookTimeoutMs)
  const timeout = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  for (const waitMs of [0, sharedReadMs]) {
    if (waitMs > 0) await delay(waitMs)
    await Promise.race([sites.refresh().catch(() => {}), timeout])
    const found = look()
    if (found !== undefined || signal.aborted) return found
  }
  return undefined
}
