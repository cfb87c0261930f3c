import type { z } from 'zod'
import type { Filter } from '../../core/conditions.js'
import type { Report, ReportContext } from '../../core/report.js'
import { toRate } from '../../statistics/to-rate.js'
import { enough, enoughToCompare } from '../../statistics/too-few.js'
import { everAbandoned } from '../abandonment/ever-abandoned.js'
import { customerValue } from '../customer-value/customer-value.js'
import { loadTimeDropOff } from '../load-time-drop-off/load-time-drop-off.js'
import { serviceEffect } from '../service-effect/service-effect.js'
import { touchFatigue } from '../touch-fatigue/touch-fatigue.js'
import { type ClaimRow, noEstimate, type OwnEstimate, toClaimRow, verdictOn } from './claim-row.js'

export interface ClaimScope {
  context: ReportContext
  fromMs: number
  untilMs: number
  /** The first event of the site. */
  firstMs: number
  /** What every report is asked: site, days, time zone, filters. */
  asked: { site_id: string; from: string; to: string; timezone: string; filters?: Filter[] }
}

const dayMs = 86_400_000

function ask<Params extends z.ZodType, Row, Totals>(
  { context, asked }: ClaimScope,
  report: Report<Params, Row, Totals>,
  params: object = {},
) {
  return report.run(context, report.params.parse({ ...asked, ...params }))
}

const estimateOf = ({ numerator, denominator }: { numerator: number; denominator: number }): OwnEstimate => {
  const { rate, low, high } = toRate(numerator, denominator)
  return { own: rate, low, high, n: denominator }
}

/** Patience at 3 and 10 seconds, and what 250 ms go together with. */
export async function speedClaims(scope: ClaimScope): Promise<ClaimRow[]> {
  const { patience, what_if, slope } = (await ask(scope, loadTimeDropOff)).totals
  const waits = (
    [
      ['leave_after_3_s', 3, 0.4],
      ['leave_after_10_s', 10, 0.5],
    ] as const
  ).map(([claim, seconds, claimed]) => {
    const point = patience.find(({ t_s }) => t_s === seconds)
    const own = point ? { own: point.left, low: point.low, high: point.high, n: point.at_risk } : noEstimate()
    const verdict = verdictOn(own, claimed, enough.rate)
    return toClaimRow({ claim, claimed, unit: 'share', ...own, verdict, report: loadTimeDropOff.name })
  })
  const orders = what_if.find(({ faster_by_ms }) => faster_by_ms === 250)?.orders_per_1000
  const own = orders
    ? { own: orders.amount, low: orders.low, high: orders.high, n: slope.conversions }
    : noEstimate(slope.conversions)
  // The claim says that there is an effect, not how large it is.
  const verdict =
    !orders || (orders.low <= 0 && orders.high >= 0) ? 'cannot_tell' : orders.low > 0 ? 'consistent' : 'lower'
  const besides = orders
    ? 'Orders per 1,000 page loads that go together with pages faster by 250 ms; the interval would have to exclude 0.'
    : `It takes ${enough.slope} page loads followed by an order.`
  return [
    ...waits,
    toClaimRow({
      claim: 'lose_by_250_ms',
      claimed: null,
      unit: 'orders_per_1000',
      ...own,
      verdict,
      grade: 'B',
      besides,
      report: loadTimeDropOff.name,
    }),
  ]
}

const idleMs = 3_600_000
const cartDays = 30

/** Who ever left a cart. */
export async function cartClaim({ context, asked, fromMs, untilMs }: ClaimScope): Promise<ClaimRow> {
  const { site, now } = context
  const asOfMs = Math.min(untilMs - 1, now)
  const scope = {
    site,
    fromMs: fromMs - cartDays * dayMs,
    untilMs: asOfMs + 1,
    unit: 'person',
    idleMs,
    filters: asked.filters,
    whole: false,
  } as const
  const { persons, abandoned } = await everAbandoned(context, scope, { fromMs, asOfMs })
  const own = estimateOf({ numerator: abandoned, denominator: persons })
  return toClaimRow({
    claim: 'ever_abandoned_cart',
    claimed: 0.9,
    unit: 'share',
    ...own,
    verdict: verdictOn(own, 0.9, enough.rate),
    report: 'abandonment',
  })
}

const claimedDays = 730
/** How long is watched where two years are not known yet: the longest of these that tells of enough people. */
const shorterDays = [365, 180, 90, 30]

/** Who stayed away after trouble for so many days, whenever it was. */
async function staysAway(scope: ClaimScope, return_days: number) {
  const { from: _from, to: _to, ...always } = scope.asked
  const { rows } = await ask({ ...scope, asked: always as ClaimScope['asked'] }, serviceEffect, { return_days })
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0)
  const matched = sum(({ returned }) => returned.denominator)
  const compared = sum(({ expected, returned }) => (expected === null ? 0 : returned.denominator))
  const backAnyway = sum(({ expected, returned }) => (expected ?? 0) * returned.denominator)
  return {
    ...estimateOf({ numerator: matched - sum(({ returned }) => returned.numerator), denominator: matched }),
    expected: compared > 0 ? 1 - backAnyway / compared : null,
  }
}

