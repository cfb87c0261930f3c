import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKey, openEmbedded, openSiteDirectory, putSite } from '@touchline/storage'
import { pino } from 'pino'
import { type OpenCollectorOptions, openCollector } from '../open-collector.js'
import { until } from './until.js'

export const silent = pino({ level: 'silent' })

/** A real engine with the site `shop`, and what tests ask it. */
export async function openShop() {
  const directory = mkdtempSync(join(tmpdir(), 'touchline-collector-'))
  const storage = await openEmbedded(directory)
  const site = { timezone: 'UTC', currency: 'EUR', mode: 'adaptive' } as const
  await putSite(storage.owner, { site_id: 'shop', origins: ['https://shop.example', '*.shop.example'], ...site })
  await putSite(storage.owner, { site_id: 'open', origins: [], ...site })
  const serverKey = await createKey(storage.owner, 'shop', 'server')
  const readKey = await createKey(storage.owner, 'shop', 'read')
  const sites = await openSiteDirectory({ client: storage.owner })

  async function rows<T>(query: string): Promise<T[]> {
    const result = await storage.owner.query({ query, format: 'JSONEachRow' })
    return result.json<T>()
  }
  const count = async (where = '1'): Promise<{ raw: number; ids: number }> => {
    const [counted] = await rows<{ raw: number; ids: number }>(
      `SELECT count() AS raw, uniqExact(event_id) AS ids FROM events WHERE ${where}`,
    )
    return counted as { raw: number; ids: number }
  }

  return {
    directory,
    storage,
    site,
    sites,
    serverKey,
    readKey,
    rows,
    count,
    open: (options: Partial<OpenCollectorOptions> = {}) =>
      openCollector({ directory: join(directory, 'spool'), client: storage.owner, sites, log: silent, ...options }),
    until,
    async close() {
      sites.close()
      await storage.close()
      rmSync(directory, { recursive: true })
    },
  }
}

export type Shop = Awaited<ReturnType<typeof openShop>>
