import { z } from 'zod'
import { kaplanMeier, survivalQuantile } from '../../statistics/kaplan-meier.js'
import { type LogitCell, logistic, logisticRegression } from '../../statistics/logistic-regression.js'
import { amountText } from '../../statistics/money-sums.js'
import { z95 } from '../../statistics/normal-quantile.js'
import { isMeasured } from './bars.js'
import type { StratumCount } from './counted-navigations.js'
import type { Facets } from './facets.js'

/** Measured navigations that a release needs on the pages it changed, and on the others. */
const leastNavigations = 200
/** Purchases and navigations without one that each of the four groups needs. */
const leastOutcomes = 5
/** By so much, as a share, a release must change the load time of a page type that counts as changed. */
const leastChange = 0.05
/** And by so many standard errors. */
const leastErrors = 4
/** Within so many standard errors of no change a page type counts as left as it was. */
const sameErrors = 2

const estimateSchema = z.object({ amount: z.number(), low: z.number(), high: z.number() })
const sideSchema = z.object({
  page_types: z.array(z.string()),
  n: z.object({ before: z.number(), after: z.number() }),
  p75_ms: z.object({ before: z.number().nullable(), after: z.number().nullable() }),
  conversion: z.object({ before: z.number(), after: z.number() }),
})
export const deploymentSchema = z
  .object({
    release: z.string(),
    before: z.string(),
    changed: sideSchema,
    others: sideSchema,
    odds_ratio: z.number(),
    low: z.number(),
    high: z.number(),
    orders_per_1000: estimateSchema,
    per_1000: z.array(z.object({ currency: z.string(), amount: z.string(), low: z.string(), high: z.string() })),
    /** The same comparison between the two releases before, where nothing should be found. */
    placebo: z.object({ release: z.string(), odds_ratio: z.number(), low: z.number(), high: z.number() }).nullable(),
    grade: z.literal('D'),
  })
  .nullable()
export type Deployment = z.infer<typeof deploymentSchema>

const total = (counts: readonly StratumCount[], holds: (count: StratumCount) => boolean = () => true) =>
  counts.reduce((sum, count) => (holds(count) ? sum + count.navigations : sum), 0)

const p75Ms = (counts: readonly StratumCount[]) => {
  const waits = counts.map((c) => ({ time: c.waited_s, event: c.outcome === 'ready', count: c.navigations }))
  const seconds = survivalQuantile(kaplanMeier(waits), 0.75)
  return seconds === null ? null : Math.round(seconds * 1000)
}

/** Mean and squared error of the log of the time until ready. */
function logLoad(counts: readonly StratumCount[]) {
  let [n, sum, squares] = [0, 0, 0]
  for (const { outcome, waited_s, navigations } of counts) {
    if (outcome !== 'ready') continue
    const log = Math.log(Math.max(waited_s, 0.05))
    n += navigations
    sum += navigations * log
    squares += navigations * log * log
  }
  const mean = n > 0 ? sum / n : 0
  return { n, mean, error: n > 1 ? Math.max(0, squares / n - mean * mean) / n : Number.POSITIVE_INFINITY }
}

/** By how much a page type's load time changed, within strata; undefined when it cannot be told. */
function changeOf(before: readonly StratumCount[], after: readonly StratumCount[]) {
  let [weight, sum, error] = [0, 0, 0]
  for (const stratum of new Set(after.map((count) => count.stratum))) {
    const [was, is] = [before, after].map((side) => logLoad(side.filter((count) => count.stratum === stratum)))
    if (!was || !is || was.n < 2 || is.n < 2) continue
    weight += is.n
    sum += is.n * (is.mean - was.mean)
    error += is.n ** 2 * (is.error + was.error)
  }
  return weight === 0 ? undefined : { change: sum / weight, error: Math.sqrt(error) / weight }
}

interface Sides {
  changed: string[]
  others: string[]
}

type PageOf = (count: StratumCount) => string

