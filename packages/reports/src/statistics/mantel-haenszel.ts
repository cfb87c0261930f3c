import type { Difference } from './newcombe-difference.js'
import { z95 } from './normal-quantile.js'
import type { TwoByTwo } from './odds-ratios.js'
import type { Ratio } from './ratio-of-totals.js'

/** The margins of a table: a of n1 exposed and b of n0 others had the outcome. */
const margins = ({ exposedYes, exposedNo, otherYes, otherNo }: TwoByTwo) => ({
  a: exposedYes,
  b: otherYes,
  n1: exposedYes + exposedNo,
  n0: otherYes + otherNo,
  n: exposedYes + exposedNo + otherYes + otherNo,
})

/** True of a stratum that has both exposed and others. */
export const compares = (table: TwoByTwo): boolean => {
  const { n1, n0 } = margins(table)
  return n1 > 0 && n0 > 0
}

/**
 * The Mantel-Haenszel difference of two shares over strata, exposed minus others, with the 95% interval by Sato's
 * variance, which holds for few large strata and for many small ones.
 * Source: S. Greenland and J. M. Robins, Biometrics 41 (1985) 55-68; T. Sato, Biometrics 45 (1989) 1323-1324.
 * @returns null when no stratum compares anything
 */
export function mantelHaenszelDifference(tables: readonly TwoByTwo[]): Difference | null {
  let [weight, weighted, p, q] = [0, 0, 0, 0]
  for (const table of tables.filter(compares)) {
    const { a, b, n1, n0, n } = margins(table)
    weight += (n1 * n0) / n
    weighted += (a * n0 - b * n1) / n
    p += (n1 * n1 * b - n0 * n0 * a + (n1 * n0 * (n0 - n1)) / 2) / (n * n)
    q += (a * (n0 - b) + b * (n1 - a)) / (2 * n)
  }
  if (weight === 0) return null
  const difference = weighted / weight
  const reach = (z95 * Math.sqrt(Math.max(difference * p + q, 0))) / weight
  return { difference, low: Math.max(difference - reach, -1), high: Math.min(difference + reach, 1) }
}

/**
 * The Mantel-Haenszel ratio of two shares over strata, exposed to others, with its 95% interval on the logarithm; of one
 * table the plain ratio with the log-delta interval.
 * Source: Greenland and Robins (1985).
 * @returns null unless both groups had the outcome somewhere
 */
export function mantelHaenszelRiskRatio(tables: readonly TwoByTwo[]): Ratio | null {
  let [r, s, spread] = [0, 0, 0]
  for (const table of tables.filter(compares)) {
    const { a, b, n1, n0, n } = margins(table)
    r += (a * n0) / n
    s += (b * n1) / n
    spread += (n1 * n0 * (a + b) - a * b * n) / (n * n)
  }
  if (!(r > 0 && s > 0)) return null
  const ratio = r / s
  const reach = Math.exp(z95 * Math.sqrt(spread / (r * s)))
  return { ratio, low: ratio / reach, high: ratio * reach }
}