/** How many stay away after trouble for two years; without two years of data, for as long as is known. */
export async function serviceClaim(scope: ClaimScope): Promise<ClaimRow> {
  const knownDays = (scope.context.now - scope.firstMs) / dayMs
  const shortest = shorterDays.at(-1) ?? claimedDays
  let watched_days = shortest
  let found: Awaited<ReturnType<typeof staysAway>> | undefined
  for (const days of [claimedDays, ...shorterDays].filter((one) => one < knownDays || one === shortest)) {
    watched_days = days
    found = await staysAway(scope, days)
    if (found.n >= enough.rate) break
  }
  const { expected, ...own } = found ?? { ...noEstimate(), expected: null }
  const isWhole = watched_days === claimedDays
  const others =
    expected === null
      ? ''
      : ` Of others who are alike, ${(expected * 100).toFixed(1)}% would be expected to stay away as well.`
  return toClaimRow({
    claim: 'stay_away_2_years',
    claimed: 0.39,
    unit: 'share',
    ...own,
    verdict: isWhole ? verdictOn(own, 0.39, enough.rate) : 'cannot_tell',
    grade: 'B',
    watched_days,
    expected,
    besides: `Without another order for ${isWhole ? 'two years' : `${watched_days} days, because too little is known of two years`}.${others}`,
    report: serviceEffect.name,
  })
}

/** Existing against new customers: new products, and the value of orders by currency. */
export async function customerClaims(scope: ClaimScope): Promise<ClaimRow[]> {
  const { new_product, order_value } = (await ask(scope, customerValue)).totals
  const groups = [new_product.new, new_product.existing]
  const n = Math.min(...groups.map(({ denominator }) => denominator))
  const { ratio } = new_product
  const tried = ratio ? { own: ratio.ratio, low: ratio.low, high: ratio.high, n } : noEstimate(n)
  const compared = enoughToCompare(groups)
  const values = order_value.length > 0 ? order_value : [undefined]
  return [
    toClaimRow({
      claim: 'existing_try_new',
      claimed: 1.5,
      unit: 'ratio',
      ...tried,
      verdict: compared ? verdictOn(tried, 1.5, enough.rate) : 'cannot_tell',
      report: customerValue.name,
    }),
    ...values.map((value) => {
      const fewest = Math.min(value?.new?.orders ?? 0, value?.existing?.orders ?? 0)
      const own = value?.ratio ? { own: value.ratio, low: value.low, high: value.high, n: fewest } : noEstimate(fewest)
      return toClaimRow({
        claim: 'existing_spend_more',
        claimed: 1.31,
        unit: 'ratio',
        ...own,
        currency: value?.currency,
        verdict: verdictOn(own, 1.31, enough.rate),
        report: customerValue.name,
      })
    }),
  ]
}

/** How many opt out a touch, and whether touches have a best number. */
export async function touchClaims(scope: ClaimScope): Promise<ClaimRow[]> {
  const { rows, totals } = await ask(scope, touchFatigue)
  const touched = rows.filter(({ touches }) => touches > 0)
  const touches = touched.reduce((sum, row) => sum + row.touches * row.persons, 0)
  const optOuts = touched.reduce((sum, { opt_out }) => sum + opt_out.numerator, 0)
  const floor = estimateOf({ numerator: optOuts, denominator: touches })
  const verdicts = {
    peak: 'consistent',
    falls: 'consistent',
    rises: 'higher',
    no_clear_effect: 'cannot_tell',
    too_few: 'cannot_tell',
  } as const
  const peaks = totals.peak
  return [
    toClaimRow({
      claim: 'ads_annoy',
      claimed: 0.25,
      unit: 'share',
      ...floor,
      // Opting out is the least that annoyance shows, so only a higher share would say something.
      verdict: verdictOn(floor, 0.25, enough.rate) === 'higher' ? 'higher' : 'cannot_tell',
      besides: 'Only opt-outs are seen, not annoyance: the true share is at least this.',
      report: touchFatigue.name,
    }),
    toClaimRow({
      claim: 'more_touches_not_better',
      claimed: null,
      unit: 'touches_per_week',
      ...(peaks
        ? { own: peaks.touches, low: peaks.low, high: peaks.high, n: totals.conversion.numerator }
        : noEstimate(totals.conversion.numerator)),
      verdict: verdicts[totals.verdict],
      grade: 'B',
      besides: touchSentences[totals.verdict],
      report: touchFatigue.name,
    }),
  ]
}

const touchSentences = {
  peak: 'Most order at this number of touches a week; with more, fewer do.',
  falls: 'Every further touch in a week goes with fewer orders.',
  rises: 'As far as touches go here, more of them go with more orders.',
  no_clear_effect: 'No number of touches is clearly better than another.',
  too_few: `It takes ${enough.slope} persons who ordered in the week after.`,
} as const
