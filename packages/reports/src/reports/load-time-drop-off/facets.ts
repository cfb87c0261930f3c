import { breakdownText } from '../../core/conditions.js'
import type { ReportQuery } from '../../core/query.js'
import { eventsOf } from '../../core/source.js'
import { bind, sql } from '../../core/sql.js'
import { releaseKey, stratumKey } from './visit-items.js'
import type { VisitScope } from './visits.js'

const mostStrata = 60
const mostReleases = 50
export const mostSlices = 20

/** Keys are hashes as decimal text: they do not fit into a number. */
interface Keyed {
  key: string
}
export interface Stratum extends Keyed {
  device: string
  connection: string
  page_type: string
}
export interface ReleaseSeen extends Keyed {
  release: string
  navigations: number
  first_ms: number
}

/** What the navigations of a period fall into, the most frequent first. */
export interface Facets {
  strata: Stratum[]
  releases: ReleaseSeen[]
  slices: (Keyed & { value: string })[]
}

/** Looks up the strata, releases and values of the breakdown that there are. */
export async function readFacets(query: ReportQuery, scope: VisitScope): Promise<Facets> {
  const { site, fromMs, untilMs, breakdown } = scope
  const range = { site, fromMs, untilMs, people: false, copies: true }
  const loads = { ...range, where: sql`kind = 'page_load'` }
  const strata = query<Stratum>(sql`
    SELECT toString(stratum) AS key, any(device_name) AS device, any(connection_name) AS connection, any(page_type_name) AS page_type
    FROM (${eventsOf(loads, sql`${stratumKey} AS stratum, toString(device) AS device_name, toString(effective_type) AS connection_name, toString(page_type) AS page_type_name`)})
    GROUP BY stratum ORDER BY count() DESC, key LIMIT ${bind.uint(mostStrata)}`)
  const releases = query<ReleaseSeen>(sql`
    SELECT toString(any(version)) AS key, release_name AS release, count() AS navigations, min(loaded.at_ms) AS first_ms
    FROM (${eventsOf(loads, sql`${releaseKey} AS version, toString(release) AS release_name`)}) AS loaded
    WHERE release_name != '' GROUP BY release_name ORDER BY navigations DESC, release LIMIT ${bind.uint(mostReleases)}`)
  const seen = { ...range, where: sql`kind = 'page_load' OR name = 'page_view'` }
  const slices = breakdown
    ? query<Facets['slices'][number]>(sql`
    SELECT toString(cityHash64(slice)) AS key, slice AS value
    FROM (${eventsOf(seen, sql`${breakdownText(breakdown)} AS slice`)})
    GROUP BY slice ORDER BY count() DESC, slice LIMIT ${bind.uint(mostSlices + 1)}`)
    : []
  // Waited for together: of two that fail, the second must not be nobody's.
  const [ofStrata, ofReleases, ofSlices] = await Promise.all([strata, releases, slices])
  return { strata: ofStrata, releases: ofReleases, slices: ofSlices }
}
