import { eventNamePattern } from '@touchline/events'
import { z } from 'zod'
import { breakdownParam, commonParams } from '../../core/common-params.js'
import { resolvePeriod } from '../../core/period.js'
import { moneySchema, rateSchema } from '../../core/rate.js'
import { defineReport } from '../../core/report.js'
import { toRate } from '../../statistics/to-rate.js'
import { enough, tooFewNote } from '../../statistics/too-few.js'
import { countBots, countPages } from './counted-pages.js'
import { definitions } from './definitions.js'
import { type CountedPages, countOf, isMeasured, toBin, toPatience, toPercentiles } from './observed-pages.js'
import { readinessNames } from './visits.js'

const patienceSeconds = Array.from({ length: 16 }, (_, second) => second)
const mostSlices = 20

const params = z.strictObject({
  ...commonParams,
  filters: commonParams.filters.meta({
    description:
      'Only navigations for which all of these hold; channel, source, medium, campaign and referrer are those with which the visit began',
  }),
  breakdown: breakdownParam,
  metric: z.enum(readinessNames).default('readiness').meta({
    description: 'When a page counts as ready; readiness = product_visible_ms, else fcp_ms',
  }),
  bins: z
    .array(z.number().min(0).max(600_000))
    .min(1)
    .max(50)
    .refine((edges) => edges.every((edge, i) => i === 0 || edge > (edges[i - 1] as number)), 'must ascend')
    .default([0, 1000, 2000, 3000, 4000, 5000, 6000, 8000, 10_000])
    .meta({ description: 'Where the bars begin, in ms; the last one has no end', unit: 'ms' }),
  at: z.string().regex(eventNamePattern).default('landing').meta({
    description: 'landing = the first page of a visit; or the name of an event: the pages on which it happens',
  }),
})

const row = z.object({
  from_ms: z.number(),
  to_ms: z.number().nullable(),
  n: z.number(),
  left: z.number(),
  bounce: rateSchema,
  conversion: rateSchema,
  revenue: moneySchema,
})

const quantilesSchema = z.object({
  n: z.number(),
  p50_ms: z.number().nullable(),
  p75_ms: z.number().nullable(),
  p95_ms: z.number().nullable(),
})

const figures = z.object({
  outcomes: z.object({
    ready: z.number(),
    left_while_loading: z.number(),
    moved_on: z.number(),
    vanished: z.number(),
    not_measured: z.number(),
    excluded: z.object({
      opened_hidden: z.number(),
      bfcache: z.number(),
      reload: z.number(),
      soft: z.number(),
      bot: z.number(),
    }),
  }),
  left_share: rateSchema,
  bounce: rateSchema,
  conversion: rateSchema,
  patience: z.array(
    z.object({
      t_s: z.number(),
      left: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      at_risk: z.number(),
      bound_low: z.number(),
      bound_high: z.number(),
    }),
  ),
  percentiles: z.object({ corrected: quantilesSchema, reporters_only: quantilesSchema }),
})
type Figures = z.infer<typeof figures>
const totals = figures.extend({
  breakdowns: z.array(z.object({ value: z.string(), rows: z.array(row), totals: figures })),
})

function toFigures(pages: readonly CountedPages[], bots: number): Figures {
  const of = (outcome: string) => countOf(pages, (page) => page.outcome === outcome)
  const measured = pages.filter(isMeasured)
  const n = countOf(measured)
  const vanished = of('vanished')
  return {
    outcomes: {
      ready: of('ready'),
      left_while_loading: of('left_while_loading'),
      moved_on: of('moved_on'),
      vanished,
      not_measured: of('not_measured'),
      excluded: {
        opened_hidden: of('opened_hidden'),
        bfcache: of('bfcache'),
        reload: of('reload'),
        soft: of('soft'),
        bot: bots,
      },
    },
    left_share: toRate(of('left_while_loading'), n),
    bounce: toRate(
      countOf(measured, ({ outcome, bounced }) => outcome === 'ready' && bounced === 1),
      of('ready'),
    ),
    conversion: toRate(
      countOf(measured, ({ converted }) => converted === 1),
      n,
    ),
    patience: toPatience(pages, patienceSeconds, vanished),
    percentiles: toPercentiles(pages),
  }
}

const toRows = (pages: readonly CountedPages[], edges: readonly number[]) =>
  edges.map((from, i) => toBin(pages, from, edges[i + 1] ?? null))

function toBreakdowns(pages: readonly CountedPages[], edges: readonly number[]) {
  const bySlice = new Map<string, CountedPages[]>()
  for (const page of pages) {
    const some = bySlice.get(page.slice)
    if (some) some.push(page)
    else bySlice.set(page.slice, [page])
  }
  return [...bySlice]
    .sort(([, a], [, b]) => countOf(b) - countOf(a))
    .slice(0, mostSlices)
    .map(([value, some]) => ({ value, rows: toRows(some, edges), totals: toFigures(some, 0) }))
}

export const loadTimeDropOff = defineReport({
  name: 'load-time-drop-off',
  title: 'Load time and drop-off',
  question: 'How long do visitors wait for a page, how many leave while it loads, and what do slow pages cost?',
  params,
  row,
  totals,
  lists: ['patience', 'percentiles', 'breakdowns'],
  definitions,
  async run({ query, site, now }, { filters, breakdown, metric, bins, at, ...rest }) {
    const { fromMs, untilMs } = resolvePeriod(rest, site, now)
    const scope = { site, fromMs, untilMs, filters, breakdown, metric }
    const [pages, bots] = await Promise.all([countPages(query, scope, at), countBots(query, scope)])
    const all = toFigures(pages, bots)
    const { outcomes, percentiles } = all
    const measured = percentiles.corrected.n
    const notes: string[] = []
    if (measured === 0)
      notes.push('No page load was measured in these days: the SDK reports them when it is on the page.')
    else if (measured < enough.p75) notes.push(tooFewNote('measured navigations', measured, enough.p75))
    else if (measured < enough.p95) notes.push(`p95: ${tooFewNote('measured navigations', measured, enough.p95)}`)
    if (outcomes.vanished > 0)
      notes.push(
        `${outcomes.vanished} visits vanished after one page view. If all of them left while loading, the shares are higher: see the bounds.`,
      )
    notes.push(
      'Times and conversion are observed together; that slow pages cause the difference is not shown by this table.',
    )
    return {
      rows: toRows(pages, bins),
      totals: { ...all, breakdowns: breakdown ? toBreakdowns(pages, bins) : [] },
      notes,
      sample: { navigations: countOf(pages), measured, converted: all.conversion.numerator },
    }
  },
})
