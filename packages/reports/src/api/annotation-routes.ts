import { type ClickHouseClient, listAnnotations, putAnnotation, removeAnnotation } from '@touchline/storage'
import type { Context } from 'hono'
import { z } from 'zod'
import { type Annotation, annotationSchema } from '../core/annotations.js'
import { ApiProblem } from './api-problem.js'
import { requireSite } from './authorize-read.js'

/** Saves and removes annotations, which the reader cannot. */
export interface AnnotationStore {
  put(siteId: string, annotation: Annotation): Promise<void>
  /** False when there was none. */
  remove(siteId: string, id: string): Promise<boolean>
}

/** Annotations in the tables that `owner` may write. */
export const annotationStore = (owner: ClickHouseClient): AnnotationStore => ({
  put: (siteId, annotation) => putAnnotation(owner, siteId, annotation),
  remove: (siteId, id) => removeAnnotation(owner, siteId, id),
})

export const annotationBodySchema = annotationSchema
  .omit({ annotation_id: true })
  .extend({ site_id: z.string().optional() })

/** `GET /v1/annotations`: those of the site, by day. */
export async function listAnnotationsOf(c: Context, siteId: string, reader: ClickHouseClient): Promise<Response> {
  requireSite(c.req.query('site_id'), siteId)
  return c.json({ annotations: await listAnnotations(reader, siteId) })
}

/** `PUT /v1/annotations/{id}`: saves one, in place of what had the id; a deployment sends its release. */
export async function putAnnotationOf(c: Context, siteId: string, store?: AnnotationStore): Promise<Response> {
  const body = annotationBodySchema.safeParse(await c.req.json().catch(() => undefined))
  if (!body.success) throw new ApiProblem('invalid_parameters', z.prettifyError(body.error))
  const { site_id, ...fields } = body.data
  requireSite(site_id, siteId)
  const annotation = annotationSchema.safeParse({ annotation_id: c.req.param('id'), ...fields })
  if (!annotation.success) throw new ApiProblem('invalid_parameters', z.prettifyError(annotation.error))
  await required(store).put(siteId, annotation.data)
  return c.json(annotation.data)
}

/** `DELETE /v1/annotations/{id}`. */
export async function removeAnnotationOf(c: Context, siteId: string, store?: AnnotationStore): Promise<Response> {
  requireSite(c.req.query('site_id'), siteId)
  const id = c.req.param('id') ?? ''
  if (!(await required(store).remove(siteId, id)))
    throw new ApiProblem('not_found', `There is no annotation "${id.slice(0, 64)}".`)
  return c.json({ annotation_id: id, removed: true })
}

function required(store: AnnotationStore | undefined): AnnotationStore {
  if (store) return store
  throw new ApiProblem('not_found', 'This server cannot save annotations.')
}
