import { chiSquareTail } from './chi-square-tail.js'
import { z95 } from './normal-quantile.js'
import type { Interval } from './wilson-interval.js'

/** Two groups and what became of them: the exposed with and without the outcome, then the others. */
export interface TwoByTwo {
  exposedYes: number
  exposedNo: number
  otherYes: number
  otherNo: number
}

export interface OddsRatio extends Interval {
  ratio: number
}

const fromLog = (log: number, error: number): OddsRatio => ({
  ratio: Math.exp(log),
  low: Math.exp(log - z95 * error),
  high: Math.exp(log + z95 * error),
})

/**
 * The odds ratio of one table with Woolf's 95% interval.
 * Source: B. Woolf, Annals of Human Genetics 19 (1955) 251-253.
 * @returns null when a cell is empty
 */
export function crudeOddsRatio({ exposedYes, exposedNo, otherYes, otherNo }: TwoByTwo): OddsRatio | null {
  if (!(exposedYes > 0 && exposedNo > 0 && otherYes > 0 && otherNo > 0)) return null
  const error = Math.sqrt(1 / exposedYes + 1 / exposedNo + 1 / otherYes + 1 / otherNo)
  return fromLog(Math.log((exposedYes * otherNo) / (exposedNo * otherYes)), error)
}

/** What the Mantel-Haenszel ratio and its variance need of all strata: sums of R, S, PR, PS + QR and QS. */
export interface MantelHaenszelSums {
  r: number
  s: number
  pr: number
  psqr: number
  qs: number
}

export function mantelHaenszelSums(tables: readonly TwoByTwo[]): MantelHaenszelSums {
  const sums = { r: 0, s: 0, pr: 0, psqr: 0, qs: 0 }
  for (const { exposedYes, exposedNo, otherYes, otherNo } of tables) {
    const n = exposedYes + exposedNo + otherYes + otherNo
    if (n === 0) continue
    const [p, q] = [(exposedYes + otherNo) / n, (exposedNo + otherYes) / n]
    const [r, s] = [(exposedYes * otherNo) / n, (exposedNo * otherYes) / n]
    sums.r += r
    sums.s += s
    sums.pr += p * r
    sums.psqr += p * s + q * r
    sums.qs += q * s
  }
  return sums
}

/**
 * The Mantel-Haenszel common odds ratio of strata, with the 95% interval by the variance of Robins, Breslow and Greenland.
 * Source: N. Mantel and W. Haenszel, JNCI 22 (1959) 719-748; J. Robins, N. Breslow and S. Greenland, Biometrics 42 (1986)
 * 311-323.
 * @returns null when no stratum compares anything
 */
export function mantelHaenszelRatio({ r, s, pr, psqr, qs }: MantelHaenszelSums): OddsRatio | null {
  if (!(r > 0 && s > 0)) return null
  const variance = pr / (2 * r * r) + psqr / (2 * r * s) + qs / (2 * s * s)
  return fromLog(Math.log(r / s), Math.sqrt(variance))
}

export interface Homogeneity {
  chi_square: number
  degrees: number
  /** How likely strata would differ at least as much if all had the same odds ratio. */
  p: number
}

/** The expected number of exposed with the outcome in a table with these margins and this odds ratio. */
function expectedExposed(exposed: number, yes: number, n: number, ratio: number): number {
  const a = 1 - ratio
  const b = n - exposed - yes + ratio * (exposed + yes)
  const c = -ratio * exposed * yes
  if (Math.abs(a) < 1e-12) return -c / b
  return (-b + Math.sqrt(b * b - 4 * a * c)) / (2 * a)
}

/**
 * The Breslow-Day test that all strata have the same odds ratio, with Tarone's correction. Strata that compare nothing are
 * left out.
 * Source: N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research I (1980), section 4.4; R. E. Tarone,
 * Biometrika 72 (1985) 91-95.
 * @returns null with fewer than two strata to compare
 */
export function breslowDay(tables: readonly TwoByTwo[]): Homogeneity | null {
  const useful = tables.filter(
    ({ exposedYes, exposedNo, otherYes, otherNo }) =>
      exposedYes + exposedNo > 0 && otherYes + otherNo > 0 && exposedYes + otherYes > 0 && exposedNo + otherNo > 0,
  )
  const common = mantelHaenszelRatio(mantelHaenszelSums(useful))
  if (!common || useful.length < 2) return null
  let [square, difference, spread] = [0, 0, 0]
  for (const { exposedYes, exposedNo, otherYes, otherNo } of useful) {
    const [exposed, yes] = [exposedYes + exposedNo, exposedYes + otherYes]
    const n = exposed + otherYes + otherNo
    const expected = expectedExposed(exposed, yes, n, common.ratio)
    const variance =
      1 / (1 / expected + 1 / (exposed - expected) + 1 / (yes - expected) + 1 / (n - exposed - yes + expected))
    square += (exposedYes - expected) ** 2 / variance
    difference += exposedYes - expected
    spread += variance
  }
  const chi_square = Math.max(0, square - difference ** 2 / spread)
  const degrees = useful.length - 1
  return { chi_square, degrees, p: chiSquareTail(chi_square, degrees) }
}
