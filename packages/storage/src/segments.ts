import type { ClickHouseClient } from '@clickhouse/client'

/** Filters saved under a name, as JSON text: what they mean is the reports' business. */
export interface SavedSegment {
  name: string
  filters: string
}

/** The segments of a site, by name; only those of some names when asked. */
export async function listSegments(
  client: ClickHouseClient,
  siteId: string,
  names?: readonly string[],
): Promise<SavedSegment[]> {
  const result = await client.query({
    query: `SELECT name, filters FROM segments FINAL
      WHERE site_id = {site:String} AND removed = 0 AND (empty({names:Array(String)}) OR has({names:Array(String)}, name))
      ORDER BY name`,
    query_params: { site: siteId, names: names ?? [] },
    format: 'JSONEachRow',
  })
  return result.json<SavedSegment>()
}

/** Saves a segment, in place of one of the same name. */
export async function putSegment(client: ClickHouseClient, siteId: string, segment: SavedSegment): Promise<void> {
  await client.insert({ table: 'segments', values: [{ site_id: siteId, ...segment }], format: 'JSONEachRow' })
}

/** Removes a segment; false when there was none. */
export async function removeSegment(client: ClickHouseClient, siteId: string, name: string): Promise<boolean> {
  const [found] = await listSegments(client, siteId, [name])
  if (!found) return false
  await client.insert({
    table: 'segments',
    values: [{ site_id: siteId, name, filters: '', removed: 1 }],
    format: 'JSONEachRow',
  })
  return true
}
