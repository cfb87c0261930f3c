import { z } from 'zod'
import { commonParams } from '../../core/common-params.js'
import { conditionOf } from '../../core/conditions.js'
import { momentMs, momentSchema } from '../../core/moment.js'
import { resolvePeriod } from '../../core/period.js'
import { defineReport } from '../../core/report.js'
import { sql } from '../../core/sql.js'
import { compareStrata, type ServiceRow, serviceRowSchema, troubles } from './compare-strata.js'
import { definitions } from './definitions.js'
import { orderTroubleCounts } from './order-trouble.js'
import { paymentTroubleCounts } from './payment-trouble.js'
import { dayMs, type ServiceScope, type StratumCount } from './service-scope.js'

const days = (description: string, usual: number) =>
  z.number().int().min(1).max(730).default(usual).meta({ description, unit: 'd' })

const params = z.strictObject({
  ...commonParams,
  from: commonParams.from.meta({ description: 'Only orders and payments of this day or later; default all' }),
  to: commonParams.to.meta({ description: 'Only orders and payments of this day or earlier; default all' }),
  filters: commonParams.filters.meta({ description: 'Only orders and payments that fit all of these' }),
  return_days: days('How long to wait for another order', 30),
  within_days: days('Trouble later than this after an order is not about it', 30),
  late_days: days('A delivery later than this is late, where the shop does not say whether it was', 7),
  as_of: momentSchema.optional(),
})

/** Whether people order again after trouble, against others who are alike. */
export const serviceEffect = defineReport({
  name: 'service-effect',
  title: 'After trouble',
  question: 'Do people come back after a contact, a return, a late delivery or a failed payment?',
  params,
  row: serviceRowSchema,
  totals: z.object({ cases: z.number(), matched: z.number(), grade: z.literal('B') }),
  definitions,
  async run({ query, site, now }, given) {
    const asOfMs = momentMs(given.as_of, given.timezone ?? site.timezone, now)
    const scope: ServiceScope = {
      site,
      period: given.from || given.to ? resolvePeriod(given, site, asOfMs) : undefined,
      asOfMs,
      fits: conditionOf(given.filters) ?? sql`true`,
      returnMs: given.return_days * dayMs,
      withinMs: given.within_days * dayMs,
      lateMs: given.late_days * dayMs,
    }
    const counts = await Promise.all([
      query<StratumCount>(orderTroubleCounts(scope)),
      query<StratumCount>(paymentTroubleCounts(scope)),
    ])
    const rows = troubles.map((trouble) =>
      compareStrata(
        trouble,
        counts.flat().filter((count) => count.trouble === trouble),
      ),
    )
    const total = (of: (row: ServiceRow) => number) => rows.reduce((sum, row) => sum + of(row), 0)
    const totals = { cases: total(({ cases }) => cases), matched: total(({ matched }) => matched), grade: 'B' as const }
    return {
      rows,
      totals,
      notes: notesOf(rows, given.return_days),
      sample: { cases: totals.cases, matched: totals.matched },
    }
  },
})

function notesOf(rows: readonly ServiceRow[], returnDays: number): string[] {
  const notes = [
    'This is association: people with and without trouble may differ in ways that are not matched. To show a cause, change the service for a random half.',
  ]
  const few = rows.filter(({ conclusion }) => conclusion === 'too_few').map(({ trouble }) => trouble)
  if (few.length > 0)
    notes.push(
      `Too few to compare: ${few.join(', ')}. Cases count once ${returnDays} days have passed since; it takes 30 on each side, 5 of whom came back and 5 did not.`,
    )
  const lone = rows.filter(({ cases, matched }) => cases > 0 && matched < cases * 0.9)
  for (const { trouble, cases, matched } of lone)
    notes.push(`${trouble}: ${cases - matched} of ${cases} cases have nobody alike and are left out.`)
  return notes
}
