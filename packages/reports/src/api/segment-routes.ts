import { type ClickHouseClient, putSegment, removeSegment } from '@touchline/storage'
import type { Context } from 'hono'
import { z } from 'zod'
import { readSegments, type Segment, segmentSchema } from '../core/segments.js'
import { ApiProblem } from './api-problem.js'
import { requireSite } from './authorize-read.js'

/** Saves and removes segments, which the reader cannot. */
export interface SegmentStore {
  put(siteId: string, segment: Segment): Promise<void>
  /** False when there was none. */
  remove(siteId: string, name: string): Promise<boolean>
}

/** Segments in the tables that `owner` may write. */
export const segmentStore = (owner: ClickHouseClient): SegmentStore => ({
  put: (siteId, { name, filters }) => putSegment(owner, siteId, { name, filters: JSON.stringify(filters) }),
  remove: (siteId, name) => removeSegment(owner, siteId, name),
})

export const segmentBodySchema = z.strictObject({
  site_id: z.string().optional(),
  filters: segmentSchema.shape.filters,
})

/** `GET /v1/segments`: those of the site, by name. */
export async function listSegmentsOf(c: Context, siteId: string, reader: ClickHouseClient): Promise<Response> {
  requireSite(c.req.query('site_id'), siteId)
  return c.json({ segments: await readSegments(reader, siteId) })
}

/** `PUT /v1/segments/{name}`: saves filters under a name, in place of what had it. */
export async function putSegmentOf(c: Context, siteId: string, store: SegmentStore | undefined): Promise<Response> {
  const body = segmentBodySchema.safeParse(await c.req.json().catch(() => undefined))
  if (!body.success) throw new ApiProblem('invalid_parameters', z.prettifyError(body.error))
  requireSite(body.data.site_id, siteId)
  const segment = segmentSchema.safeParse({ name: c.req.param('name'), filters: body.data.filters })
  if (!segment.success) throw new ApiProblem('invalid_parameters', z.prettifyError(segment.error))
  await required(store).put(siteId, segment.data)
  return c.json(segment.data)
}

/** `DELETE /v1/segments/{name}`. */
export async function removeSegmentOf(c: Context, siteId: string, store: SegmentStore | undefined): Promise<Response> {
  requireSite(c.req.query('site_id'), siteId)
  const name = c.req.param('name') ?? ''
  if (!(await required(store).remove(siteId, name)))
    throw new ApiProblem('not_found', `There is no segment "${name.slice(0, 64)}".`)
  return c.json({ name, removed: true })
}

function required(store: SegmentStore | undefined): SegmentStore {
  if (store) return store
  throw new ApiProblem('not_found', 'This server cannot save segments. Use: touchline segment add')
}
