import type { KeyKind, SiteDirectory } from '@touchline/storage'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

const cookieName = 'touchline_keys'
const mostKeys = 20
const monthSeconds = 30 * 86_400

/** What somebody may do: owners change settings, analysts see all there is, viewers see no single persons. */
export const roles = ['viewer', 'analyst', 'owner'] as const
export type Role = (typeof roles)[number]

const roleOf: Record<KeyKind, Role> = { view: 'viewer', read: 'analyst', server: 'owner' }

/** True when a role may do what takes `least`. */
export const mayAs = (role: Role, least: Role): boolean => roles.indexOf(role) >= roles.indexOf(least)

/** A key that is valid at this moment, its site, and what it allows. */
export interface SignedIn {
  key: string
  siteId: string
  role: Role
}

/** The browser speaks https, to us or to a proxy in front of us; a forged header only changes the forger's own cookie. */
const isHttps = (c: Context) =>
  new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto')?.split(',')[0]?.trim() === 'https'

/** The keys of the cookie that are valid now: asked anew on every request, so that a revoked key ends at once. */
export function signedIn(c: Context, sites: Pick<SiteDirectory, 'key' | 'site'>): SignedIn[] {
  const found = new Map<string, SignedIn>()
  for (const key of (getCookie(c, cookieName) ?? '').split('~').slice(0, mostKeys)) {
    const known = key ? sites.key(key) : undefined
    if (known && sites.site(known.site_id))
      found.set(known.site_id, { key, siteId: known.site_id, role: roleOf[known.kind] })
  }
  return [...found.values()]
}

/** Remembers a key beside those of other sites; the newest come first and the twentieth is the last kept. */
export function rememberKey(c: Context, added: Pick<SignedIn, 'key' | 'siteId'>, before: SignedIn[]): void {
  const others = before.filter(({ siteId }) => siteId !== added.siteId)
  const keys = [added, ...others].slice(0, mostKeys).map(({ key }) => key)
  setCookie(c, cookieName, keys.join('~'), {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    secure: isHttps(c),
    maxAge: monthSeconds,
  })
}

export function forgetKeys(c: Context): void {
  deleteCookie(c, cookieName, { path: '/', secure: isHttps(c) })
}
