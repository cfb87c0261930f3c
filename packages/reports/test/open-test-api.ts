import { createKey, insertEvents, openEmbeddedSql, openSiteDirectory, putSite } from '@touchline/storage'
import { annotationStore } from '../src/api/annotation-routes.js'
import { createReports, type ReportsOptions } from '../src/api/create-reports.js'
import { segmentStore } from '../src/api/segment-routes.js'
import { openTestStorage, testSite } from './open-test-storage.js'
import { shopDay, smallShop } from './small-shop.js'

/** The reports' HTTP interface over a real engine with the small shop, as site `shop`, beside the site `other`. */
export async function openTestApi(more: Partial<ReportsOptions> = {}) {
  const storage = await openTestStorage()
  for (const id of ['shop', 'other']) await putSite(storage.owner, testSite(id))
  const keys = {
    read: await createKey(storage.owner, 'shop', 'read'),
    server: await createKey(storage.owner, 'shop', 'server'),
    other: await createKey(storage.owner, 'other', 'read'),
  }
  await insertEvents(storage.owner, smallShop('shop'))
  const sql = await openEmbeddedSql(storage, storage.directory)
  const sites = await openSiteDirectory({ client: storage.owner })
  const app = createReports({
    reader: storage.reader,
    sites,
    now: () => shopDay + 20 * 86_400_000,
    segments: segmentStore(storage.owner),
    sql,
    annotations: annotationStore(storage.owner),
    ...more,
  })
  return {
    storage,
    sites,
    keys,
    /** Sends a request; a body is sent as JSON. */
    async send(method: string, path: string, { key = keys.read, body, accept }: Sent = {}): Promise<Response> {
      return app.request(path, {
        method,
        headers: { authorization: `Bearer ${key}`, ...(accept ? { accept } : {}) },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
    },
    async close() {
      sites.close()
      await sql.close()
      await storage.close()
    },
  }
}
export type TestApi = Awaited<ReturnType<typeof openTestApi>>

interface Sent {
  key?: string
  body?: unknown
  accept?: string
}
