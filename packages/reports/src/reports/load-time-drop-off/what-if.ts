import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { kaplanMeier } from '../../statistics/kaplan-meier.js'
import { logistic } from '../../statistics/logistic-regression.js'
import { quantile } from '../../statistics/quantile.js'
import { type SeededDraws, seededDraws } from '../../statistics/seeded-draws.js'
import type { ConversionModel } from './conversion-slope.js'
import type { StratumCount } from './counted-navigations.js'
import type { EffectStratum } from './effect-strata.js'

/** Where the hazard of leaving may change, in seconds. */
const bands = [0, 1, 3, Number.POSITIVE_INFINITY]
const draws = 1000
const seed = 20_260_301

export interface Estimate {
  amount: number
  low: number
  high: number
}
/** What loads faster by so much would change, per 1,000 measured navigations. */
export interface FasterBy {
  faster_by_ms: number
  orders: Estimate
  /** By currency, in major units. */
  revenue: Map<string, Estimate>
}

/** One stratum as the model sees it. */
interface ModelStratum {
  /** Share of all navigations. */
  weight: number
  /** Load times in seconds, and the share of navigations with each, corrected for those who left first. */
  loads: { seconds: number; mass: number }[]
  /** Who left in each band, and how many seconds were waited there. */
  left: number[]
  exposure: number[]
  /** Index of the intercept among the coefficients; absent = nobody bought. */
  intercept?: number
}

function toModel(stratum: EffectStratum, total: number, intercept: number): ModelStratum {
  const { counts, navigations } = stratum
  const curve = kaplanMeier(
    counts.map((count) => ({ time: count.waited_s, event: count.outcome === 'ready', count: count.navigations })),
  )
  let before = 1
  const loads = curve.points.map(({ time, survival }) => {
    const mass = before - survival
    before = survival
    return { seconds: time, mass }
  })
  // Loads that nobody waited for were at least as long as the longest wait.
  if (before > 1e-12) loads.push({ seconds: curve.lastTime, mass: before })
  const left = Array<number>(bands.length - 1).fill(0)
  const exposure = Array<number>(bands.length - 1).fill(0)
  for (const { waited_s, outcome, navigations: n } of counts) {
    for (let band = 0; band < left.length; band++) {
      const [from, until] = [bands[band] as number, bands[band + 1] as number]
      exposure[band] = (exposure[band] as number) + n * Math.max(0, Math.min(waited_s, until) - from)
      const ends = waited_s >= from && waited_s < until
      if (ends && outcome === 'left_while_loading') left[band] = (left[band] as number) + n
    }
  }
  return { weight: navigations / total, loads, left, exposure, ...(intercept > 0 ? { intercept } : {}) }
}

/** Share of the navigations that neither leave before a page is ready after `seconds` nor fail to buy then. */
function convertedAt(seconds: number, hazards: readonly number[], slope: number, intercept: number): number {
  let summed = 0
  for (let band = 0; band < hazards.length; band++) {
    const from = bands[band] as number
    if (seconds <= from) break
    summed += (hazards[band] as number) * (Math.min(seconds, bands[band + 1] as number) - from)
  }
  return Math.exp(-summed) * logistic(intercept + slope * seconds)
}

/** Orders per navigation gained in each stratum by each shift of the load times. */
function gains(
  strata: readonly ModelStratum[],
  shifts: readonly number[],
  coefficients: readonly number[],
  hazardOf: (left: number, seconds: number) => number,
): number[] {
  const total = shifts.map(() => 0)
  const slope = coefficients[0] as number
  for (const { weight, loads, left, exposure, intercept } of strata) {
    if (intercept === undefined) continue
    const hazards = left.map((n, band) => hazardOf(n, exposure[band] as number))
    const own = coefficients[intercept] as number
    for (const { seconds, mass } of loads) {
      const now = convertedAt(seconds, hazards, slope, own)
      shifts.forEach((shift, i) => {
        const then = convertedAt(Math.max(0, seconds - shift), hazards, slope, own)
        total[i] = (total[i] as number) + weight * mass * (then - now)
      })
    }
  }
  return total
}

interface OrderValue {
  currency: string
  mean: number
  error: number
}

/** What a conversion brings in each currency, on average over all conversions of ready navigations. */
function orderValues(counts: readonly StratumCount[]): OrderValue[] {
  const bought = counts.filter(({ outcome, converted }) => outcome === 'ready' && converted)
  const n = bought.reduce((sum, { navigations }) => sum + navigations, 0)
  const sums = new Map<string, { amount: number; squares: number }>()
  for (const { paid, paidSquares } of bought) {
    for (const [currency, units] of paid) {
      const sum = sums.get(currency) ?? { amount: 0, squares: 0 }
      sum.amount += Number(units) / 10_000
      sum.squares += paidSquares.get(currency) ?? 0
      sums.set(currency, sum)
    }
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, { amount, squares }]) => {
      const mean = amount / n
      return { currency, mean, error: Math.sqrt(Math.max(0, squares / n - mean * mean) / n) }
    })
}

const estimate = (amount: number, drawn: number[]): Estimate => {
  const sorted = drawn.sort((a, b) => a - b)
  return { amount, low: quantile(sorted, 0.025) ?? amount, high: quantile(sorted, 0.975) ?? amount }
}

/**
 * What faster loads would change per 1,000 navigations: the sum over strata of the stratum's share times the mass of each
 * load time times the change of (share that waits for it times share that buys then), times the value of an order. The
 * interval is from 1,000 draws of slope and intercepts (normal), hazards (gamma) and order value (normal); the seed is
 * fixed, so that the same events give the same answer.
 */
export function whatIf(
  model: ConversionModel,
  strata: readonly EffectStratum[],
  shiftsMs: readonly number[],
): FasterBy[] {
  const total = strata.reduce((sum, { navigations }) => sum + navigations, 0)
  const models = strata.map((stratum) => toModel(stratum, total, model.strata.indexOf(stratum) + 1))
  const shifts = shiftsMs.map((ms) => ms / 1000)
  const { coefficients, covariance } = model.fit
  const values = orderValues(strata.flatMap(({ counts }) => counts))
  const rate = (left: number, seconds: number) => (seconds > 0 ? left / seconds : 0)
  const expected = gains(models, shifts, coefficients, rate)

  const random = seededDraws(seed)
  const root = new CholeskyDecomposition(new Matrix(covariance)).lowerTriangularMatrix
  const drawn = Array.from({ length: draws }, () => {
    const gained = gains(models, shifts, drawNormal(random, coefficients, root), (left, seconds) =>
      left > 0 ? rate(random.gamma(left), seconds) : 0,
    )
    return { gained, values: values.map(({ mean, error }) => mean + error * random.normal()) }
  })
  return shiftsMs.map((faster_by_ms, i) => ({
    faster_by_ms,
    orders: estimate(
      1000 * (expected[i] as number),
      drawn.map(({ gained }) => 1000 * (gained[i] as number)),
    ),
    revenue: new Map(
      values.map(({ currency, mean }, v) => [
        currency,
        estimate(
          1000 * (expected[i] as number) * mean,
          drawn.map((draw) => 1000 * (draw.gained[i] as number) * (draw.values[v] as number)),
        ),
      ]),
    ),
  }))
}

function drawNormal(random: SeededDraws, mean: readonly number[], root: Matrix): number[] {
  const normals = mean.map(() => random.normal())
  return mean.map((value, i) => normals.slice(0, i + 1).reduce((sum, z, j) => sum + root.get(i, j) * z, value))
}
