import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kindOf, type Site, uuidV7 } from '@touchline/events'
import { clickHouseTime, type EventRow, insertEvents, openEmbedded } from '@touchline/storage'
import type { ZodType } from 'zod'
import { binaryQueryWith, queryWith } from '../src/core/query.js'
import type { Report } from '../src/core/report.js'

/** An event of a test: who, when (ms since the epoch), what. */
export type ShopEvent = { visitor_id: string; at: number; name: string } & Partial<EventRow>

/** A real engine with a site of its own, for the tests of reports. */
export async function openShopFixture(site: Partial<Site> = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'touchline-reports-'))
  const storage = await openEmbedded(directory)
  const shop: Site = { site_id: 'shop', origins: [], timezone: 'UTC', currency: 'EUR', mode: 'adaptive', ...site }
  let made = 0
  const toRow = ({ at, name, ...fields }: ShopEvent): EventRow => ({
    site_id: shop.site_id,
    event_id: uuidV7(at, createHash('sha256').update(String(made++)).digest()),
    kind: kindOf(name),
    name,
    occurred_at: clickHouseTime(at),
    received_at: clickHouseTime(at),
    identity: 'imported',
    ...fields,
  })
  return {
    site: shop,
    insert: (events: ShopEvent[]) => insertEvents(storage.owner, events.map(toRow)),
    /** Answers a report with parameters as they come from outside, and checks the answer against its schemas. */
    async answer<Params extends ZodType, Row, Totals>(
      report: Report<Params, Row, Totals>,
      given: Record<string, unknown>,
      now: number,
    ) {
      const params = report.params.parse({ site_id: shop.site_id, ...given })
      const result = await report.run(
        { query: queryWith(storage.reader), binaryQuery: binaryQueryWith(storage.reader), site: shop, now },
        params,
      )
      return {
        ...result,
        rows: result.rows.map((row) => report.row.parse(row)),
        totals: report.totals.parse(result.totals),
      }
    },
    async close() {
      await storage.close()
      await rm(directory, { recursive: true })
    },
  }
}
export type ShopFixture = Awaited<ReturnType<typeof openShopFixture>>