/** The page types that a release made faster (or slower, when more pages became slower), and those it left as they were. */
function findSides(before: readonly StratumCount[], after: readonly StratumCount[], pageOf: PageOf): Sides {
  const [faster, slower, others] = [[] as string[], [] as string[], [] as string[]]
  for (const page of new Set(after.map(pageOf))) {
    const own = (side: readonly StratumCount[]) => side.filter((count) => pageOf(count) === page)
    const found = changeOf(own(before), own(after))
    if (!found) continue
    const { change, error } = found
    if (Math.abs(change) >= leastChange && Math.abs(change) > leastErrors * error)
      (change < 0 ? faster : slower).push(page)
    else if (Math.abs(change) < Math.max(leastChange, sameErrors * error)) others.push(page)
  }
  const size = (pages: string[]) => total(after, (count) => pages.includes(pageOf(count)))
  return { changed: size(faster) >= size(slower) ? faster : slower, others }
}

/**
 * The difference in differences on the scale of log odds: how the odds to buy changed on the changed pages beyond how they
 * changed on the others, with an intercept for each stratum. Those who left are among those who did not buy.
 */
function difference(before: readonly StratumCount[], after: readonly StratumCount[], sides: Sides, pageOf: PageOf) {
  const used = [...sides.changed, ...sides.others]
  const rows = [before, after].map((side) => side.filter((count) => used.includes(pageOf(count))))
  const cells = new Map<string, LogitCell>()
  const strata = [...new Set(rows.flat().map(({ stratum }) => stratum))].filter(
    (stratum) => total(rows.flat(), (count) => count.stratum === stratum && count.converted) > 0,
  )
  rows.forEach((side, isAfter) => {
    for (const count of side) {
      if (!strata.includes(count.stratum)) continue
      const both = Number(isAfter === 1 && sides.changed.includes(pageOf(count)))
      const predictors = [both, isAfter, ...strata.map((stratum) => Number(stratum === count.stratum))]
      const cell = cells.get(predictors.join()) ?? { predictors, trials: 0, successes: 0 }
      cell.trials += count.navigations
      if (count.converted) cell.successes += count.navigations
      cells.set(predictors.join(), cell)
    }
  })
  const fit = logisticRegression([...cells.values()])
  if (!fit) return null
  const [log, error] = [fit.coefficients[0] as number, Math.sqrt(fit.covariance[0]?.[0] as number)]
  return { log, low: log - z95 * error, high: log + z95 * error }
}

const ratios = ({ log, low, high }: { log: number; low: number; high: number }) => ({
  odds_ratio: Math.exp(log),
  low: Math.exp(low),
  high: Math.exp(high),
})

/** What a release brought, and why that cannot be told when it cannot. */
export interface DeploymentFinding {
  deployment: Deployment
  missing?: string
}

/**
 * Compares pages that a release made faster or slower with pages that it left as they were, before and after it.
 * @param release the release to judge; absent = the latest that has enough navigations and one before it
 */
