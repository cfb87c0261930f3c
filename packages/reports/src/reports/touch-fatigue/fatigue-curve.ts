import { type LogisticFit, type LogitCell, logistic, logisticRegression } from '../../statistics/logistic-regression.js'
import { z95 } from '../../statistics/normal-quantile.js'
import { enough } from '../../statistics/too-few.js'
import type { WeekCell } from './person-weeks.js'

export const verdicts = ['peak', 'rises', 'falls', 'no_clear_effect', 'too_few'] as const
export type Verdict = (typeof verdicts)[number]

/** Touches a week at which conversion is highest, with its 95% interval. */
export interface Peak {
  touches: number
  low: number
  high: number
}

export interface FatigueCurve {
  verdict: Verdict
  peak: Peak | null
  /** The fitted share of conversions at a number of touches, for the mix of strata of all persons; null without a fit. */
  at: (touches: number) => { rate: number; low: number; high: number } | null
}

interface Stratum {
  name: string
  persons: number
  positives: number
}

/** Strata in which some convert and some do not: only these say anything about touches. */
function strataOf(
  cells: readonly WeekCell[],
  stratumOf: (cell: WeekCell) => string,
  isPositive: (c: WeekCell) => boolean,
) {
  const strata = new Map<string, Stratum>()
  for (const cell of cells) {
    const name = stratumOf(cell)
    const stratum = strata.get(name) ?? { name, persons: 0, positives: 0 }
    stratum.persons += cell.persons
    if (isPositive(cell)) stratum.positives += cell.persons
    strata.set(name, stratum)
  }
  return [...strata.values()].filter(({ persons, positives }) => positives > 0 && positives < persons)
}

/** An intercept for each stratum and then the powers of the touches. */
function fit(
  cells: readonly WeekCell[],
  strata: readonly Stratum[],
  stratumOf: (cell: WeekCell) => string,
  isPositive: (cell: WeekCell) => boolean,
  powers: readonly number[],
): LogisticFit | null {
  const grouped = new Map<string, LogitCell>()
  for (const cell of cells) {
    const index = strata.findIndex(({ name }) => name === stratumOf(cell))
    if (index < 0) continue
    const key = `${index} ${cell.touches}`
    const group = grouped.get(key) ?? {
      predictors: [...strata.map((_, i) => Number(i === index)), ...powers.map((power) => cell.touches ** power)],
      trials: 0,
      successes: 0,
    }
    group.trials += cell.persons
    if (isPositive(cell)) group.successes += cell.persons
    grouped.set(key, group)
  }
  return logisticRegression([...grouped.values()])
}

/** Slope and standard error of a coefficient. */
function coefficient({ coefficients, covariance }: LogisticFit, index: number) {
  return { value: coefficients[index] as number, error: Math.sqrt(covariance[index]?.[index] as number) }
}

/**
 * Where the parabola of the logit is highest, with an interval by the delta method.
 * Source: A. Agresti, Categorical Data Analysis, 3rd edition, section 16.1, for the delta method.
 */
function peakOf({ coefficients, covariance }: LogisticFit, linear: number): Peak {
  const b = coefficients[linear] as number
  const c = coefficients[linear + 1] as number
  const touches = -b / (2 * c)
  const gradient = [-1 / (2 * c), b / (2 * c * c)]
  const variance = gradient.reduce(
    (sum, g, i) => sum + gradient.reduce((s, h, j) => s + g * h * (covariance[linear + i]?.[linear + j] as number), 0),
    0,
  )
  const reach = z95 * Math.sqrt(variance)
  return { touches, low: touches - reach, high: touches + reach }
}

/**
 * How conversion goes with the number of touches: logit = intercept of the stratum + b k + c k². A peak needs c below 0
 * and the peak itself within the touches that were seen; otherwise the slope of a straight line decides.
 */
export function fatigueCurve(
  cells: readonly WeekCell[],
  stratumOf: (cell: WeekCell) => string = ({ intent }) => intent,
): FatigueCurve {
  const isPositive = ({ converted }: WeekCell) => converted
  const positives = cells.reduce((sum, cell) => sum + (cell.converted ? cell.persons : 0), 0)
  const nothing = (verdict: Verdict): FatigueCurve => ({ verdict, peak: null, at: () => null })
  if (positives < enough.slope) return nothing('too_few')
  const strata = strataOf(cells, stratumOf, isPositive)
  const curve = fit(cells, strata, stratumOf, isPositive, [1, 2])
  const line = fit(cells, strata, stratumOf, isPositive, [1])
  if (!line) return nothing('no_clear_effect')
  const most = Math.max(...cells.map(({ touches }) => touches))
  const bend = curve && coefficient(curve, strata.length + 1)
  const peak = curve && bend && bend.value + z95 * bend.error < 0 ? peakOf(curve, strata.length) : null
  const slope = coefficient(line, strata.length)
  const verdict =
    peak && peak.touches > 0 && peak.touches < most
      ? 'peak'
      : slope.value - z95 * slope.error > 0
        ? 'rises'
        : slope.value + z95 * slope.error < 0
          ? 'falls'
          : 'no_clear_effect'
  const shown = curve ?? line
  const powers = curve ? [1, 2] : [1]
  return {
    verdict,
    peak: verdict === 'peak' ? peak : null,
    at: (touches) =>
      standardised(
        shown,
        strata,
        powers.map((power) => touches ** power),
      ),
  }
}

/** The mean of the strata's fitted shares, weighted by persons, with an interval by the delta method. */
function standardised(
  { coefficients, covariance }: LogisticFit,
  strata: readonly Stratum[],
  powers: readonly number[],
) {
  const persons = strata.reduce((sum, stratum) => sum + stratum.persons, 0)
  const common = powers.reduce((sum, power, i) => sum + power * (coefficients[strata.length + i] as number), 0)
  const gradient = coefficients.map(() => 0)
  let rate = 0
  strata.forEach((stratum, s) => {
    const weight = stratum.persons / persons
    const p = logistic((coefficients[s] as number) + common)
    rate += weight * p
    const density = weight * p * (1 - p)
    gradient[s] = density
    powers.forEach((power, i) => {
      gradient[strata.length + i] = (gradient[strata.length + i] as number) + density * power
    })
  })
  const variance = gradient.reduce(
    (sum, g, i) => sum + gradient.reduce((s, h, j) => s + g * h * (covariance[i]?.[j] as number), 0),
    0,
  )
  const reach = z95 * Math.sqrt(Math.max(variance, 0))
  return { rate, low: Math.max(rate - reach, 0), high: Math.min(rate + reach, 1) }
}

/** Odds of opting out with one more touch against one fewer, within strata; null when that cannot be told. */
export function optOutOdds(cells: readonly WeekCell[]): { odds_ratio: number; low: number; high: number } | null {
  const isPositive = ({ opted_out }: WeekCell) => opted_out
  const stratumOf = ({ intent }: WeekCell) => intent
  const strata = strataOf(cells, stratumOf, isPositive)
  if (strata.reduce((sum, { positives }) => sum + positives, 0) < enough.rate) return null
  const line = fit(cells, strata, stratumOf, isPositive, [1])
  if (!line) return null
  const { value, error } = coefficient(line, strata.length)
  return {
    odds_ratio: Math.exp(value),
    low: Math.exp(value - z95 * error),
    high: Math.exp(value + z95 * error),
  }
}
