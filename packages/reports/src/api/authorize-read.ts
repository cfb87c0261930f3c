import type { SiteDirectory } from '@touchline/storage'
import { ApiProblem } from './api-problem.js'

type Keys = Pick<SiteDirectory, 'key' | 'refresh'>

/**
 * The site that a request's key opens.
 * @throws ApiProblem 401 without a valid key, 403 with a key of another kind
 */
export async function siteOfKey(sites: Keys, authorization: string | undefined): Promise<string> {
  const secret = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
  if (!secret) throw new ApiProblem('unauthorized', 'A read key is needed: Authorization: Bearer tl_read_…')
  const key = sites.key(secret) ?? (await keyMadeJustNow(sites, secret))
  if (!key) throw new ApiProblem('unauthorized', 'This key is not known; it may have been revoked.')
  if (key.kind !== 'read') {
    throw new ApiProblem('forbidden', `This is a ${key.kind} key of site ${key.site_id}: reports take its read key.`)
  }
  return key.site_id
}

/** Another process may have made the key since the directory last looked. */
async function keyMadeJustNow(sites: Keys, secret: string) {
  await sites.refresh().catch(() => {})
  return sites.key(secret)
}

/** @throws ApiProblem 403 when a request asks for a site that its key does not open */
export function requireSite(asked: unknown, siteId: string): void {
  if (asked !== undefined && asked !== siteId) {
    throw new ApiProblem('forbidden', `This key reads site ${siteId} only, not ${String(asked).slice(0, 63)}.`)
  }
}
