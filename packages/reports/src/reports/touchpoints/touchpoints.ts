import { z } from 'zod'
import { commonParams } from '../../core/common-params.js'
import { resolvePeriod } from '../../core/period.js'
import { moneySchema } from '../../core/rate.js'
import { defineReport } from '../../core/report.js'
import { MoneySums } from '../../statistics/money-sums.js'
import { enough, tooFewNote } from '../../statistics/too-few.js'
import { definitions } from './definitions.js'
import { touchCosts } from './touch-costs.js'
import { laterStages, type TouchpointScope, touchpointCounts, touchTallies } from './touch-tallies.js'
import { touchpointRowSchema, touchpointRows } from './touchpoint-rows.js'

const dayMs = 86_400_000

const params = z.strictObject({
  ...commonParams,
  filters: commonParams.filters.meta({ description: 'Only touches for which all of these hold' }),
  lookback_days: z
    .number()
    .positive()
    .max(365)
    .default(30)
    .meta({ description: 'How long before a stage or an order a touch counts, both ends included', unit: 'd' }),
  limit: z.number().int().min(1).max(200).default(50).meta({ description: 'Most frequent kinds of touches' }),
})

const totals = z.object({
  persons: z.number().meta({ description: 'Persons with any touch in the period' }),
  entered: z
    .object(Object.fromEntries(laterStages.map((stage) => [stage, z.number()])))
    .meta({ description: 'Persons who did something of each stage in the period' }),
  cost: moneySchema,
  grade: z.literal('A'),
})

/** What each channel and kind of touch reaches, what it comes before, what it costs and what follows. */
export const touchpoints = defineReport({
  name: 'touchpoints',
  title: 'Touchpoints',
  question: 'Which touches reach whom, what do they come before, and what follows them?',
  params,
  row: touchpointRowSchema,
  totals,
  definitions,
  async run({ query, site, now }, given) {
    const scope: TouchpointScope = {
      site,
      now,
      period: resolvePeriod(given, site, now),
      filters: given.filters,
      lookbackMs: Math.round(given.lookback_days * dayMs),
    }
    const [all, costs] = await Promise.all([touchpointCounts(query, scope), touchCosts(query, scope)])
    const shown = all.slice(0, given.limit)
    const channels = [...new Set([...shown, ...costs].map(({ channel }) => channel))]
    const tallies = await touchTallies(query, scope, shown, channels)
    const spent = new MoneySums()
    for (const { currency, cost } of costs) spent.add(currency, cost)
    const notes: string[] = []
    if (tallies.touched < enough.rate) notes.push(tooFewNote('persons with a touch', tallies.touched, enough.rate))
    if (all.length > shown.length) {
      notes.push(`${all.length - shown.length} rarer kinds of touches are not counted: raise limit to see them.`)
    }
    if (costs.length === 0) {
      notes.push('No costs were imported. Give touches or ad_cost events a property cost to see what an order costs.')
    }
    notes.push('Grade A: people differ by what reaches them. The effects are association, not what a touch brought.')
    return {
      rows: touchpointRows(tallies, shown, channels, costs),
      totals: {
        persons: tallies.touched,
        entered: Object.fromEntries(laterStages.map((stage, i) => [stage, tallies.entered[i] ?? 0])),
        cost: spent.toMoney(),
        grade: 'A' as const,
      },
      notes,
      sample: { persons: tallies.touched },
    }
  },
})
