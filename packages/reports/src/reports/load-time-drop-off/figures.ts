import { z } from 'zod'
import { rateSchema } from '../../core/rate.js'
import { barSchema, countOf, isMeasured, toBars, toShares } from './bars.js'
import type { BarCount, CountedNavigations } from './counted-navigations.js'
import type { Facets } from './facets.js'
import { mostSlices } from './facets.js'
import type { Outcome } from './navigations.js'
import { patienceSchema, percentilesSchema, toPatience, toPercentiles } from './patience.js'

const patienceSeconds = Array.from({ length: 16 }, (_, second) => second)

export const figuresSchema = z.object({
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
  patience: z.array(patienceSchema),
  percentiles: percentilesSchema,
})
export type Figures = z.infer<typeof figuresSchema>

type Counts = Pick<CountedNavigations, 'bars' | 'waits'>

/** The figures of all navigations counted. */
export function toFigures({ bars, waits }: Counts, bots: number): Figures {
  const of = (outcome: Outcome) => countOf(bars, (count) => count.outcome === outcome)
  const { left_share, bounce, conversion } = toShares(bars)
  return {
    outcomes: {
      ready: of('ready'),
      left_while_loading: of('left_while_loading'),
      moved_on: of('moved_on'),
      vanished: of('vanished'),
      not_measured: of('not_measured'),
      excluded: {
        opened_hidden: of('opened_hidden'),
        bfcache: of('bfcache'),
        reload: of('reload'),
        soft: of('soft'),
        bot: bots,
      },
    },
    left_share,
    bounce,
    conversion,
    patience: toPatience(waits, patienceSeconds, of('vanished')),
    percentiles: toPercentiles(waits),
  }
}

export const breakdownsSchema = z.array(
  z.object({ value: z.string(), rows: z.array(barSchema), totals: figuresSchema }),
)

/** The same for each value of the breakdown, the most frequent first. */
export function toBreakdowns({ bars, waits }: Counts, { slices }: Facets, edges: readonly number[]) {
  return slices
    .map(({ value }, index) => {
      const own = <Count extends { slice: number }>(counts: Count[]) => counts.filter(({ slice }) => slice === index)
      return { value, bars: own(bars), waits: own(waits) }
    })
    .filter((slice) => slice.bars.length > 0)
    .sort((a, b) => countOf(b.bars) - countOf(a.bars))
    .slice(0, mostSlices)
    .map(({ value, ...own }) => ({ value, rows: toBars(own.bars, edges), totals: toFigures(own, 0) }))
}

export const stepsSchema = z.array(
  z.object({
    at: z.string(),
    n: z.number(),
    left_share: rateSchema,
    bounce: rateSchema,
    conversion: rateSchema,
    p75_ms: z.number().nullable(),
  }),
)

/** The figures of every place in the shop: the landing, and the pages of each step. */
export function toSteps({ places }: CountedNavigations, steps: readonly string[]): z.infer<typeof stepsSchema> {
  return ['landing', ...steps].map((at, index) => {
    const own = places.filter(({ place }) => place === index)
    const { n, left_share, bounce, conversion } = toShares(own)
    const waits = own.filter(isMeasured).map((count) => ({ ...count, slice: -1, waited_ms: count.waited_s * 1000 }))
    return { at, n, left_share, bounce, conversion, p75_ms: toPercentiles(waits).corrected.p75_ms }
  })
}

/** Navigations of which it is known how long they waited. */
export const measuredOf = (bars: readonly BarCount[]): number => countOf(bars, isMeasured)
