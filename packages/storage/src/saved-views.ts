import type { ClickHouseClient } from '@clickhouse/client'

/** A page of the dashboard with its query, under a name. */
export interface SavedView {
  name: string
  page: string
  query: string
}

/** The saved views of a site, by name. */
export async function listSavedViews(client: ClickHouseClient, siteId: string): Promise<SavedView[]> {
  const result = await client.query({
    query: `SELECT name, page, query FROM saved_views FINAL WHERE site_id = {site:String} AND removed = 0 ORDER BY name`,
    query_params: { site: siteId },
    format: 'JSONEachRow',
  })
  return result.json<SavedView>()
}

/** Saves a view, in place of one of the same name. */
export async function putSavedView(client: ClickHouseClient, siteId: string, saved: SavedView): Promise<void> {
  await client.insert({ table: 'saved_views', values: [{ site_id: siteId, ...saved }], format: 'JSONEachRow' })
}

/** Removes a saved view; false when there was none. */
export async function removeSavedView(client: ClickHouseClient, siteId: string, name: string): Promise<boolean> {
  const found = (await listSavedViews(client, siteId)).find((view) => view.name === name)
  if (!found) return false
  await client.insert({
    table: 'saved_views',
    values: [{ site_id: siteId, ...found, removed: 1 }],
    format: 'JSONEachRow',
  })
  return true
}