export function toDeployment(counts: readonly StratumCount[], facets: Facets, release?: string): DeploymentFinding {
  const measured = counts.filter((count) => isMeasured(count) && count.release >= 0 && count.stratum >= 0)
  const pageOf: PageOf = ({ stratum }) => facets.strata[stratum]?.page_type ?? ''
  const inTime = facets.releases
    .map((seen, index) => ({ ...seen, counts: measured.filter((count) => count.release === index) }))
    .filter((seen) => seen.release === release || total(seen.counts) >= 2 * leastNavigations)
    .sort((a, b) => a.first_ms - b.first_ms)
  const at = release === undefined ? inTime.length - 1 : inTime.findIndex((seen) => seen.release === release)
  const [now, was, earlier] = [inTime[at], inTime[at - 1], inTime[at - 2]]
  if (!now || !was) {
    const which = release === undefined ? 'There are not two releases' : `There is no release before ${release}`
    return {
      deployment: null,
      missing: `${which} with ${2 * leastNavigations} measured navigations each in these days.`,
    }
  }
  const sides = findSides(was.counts, now.counts, pageOf)
  const name = `Release ${now.release}`
  if (sides.changed.length === 0)
    return { deployment: null, missing: `${name} changed the load time of no page type by 5% or more.` }
  if (sides.others.length === 0)
    return { deployment: null, missing: `${name} changed all page types: there is none to compare with.` }
  const of = (side: readonly StratumCount[], pages: string[]) => side.filter((count) => pages.includes(pageOf(count)))
  const groups = [was.counts, now.counts].flatMap((side) => [of(side, sides.changed), of(side, sides.others)])
  const isEnough = groups.every((group) => {
    const bought = total(group, ({ converted }) => converted)
    return total(group) >= leastNavigations && bought >= leastOutcomes && total(group) - bought >= leastOutcomes
  })
  const found = isEnough ? difference(was.counts, now.counts, sides, pageOf) : null
  if (!found) return { deployment: null, missing: `${name}: too few navigations or orders on the pages compared.` }
  const placebo = earlier && difference(earlier.counts, was.counts, sides, pageOf)
  const side = (pages: string[]) => {
    const [before, after] = [of(was.counts, pages), of(now.counts, pages)]
    const share = (group: StratumCount[]) => total(group, ({ converted }) => converted) / total(group)
    return {
      page_types: pages.sort(),
      n: { before: total(before), after: total(after) },
      p75_ms: { before: p75Ms(before), after: p75Ms(after) },
      conversion: { before: share(before), after: share(after) },
    }
  }
  return {
    deployment: {
      release: now.release,
      before: was.release,
      changed: side(sides.changed),
      others: side(sides.others),
      ...ratios(found),
      ...broughtBy(of(now.counts, sides.changed), found),
      placebo: placebo ? { release: was.release, ...ratios(placebo) } : null,
      grade: 'D',
    },
  }
}

/** What the comparison says, in a sentence. Only here the product says "brought". */
export function deploymentNote({ release, changed, orders_per_1000, per_1000, low, high }: NonNullable<Deployment>) {
  const { before, after } = changed.p75_ms
  const pages = changed.page_types.map((page) => page || 'untyped').join(', ')
  const loads = before === null || after === null ? '' : ` (p75 ${before} to ${after} ms)`
  const begin = `Evidence grade D: release ${release} changed the load time of ${pages} pages${loads}`
  if (low <= 1 && high >= 1) return `${begin}; whether that brought or cost orders cannot be told from these days.`
  const orders = Math.round(Math.abs(orders_per_1000.amount) * 10) / 10
  const money = per_1000.map(({ amount, currency }) => `${amount.replace('-', '')} ${currency}`).join(' and ')
  const verb = orders_per_1000.amount > 0 ? 'brought' : 'cost'
  return `${begin} and ${verb} ${orders} orders and ${money} per 1,000 visits of these pages, beyond what changed on the others.`
}

/** Orders and revenue per 1,000 navigations of the changed pages, against what the odds without the release give. */
function broughtBy(after: readonly StratumCount[], { log, low, high }: { log: number; low: number; high: number }) {
  const n = total(after)
  const bought = total(after, ({ converted }) => converted)
  const gain = (change: number) =>
    [...new Set(after.map(({ stratum }) => stratum))].reduce((sum, stratum) => {
      const own = after.filter((count) => count.stratum === stratum)
      const orders = total(own, ({ converted }) => converted)
      const rate = orders / total(own)
      const without = orders === 0 ? 0 : logistic(Math.log(rate / (1 - rate)) - change)
      return sum + (total(own) * (rate - without) * 1000) / n
    }, 0)
  const orders_per_1000 = { amount: gain(log), low: gain(low), high: gain(high) }
  const paid = new Map<string, number>()
  for (const count of after) {
    for (const [currency, units] of count.paid) paid.set(currency, (paid.get(currency) ?? 0) + Number(units))
  }
  const per_1000 = [...paid]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, units]) => {
      const money = (orders: number) => amountText(BigInt(Math.round((orders * units) / bought)), currency)
      return {
        currency,
        amount: money(orders_per_1000.amount),
        low: money(orders_per_1000.low),
        high: money(orders_per_1000.high),
      }
    })
  return { orders_per_1000, per_1000 }
}
