import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { annotationSchema } from '../core/annotations.js'
import { segmentNameSchema } from '../core/segment-name.js'
import { segmentSchema } from '../core/segments.js'
import type { Kept } from './keeping.js'
import { Layout } from './layout.js'
import { KeptPage } from './pages/kept/kept-page.js'
import { text } from './pages/kept/messages.js'
import { homeViews, reportPages } from './pages/registry.js'
import { sameOriginForms } from './security.js'
import { localPath } from './sign-in.js'
import type { ReadyOptions, SiteAccess } from './site-access.js'
import { sitePath, type View } from './view.js'

const formBytes = 32 * 1024
const kinds = ['views', 'segments', 'annotations'] as const satisfies readonly (keyof Kept)[]

const viewSchema = z.object({
  name: segmentNameSchema,
  page: z.string().refine((name) => [...homeViews, ...reportPages].some((page) => page.name === name), 'is no page'),
  query: z.string().max(8000),
})

/** What people keep for a site: views, segments and annotations, on a page of their own and by small forms on the others. */
export function keepRoutes({ keeper }: ReadyOptions, forSite: SiteAccess): Hono {
  const app = new Hono()

  const keptPage = (c: Context, view: View, problem?: string) => {
    const t = text(view)
    return c.html(
      <Layout view={view} title={t('title')} question={t('question')}>
        <KeptPage view={view} problem={problem} />
      </Layout>,
      problem ? 400 : 200,
    )
  }

  app.get('/:site/kept', (c) => forSite(c, 'kept', (view) => keptPage(c, view)))

  const posted = async (c: Context) => {
    const body = await c.req.parseBody()
    return (name: string) => (typeof body[name] === 'string' ? body[name].trim() : '')
  }

  const keep = async (kind: string, siteId: string, field: (name: string) => string) => {
    if (!keeper) return
    if (kind === 'view') {
      const saved = viewSchema.parse({ name: field('name'), page: field('page'), query: field('query') })
      await keeper.putView(siteId, saved)
    } else if (kind === 'segment') {
      const filters: unknown = JSON.parse(field('filters'))
      await keeper.putSegment(siteId, segmentSchema.parse({ name: field('name'), filters }))
    } else {
      const fields = { annotation_id: randomUUID(), day: field('day'), kind: field('kind'), text: field('text') }
      await keeper.putAnnotation(siteId, annotationSchema.parse(fields))
    }
  }

  for (const kind of ['view', 'segment', 'annotation'])
    app.post(`/:site/keep/${kind}`, sameOriginForms, bodyLimit({ maxSize: formBytes }), (c) =>
      forSite(
        c,
        'kept',
        async (view) => {
          const field = await posted(c)
          try {
            await keep(kind, view.site.site_id, field)
          } catch (error) {
            if (error instanceof z.ZodError) return keptPage(c, view, z.prettifyError(error))
            if (error instanceof SyntaxError) return keptPage(c, view, 'The filters are no JSON.')
            throw error
          }
          return c.redirect(localPath(field('back')) ?? sitePath(view.site.site_id, 'kept'), 303)
        },
        'analyst',
      ),
    )

  app.post('/:site/keep/remove', sameOriginForms, bodyLimit({ maxSize: formBytes }), (c) =>
    forSite(
      c,
      'kept',
      async (view) => {
        const field = await posted(c)
        const kind = kinds.find((one) => one === field('kind'))
        if (kind && keeper) await keeper.remove(view.site.site_id, kind, field('name'))
        return c.redirect(sitePath(view.site.site_id, 'kept'), 303)
      },
      'analyst',
    ),
  )

  return app
}
