import { createHmac, timingSafeEqual } from 'node:crypto'

const signature = (secret: string, siteId: string, name: string) =>
  createHmac('sha256', secret).update(`share\0${siteId}\0${name}`).digest('base64url')

/**
 * The address under which anybody may look at a saved view. The signature is made with a secret of the installation, so
 * that nobody can make one for another view; it ends when the view is removed.
 */
export function sharePath(secret: string, siteId: string, name: string): string {
  const view = Buffer.from(name).toString('base64url')
  return `${encodeURIComponent(siteId)}/${view}.${signature(secret, siteId, name)}`
}

/** The name of the view that a token opens; undefined when it was not made by `sharePath`. */
export function sharedView(secret: string, siteId: string, token: string): string | undefined {
  const [view = '', signed = ''] = token.split('.')
  const name = Buffer.from(view, 'base64url').toString('utf8')
  const wanted = Buffer.from(signature(secret, siteId, name))
  const given = Buffer.from(signed)
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? name : undefined
}
