import { Hono } from 'hono'
import type { Assets } from './assets.js'
import { encodingOf } from './compress.js'

/** Serves the static files: for ever under the current fingerprint, not found under any other. */
export function serveAssets(assets: Assets): Hono {
  const app = new Hono()
  app.get('/:fingerprint/:name', async (c) => {
    const asset = assets.find(c.req.param('fingerprint'), c.req.param('name'))
    if (!asset) return c.notFound()
    c.header('ETag', asset.etag)
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    c.header('Vary', 'Accept-Encoding')
    if (c.req.header('if-none-match')?.includes(asset.etag)) return c.body(null, 304)
    c.header('Content-Type', asset.type)
    const encoding = encodingOf(c.req.header('accept-encoding'))
    if (!encoding) return c.body(asset.body)
    c.header('Content-Encoding', encoding)
    return c.body(await asset.packed(encoding))
  })
  return app
}
