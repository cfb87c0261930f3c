import { type Stage, stages } from '@touchline/events'
import { z } from 'zod'
import { commonParams } from '../../core/common-params.js'
import { momentMs, momentSchema } from '../../core/moment.js'
import { ordersOf } from '../../core/orders.js'
import { resolvePeriod } from '../../core/period.js'
import { rateSchema } from '../../core/rate.js'
import { defineReport } from '../../core/report.js'
import { repurchaseGap, usualGapDays } from '../../core/repurchase-gap.js'
import { aalenJohansen, incidenceAt, medianStay } from '../../statistics/aalen-johansen.js'
import { toRate } from '../../statistics/to-rate.js'
import { enough, tooFewNote } from '../../statistics/too-few.js'
import { definitions } from './definitions.js'
import { type FollowedStages, followStages, places } from './follow-stages.js'
import type { JourneyScope } from './journey-moments.js'
import { metricsSchema, stageMetrics } from './stage-metrics.js'

const dayMs = 86_400_000
const unknownChurnDays = 180
const shownDays = [0, 1, 3, 7, 14, 30, 60, 90, 180, 365]

const days = (description: string) => z.number().int().min(1).max(3650).meta({ description, unit: 'd' })
const params = z.strictObject({
  ...commonParams,
  from: commonParams.from.meta({ description: 'Only persons whose first event is of this day or later; default all' }),
  to: commonParams.to.meta({ description: 'Only persons whose first event is of this day or earlier; default all' }),
  filters: commonParams.filters.meta({ description: 'Only persons whose first event fits all of these' }),
  as_of: momentSchema.optional(),
  lapse_days: days('Days without an event after which a person who has not bought has lapsed').default(30),
  churn_days: days(
    'Days without an event after which a customer has churned; default twice the median time between orders',
  ).optional(),
})

const place = z.enum(places as [string, ...string[]])
const row = z.object({
  stage: z.enum(stages),
  reached: z.number(),
  entered: z.number(),
  now: z.number(),
  conversion: rateSchema,
  dropped: z.number(),
  lapsed: z.number(),
  median_days: z.number().nullable(),
  metrics: metricsSchema,
})

const incidence = z.object({
  day: z.number(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
const totals = z.object({
  persons: z.number(),
  customers: z.number(),
  lapsed_now: z.number(),
  lapsed_ever: z.number(),
  churned_now: z.number(),
  churned_ever: z.number(),
  transitions: z.array(z.object({ from: place, to: place, count: z.number() })),
  time_in_stage: z.array(
    z.object({ stage: z.enum(stages), outcome: place, stays: z.number(), at_days: z.array(incidence) }),
  ),
  as_of: z.string(),
  lapse_days: z.number(),
  churn_days: z.number(),
})

const curveOf = (followed: FollowedStages, stage: Stage) => aalenJohansen(followed.spells.get(stage) ?? [])

function toRows(followed: FollowedStages, metrics: Record<Stage, z.infer<typeof metricsSchema>>) {
  return stages.map((stage, i) => {
    const reached = followed.reached.get(stage) ?? 0
    const next = stages[i + 1]
    const further = next === undefined ? 0 : (followed.reached.get(next) ?? 0)
    return {
      stage,
      reached,
      entered: followed.entered.get(stage) ?? 0,
      now: followed.now.get(stage) ?? 0,
      conversion: next === undefined ? toRate(0, 0) : toRate(further, reached),
      dropped: next === undefined ? 0 : reached - further,
      lapsed: followed.idledFrom.get(stage) ?? 0,
      median_days: medianStay(curveOf(followed, stage)),
      metrics: metrics[stage],
    }
  })
}

function toTimeInStage(followed: FollowedStages) {
  return stages.flatMap((stage) => {
    const curve = curveOf(followed, stage)
    return places
      .filter((outcome) => curve.outcomes.includes(outcome))
      .map((outcome) => ({
        stage,
        outcome: outcome as string,
        stays: curve.spells,
        at_days: shownDays.map((day) => ({
          day,
          ...(incidenceAt(curve, outcome, day) ?? { value: null, low: null, high: null }),
        })),
      }))
  })
}

export const journey = defineReport({
  name: 'journey',
  title: 'Customer journey',
  question: 'How many people are in which stage, how far do they get, where do they stop, and how long does it take?',
  params,
  row,
  totals,
  lists: ['transitions', 'time_in_stage'],
  definitions,
  async run({ query, site, now }, given) {
    const { as_of, lapse_days, filters } = given
    const asOfMs = momentMs(as_of, given.timezone ?? site.timezone, now)
    const begun = given.from || given.to ? resolvePeriod(given, site, asOfMs) : undefined
    const scope: JourneyScope = { site, untilMs: asOfMs + 1, begun, filters }
    const gap =
      given.churn_days === undefined
        ? await repurchaseGap(query, ordersOf({ site, untilMs: scope.untilMs }, site.currency))
        : undefined
    const usual = gap && usualGapDays(gap, asOfMs)
    const churn_days = given.churn_days ?? (usual?.isKnown ? Math.max(1, Math.round(2 * usual.days)) : unknownChurnDays)
    const idle = { lapseMs: lapse_days * dayMs, churnMs: churn_days * dayMs }
    const followed = await followStages(query, scope, { asOfMs, ...idle })
    const metrics = await stageMetrics(query, scope, followed.persons)
    const count = (counts: ReadonlyMap<string, number>, key: string) => counts.get(key) ?? 0
    const customers = count(followed.reached, 'delivery_use')
    const notes = [begun ? begunNote(begun) : everybodyNote]
    if (followed.persons < enough.rate) notes.push(tooFewNote('persons', followed.persons, enough.rate))
    if (gap && usual) notes.push(churnNote(churn_days, usual.isKnown, gap.gaps))
    return {
      rows: toRows(followed, metrics),
      totals: {
        persons: followed.persons,
        customers,
        lapsed_now: count(followed.now, 'lapsed'),
        lapsed_ever: count(followed.entered, 'lapsed'),
        churned_now: count(followed.now, 'churned'),
        churned_ever: count(followed.entered, 'churned'),
        transitions: [...followed.transitions.values()].sort(
          (a, b) => places.indexOf(a.from) - places.indexOf(b.from) || places.indexOf(a.to) - places.indexOf(b.to),
        ),
        time_in_stage: toTimeInStage(followed),
        as_of: new Date(asOfMs).toISOString(),
        lapse_days,
        churn_days,
      },
      notes,
      sample: { persons: followed.persons, customers },
    }
  },
})

const everybodyNote =
  'Everybody who was ever seen is in these figures. Ask for from and to to follow those who came for the first time in these days.'
const begunNote = ({ from, to }: { from: string; to: string }) =>
  `Only persons whose first event is from ${from} to ${to}, followed until as_of.`
const churnNote = (days: number, isKnown: boolean, gaps: number) =>
  isKnown
    ? `Customers count as churned after ${days} idle days: twice the median of ${gaps} times between orders.`
    : `Customers count as churned after ${days} idle days: that takes ${enough.rate} times between orders and ${unknownChurnDays} days of them to be told from the shop’s own orders.`
