import type { ClickHouseClient } from '@clickhouse/client'

/** What happened on a day, to be marked on time axes. */
export interface SavedAnnotation {
  annotation_id: string
  /** A calendar day in the site's time zone, as `2026-03-01`. */
  day: string
  kind: string
  text: string
}

/** The annotations of a site, by day. */
export async function listAnnotations(client: ClickHouseClient, siteId: string): Promise<SavedAnnotation[]> {
  const result = await client.query({
    query: `SELECT annotation_id, toString(day) AS day, kind, text FROM annotations FINAL
      WHERE site_id = {site:String} AND removed = 0 ORDER BY annotations.day, annotation_id`,
    query_params: { site: siteId },
    format: 'JSONEachRow',
  })
  return result.json<SavedAnnotation>()
}

/** Saves an annotation, in place of one with the same id. */
export async function putAnnotation(client: ClickHouseClient, siteId: string, saved: SavedAnnotation): Promise<void> {
  await client.insert({ table: 'annotations', values: [{ site_id: siteId, ...saved }], format: 'JSONEachRow' })
}

/** Removes an annotation; false when there was none. */
export async function removeAnnotation(client: ClickHouseClient, siteId: string, id: string): Promise<boolean> {
  const found = (await listAnnotations(client, siteId)).find(({ annotation_id }) => annotation_id === id)
  if (!found) return false
  await client.insert({
    table: 'annotations',
    values: [{ site_id: siteId, ...found, text: '', removed: 1 }],
    format: 'JSONEachRow',
  })
  return true
}
