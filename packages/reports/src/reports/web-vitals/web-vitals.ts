import { z } from 'zod'
import { Calendar } from '../../core/calendar.js'
import { breakdownParam, commonParams } from '../../core/common-params.js'
import { resolvePeriod } from '../../core/period.js'
import { rateSchema } from '../../core/rate.js'
import { defineReport } from '../../core/report.js'
import { chosenInterval, intervalNames, intervalParam } from '../../core/time-intervals.js'
import { toRate } from '../../statistics/to-rate.js'
import { enough } from '../../statistics/too-few.js'
import { definitions } from './definitions.js'
import { measureVitals, slowestTargets, type VitalGroup } from './measure-vitals.js'
import { type VitalName, vitalNames, vitalOf } from './vitals.js'

const upperCase = (name: unknown) => (typeof name === 'string' ? name.toUpperCase() : name)

const params = z.strictObject({
  ...commonParams,
  metrics: z
    .array(z.preprocess(upperCase, z.enum(vitalNames)))
    .min(1)
    .max(vitalNames.length)
    .default([...vitalNames])
    .transform((names) => [...new Set(names)])
    .meta({ description: 'Which vitals; default all' }),
  breakdown: breakdownParam.meta({
    description: 'Repeat the rows per value, such as path, page_type, device, country, connection or release',
  }),
  interval: intervalParam,
})

const row = z.object({
  metric: z.enum(vitalNames),
  n: z.number(),
  p50: z.number().nullable(),
  p75: z.number().nullable(),
  p95: z.number().nullable(),
  good: rateSchema,
  needs_improvement: rateSchema,
  poor: rateSchema,
  passes: z.boolean().nullable(),
})
type Row = z.infer<typeof row>

const totals = z.object({
  loads: z.number(),
  interval: z.enum(intervalNames),
  breakdowns: z.array(z.object({ value: z.string(), is_other: z.boolean(), loads: z.number(), rows: z.array(row) })),
  trend: z.array(z.object({ from: z.string(), loads: z.number(), rows: z.array(row) })),
  targets: z.array(z.object({ metric: z.enum(vitalNames), target: z.string(), loads: z.number() })),
})

const passingShare = 0.75

/** Three of four loads are good exactly when p75 is: so the interval of the share decides whether p75 is. */
function passes({ denominator, low, high }: Row['good']): boolean | null {
  if (denominator < enough.p75 || low === null || high === null) return null
  if (low >= passingShare) return true
  return high < passingShare ? false : null
}

function toRows(metrics: readonly VitalName[], group: VitalGroup | undefined): Row[] {
  return metrics.map((metric, i) => {
    const [n, quantiles, good, poor] = group?.vitals[i] ?? [0, [], 0, 0]
    // The columns are Float32: more decimals than they hold would be noise.
    const shown = (value: number | null | undefined) =>
      n === 0 || value === null || value === undefined ? null : Number(value.toFixed(vitalOf(metric).decimals))
    const goodRate = toRate(good, n)
    return {
      metric,
      n,
      p50: shown(quantiles[0]),
      p75: shown(quantiles[1]),
      p95: shown(quantiles[2]),
      good: goodRate,
      needs_improvement: toRate(n - good - poor, n),
      poor: toRate(poor, n),
      passes: passes(goodRate),
    }
  })
}

function notesOf(rows: readonly Row[]): string[] {
  const loads = (metrics: readonly Row[]) => metrics.map(({ metric, n }) => `${metric} ${n}`).join(', ')
  const few = rows.filter(({ n }) => n > 0 && n < enough.p75)
  const fewForP95 = rows.filter(({ n }) => n >= enough.p75 && n < enough.p95)
  const notes: string[] = []
  if (rows.every(({ n }) => n === 0)) {
    notes.push('No page load was measured in these days: the SDK reports them when it is on the page.')
  }
  if (few.length > 0) notes.push(`Too few loads to rely on: ${loads(few)}, where at least ${enough.p75} are needed.`)
  if (fewForP95.length > 0) {
    notes.push(`Too few loads to rely on their p95: ${loads(fewForP95)}, where at least ${enough.p95} are needed.`)
  }
  return notes
}

export const webVitals = defineReport({
  name: 'web-vitals',
  title: 'Web vitals',
  question: 'How fast is the shop, how steady and how quick to react, and for whom is it not?',
  params,
  row,
  totals,
  lists: ['breakdowns', 'trend', 'targets'],
  definitions,
  async run({ query, site, now }, { filters, breakdown, metrics, interval: asked, ...rest }) {
    const period = resolvePeriod(rest, site, now)
    const untilMs = Math.max(Math.min(period.untilMs, now + 300_000), period.fromMs + 1)
    const interval = chosenInterval(period, asked)
    const calendar = new Calendar({ period: interval, week_start: 'monday' }, { ...period, untilMs })
    const startsMs = Array.from({ length: calendar.length }, (_, i) => calendar.startMs(i))
    const scope = { site, fromMs: period.fromMs, untilMs, filters, breakdown, metrics }
    const [groups, targets] = await Promise.all([measureVitals(query, scope, startsMs), slowestTargets(query, scope)])
    const all = groups.find(({ kind }) => kind === 'all')
    const rows = toRows(metrics, all)
    return {
      rows,
      totals: {
        loads: all?.loads ?? 0,
        interval,
        breakdowns: groups
          .filter(({ kind }) => kind === 'slice')
          .map((group) => ({
            value: group.isOther ? 'other' : group.slice,
            is_other: Boolean(group.isOther),
            loads: group.loads,
            rows: toRows(metrics, group),
          }))
          .sort((a, b) => Number(a.is_other) - Number(b.is_other)),
        trend: startsMs.map((startMs, i) => {
          const group = groups.find(({ kind, bucketMs }) => kind === 'bucket' && Number(bucketMs) === startMs)
          return { from: calendar.label(i), loads: group?.loads ?? 0, rows: toRows(metrics, group) }
        }),
        targets,
      },
      notes: notesOf(rows),
      sample: { loads: all?.loads ?? 0 },
    }
  },
})
