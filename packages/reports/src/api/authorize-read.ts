import type { KeyKind, SiteDirectory } from '@touchline/storage'
import { ApiProblem } from './api-problem.js'

type Keys = Pick<SiteDirectory, 'key' | 'refresh'>

/**
 * The site that a request's key opens. Reports take a read key, an erasure the server key.
 * @throws ApiProblem 401 without a valid key, 403 with a key of another kind
 */
export async function siteOfKey(
  sites: Keys,
  authorization: string | undefined,
  kinds: readonly KeyKind[] = ['read'],
): Promise<string> {
  const secret = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
  const wanted = kinds.join(' or ')
  if (!secret) throw new ApiProblem('unauthorized', `A ${wanted} key is needed: Authorization: Bearer tl_${kinds[0]}_…`)
  const key = sites.key(secret) ?? (await keyMadeJustNow(sites, secret))
  if (!key) throw new ApiProblem('unauthorized', 'This key is not known; it may have been revoked.')
  if (!kinds.includes(key.kind)) {
    throw new ApiProblem(
      'forbidden',
      `This is a ${key.kind} key of site ${key.site_id}: a ${wanted} key is needed here.`,
    )
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
