import {
  kaplanMeier,
  type Observation,
  survivalAt,
  survivalInterval,
  survivalQuantile,
} from '../../statistics/kaplan-meier.js'
import { MoneySums } from '../../statistics/money-sums.js'
import { interpolatedQuantile } from '../../statistics/quantile.js'
import { toRate } from '../../statistics/to-rate.js'
import { wilsonInterval } from '../../statistics/wilson-interval.js'

/** Equal navigations, counted: what the query answers. */
export interface CountedPages {
  slice: string
  outcome: string
  waited_ms: number | null
  bounced: 0 | 1
  converted: 0 | 1
  navigations: number
  /** Orders: currency and decimal text. */
  paid: [string, string][]
}

const measured = new Set(['ready', 'left_while_loading', 'moved_on'])
export const isMeasured = ({ outcome }: CountedPages) => measured.has(outcome)

export const countOf = (pages: readonly CountedPages[], holds: (page: CountedPages) => boolean = () => true): number =>
  pages.reduce((sum, page) => (holds(page) ? sum + page.navigations : sum), 0)

const waits = (pages: readonly CountedPages[], event: string): Observation[] =>
  pages
    .filter((page) => isMeasured(page) && page.waited_ms !== null)
    .map((page) => ({ time: page.waited_ms as number, event: page.outcome === event, count: page.navigations }))

/** One bar: navigations by how long they waited, until the page was ready or the visitor left or moved on. */
export function toBin(pages: readonly CountedPages[], from_ms: number, to_ms: number | null) {
  const inside = pages.filter(
    (page) =>
      isMeasured(page) &&
      page.waited_ms !== null &&
      page.waited_ms >= from_ms &&
      (to_ms === null || page.waited_ms < to_ms),
  )
  const n = countOf(inside)
  const ready = countOf(inside, ({ outcome }) => outcome === 'ready')
  const revenue = new MoneySums()
  for (const { paid } of inside) for (const [currency, value] of paid) if (value) revenue.add(currency, value)
  return {
    from_ms,
    to_ms,
    n,
    left: countOf(inside, ({ outcome }) => outcome === 'left_while_loading'),
    bounce: toRate(
      countOf(inside, ({ outcome, bounced }) => outcome === 'ready' && bounced === 1),
      ready,
    ),
    conversion: toRate(
      countOf(inside, ({ converted }) => converted === 1),
      n,
    ),
    revenue: revenue.toMoney(),
  }
}

/** The share that has left by `t_s` seconds, if no page were ready before. */
export interface PatiencePoint {
  t_s: number
  left: number
  low: number | null
  high: number | null
  at_risk: number
  /** The least and the most it can be, whatever became of the vanished. */
  bound_low: number
  bound_high: number
}

/**
 * The patience curve 1 - S(t), censored when the page was ready or the visitor moved on. It ends where nobody was still
 * waiting.
 * @param vanished navigations of which nothing is known: at most all left at once, at least none
 */
export function toPatience(
  pages: readonly CountedPages[],
  seconds: readonly number[],
  vanished: number,
): PatiencePoint[] {
  const observations = waits(pages, 'left_while_loading')
  const curve = kaplanMeier(observations)
  const known = curve.observations
  return seconds.flatMap((t_s) => {
    const survival = survivalAt(curve, t_s * 1000)
    if (survival === null) return []
    const left = 1 - survival
    const atRisk = observations.reduce((sum, { time, count = 1 }) => (time >= t_s * 1000 ? sum + count : sum), 0)
    const interval = survivalInterval(curve, t_s * 1000)
    // Before anybody has left Greenwood's variance is 0: those still waiting bound the share instead.
    const ends = interval
      ? { low: 1 - interval.high, high: 1 - interval.low }
      : { low: left === 0 ? 0 : null, high: left === 0 ? (wilsonInterval(0, atRisk)?.high ?? null) : null }
    return [
      {
        t_s,
        left,
        ...ends,
        at_risk: atRisk,
        bound_low: (left * known) / (known + vanished),
        bound_high: (left * known + vanished) / (known + vanished),
      },
    ]
  })
}

const tenths = (ms: number | null) => (ms === null ? null : Math.round(ms * 10) / 10)

/** Load times in ms: of all navigations, corrected for those who left first, and of those alone that became ready. */
export function toPercentiles(pages: readonly CountedPages[]) {
  const curve = kaplanMeier(waits(pages, 'ready'))
  const reporters = pages
    .filter(({ outcome, waited_ms }) => outcome === 'ready' && waited_ms !== null)
    .flatMap(({ waited_ms, navigations }) => Array<number>(navigations).fill(waited_ms as number))
    .sort((a, b) => a - b)
  return {
    corrected: {
      n: curve.observations,
      p50_ms: survivalQuantile(curve, 0.5),
      p75_ms: survivalQuantile(curve, 0.75),
      p95_ms: survivalQuantile(curve, 0.95),
    },
    reporters_only: {
      n: reporters.length,
      p50_ms: tenths(interpolatedQuantile(reporters, 0.5)),
      p75_ms: tenths(interpolatedQuantile(reporters, 0.75)),
      p95_ms: tenths(interpolatedQuantile(reporters, 0.95)),
    },
  }
}
