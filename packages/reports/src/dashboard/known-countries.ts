import type { ClickHouseClient } from '@touchline/storage'
import { queryWith } from '../core/query.js'
import { bind, sql } from '../core/sql.js'

const keepMs = 5 * 60_000
const lookBackMs = 90 * 86_400_000
const most = 300

/** Country codes of a site's last 90 days, the busiest first; asked again after five minutes. */
export function knownCountries(reader: ClickHouseClient, now: () => number): (siteId: string) => Promise<string[]> {
  const query = queryWith(reader)
  const answers = new Map<string, { at: number; codes: Promise<string[]> }>()
  return (siteId) => {
    const known = answers.get(siteId)
    if (known && now() - known.at < keepMs) return known.codes
    // Duplicates do not change which countries there are, so this needs no FINAL.
    const codes = query<{ country: string }>(sql`
      SELECT country FROM events
      WHERE site_id = ${bind.text(siteId)} AND country != '' AND occurred_at >= ${bind.time(now() - lookBackMs)}
      GROUP BY country ORDER BY count() DESC LIMIT ${bind.uint(most)}`).then((rows) =>
      rows.map(({ country }) => country),
    )
    answers.set(siteId, { at: now(), codes })
    // A failure is not kept: the next page asks again.
    codes.catch(() => answers.delete(siteId))
    return codes
  }
}
