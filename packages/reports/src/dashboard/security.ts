import type { MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

const headers: Record<string, string> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
}

/** Headers that every answer carries; an answer that says nothing about caching is not kept by anyone. */
export const secured: MiddlewareHandler = async (c, next) => {
  await next()
  for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'private, no-store')
}

/** For pages that other sites may show inside their own: no cookie is read there, and nothing can be sent. */
export const embeddable: MiddlewareHandler = async (c, next) => {
  await secured(c, next)
  for (const name of ['X-Frame-Options', 'Cross-Origin-Opener-Policy', 'Cross-Origin-Resource-Policy'])
    c.res.headers.delete(name)
  const policy = contentSecurityPolicy
    .replace("frame-ancestors 'none'", 'frame-ancestors *')
    .replace("form-action 'self'", "form-action 'none'")
  c.res.headers.set('Content-Security-Policy', policy)
}

const hostOf = (origin: string) => {
  try {
    return new URL(origin).host
  } catch {
    return ''
  }
}

/** Forms of other pages are refused. Hosts are compared, not protocols: a proxy in front may end TLS. */
export const sameOriginForms: MiddlewareHandler = csrf({
  origin: (origin, c) => hostOf(origin) === (c.req.header('x-forwarded-host') ?? c.req.header('host')),
})
