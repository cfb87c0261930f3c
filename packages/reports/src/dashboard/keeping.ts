import {
  type ClickHouseClient,
  listAnnotations,
  listSavedViews,
  putSavedView,
  removeSavedView,
  type SavedAnnotation,
  type SavedView,
} from '@touchline/storage'
import { annotationStore } from '../api/annotation-routes.js'
import { segmentStore } from '../api/segment-routes.js'
import type { Annotation } from '../core/annotations.js'
import { readSegments, type Segment } from '../core/segments.js'

/** What people keep beside the data: views, segments, annotations. */
export interface Kept {
  views: SavedView[]
  segments: Segment[]
  annotations: SavedAnnotation[]
}

/** Keeps things, which the reader cannot. */
export interface Keeper {
  putView(siteId: string, view: SavedView): Promise<void>
  putSegment(siteId: string, segment: Segment): Promise<void>
  putAnnotation(siteId: string, annotation: Annotation): Promise<void>
  /** False when there was none. */
  remove(siteId: string, kind: keyof Kept, name: string): Promise<boolean>
}

/** Keeps things in the tables that `owner` may write. */
export function keeperWith(owner: ClickHouseClient): Keeper {
  const segments = segmentStore(owner)
  const annotations = annotationStore(owner)
  const removers: Record<keyof Kept, (siteId: string, name: string) => Promise<boolean>> = {
    views: (siteId, name) => removeSavedView(owner, siteId, name),
    segments: segments.remove,
    annotations: annotations.remove,
  }
  return {
    putView: (siteId, view) => putSavedView(owner, siteId, view),
    putSegment: segments.put,
    putAnnotation: annotations.put,
    remove: (siteId, kind, name) => removers[kind](siteId, name),
  }
}

export async function readKept(reader: ClickHouseClient, siteId: string): Promise<Kept> {
  const [views, segments, annotations] = await Promise.all([
    listSavedViews(reader, siteId),
    readSegments(reader, siteId),
    listAnnotations(reader, siteId),
  ])
  return { views, segments, annotations }
}
