import { DateTime } from 'luxon'
import { z } from 'zod'
import { commonParams } from '../../core/common-params.js'
import { resolvePeriod } from '../../core/period.js'
import { defineReport, type ReportContext } from '../../core/report.js'
import { bind, sql } from '../../core/sql.js'
import {
  type ClaimScope,
  cartClaim,
  customerClaims,
  serviceClaim,
  speedClaims,
  touchClaims,
} from './claim-estimates.js'
import { type ClaimRow, claimRowSchema, verdicts } from './claim-row.js'
import { definitions } from './definitions.js'

const longestDays = 3650

const params = z.strictObject({
  ...commonParams,
  from: commonParams.from.meta({ description: 'First day, included; default all that is known' }),
})

/** When the first event of the site happened; now without one. */
async function firstEventMs({ query, site, now }: ReportContext): Promise<number> {
  const [row] = await query<{ first: number; n: number }>(sql`
    SELECT toUnixTimestamp64Milli(min(occurred_at)) AS first, count() AS n FROM events WHERE site_id = ${bind.text(site.site_id)}`)
  return row && row.n > 0 ? Math.min(row.first, now) : now
}

/** The famous numbers of the trade, each held against what this shop has seen. */
export const claims = defineReport({
  name: 'claims',
  title: 'Famous claims',
  question: 'Do the famous numbers about customers hold in this shop?',
  params,
  row: claimRowSchema,
  totals: z.object({
    from: z.string(),
    to: z.string(),
    verdicts: z.array(z.object({ verdict: z.enum(verdicts), claims: z.number() })),
  }),
  definitions,
  async run(context, { site_id, filters, ...rest }) {
    const { site, now } = context
    const last = resolvePeriod({ to: rest.to, timezone: rest.timezone }, site, now)
    const firstMs = await firstEventMs(context)
    const end = DateTime.fromISO(last.to, { zone: last.timezone })
    const firstKnown = Math.min(firstMs, end.toMillis())
    const known = DateTime.fromMillis(Math.max(firstKnown, end.minus({ days: longestDays }).toMillis()), {
      zone: last.timezone,
    })
    const from = rest.from ?? known.toISODate() ?? last.from
    const period = resolvePeriod({ ...rest, from }, site, now)
    const { to, timezone } = period
    const scope: ClaimScope = {
      context,
      ...period,
      firstMs,
      asked: { site_id, from: period.from, to, timezone, filters },
    }
    // One after the other: each may use all the memory that a report may use.
    const rows: ClaimRow[] = []
    rows.push(...(await speedClaims(scope)))
    rows.push(await cartClaim(scope))
    rows.push(await serviceClaim(scope))
    rows.push(...(await customerClaims(scope)))
    rows.push(...(await touchClaims(scope)))
    const notes = [
      'A claim made elsewhere about other people need not hold here to be true there, nor the other way round.',
    ]
    return {
      rows,
      totals: {
        from: period.from,
        to,
        verdicts: verdicts.map((verdict) => ({
          verdict,
          claims: rows.filter((row) => row.verdict === verdict).length,
        })),
      },
      notes,
      sample: Object.fromEntries(rows.filter(({ currency }) => currency === null).map(({ claim, n }) => [claim, n])),
    }
  },
})
