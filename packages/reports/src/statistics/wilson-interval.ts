import { z95 } from './normal-quantile.js'

/** The ends of a 95% interval. */
export interface Interval {
  low: number
  high: number
}

/**
 * Wilson's score interval, 95%, of a share.
 * Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927) 209-212.
 * @returns null when there is nothing to take a share of
 * @throws RangeError unless 0 <= numerator <= denominator
 */
export function wilsonInterval(numerator: number, denominator: number): Interval | null {
  if (!(numerator >= 0 && numerator <= denominator)) {
    throw new RangeError(`${numerator} of ${denominator} is not a share`)
  }
  if (denominator === 0) return null
  const share = numerator / denominator
  const square = z95 * z95
  const middle = share + square / (2 * denominator)
  const reach = z95 * Math.sqrt((share * (1 - share) + square / (4 * denominator)) / denominator)
  const scale = 1 + square / denominator
  // At none and at all the end is exact; the formula would miss it by a rounding error.
  return {
    low: numerator === 0 ? 0 : (middle - reach) / scale,
    high: numerator === denominator ? 1 : (middle + reach) / scale,
  }
}
