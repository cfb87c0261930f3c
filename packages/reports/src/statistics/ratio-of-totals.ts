import { z95 } from './normal-quantile.js'
import type { Interval } from './wilson-interval.js'

/** Sums over persons of what each of them did: enough to tell how much a total varies. */
export interface Total {
  sum: number
  /** Sum of the squares of the persons' parts. */
  squares: number
}

/** A ratio with its 95% interval: 1.1 = a tenth more. */
export interface Ratio extends Interval {
  ratio: number
}

const ratioOf = (ratio: number, logVariance: number): Ratio => {
  const reach = Math.exp(z95 * Math.sqrt(Math.max(logVariance, 0)))
  return { ratio, low: ratio / reach, high: ratio * reach }
}

/**
 * How many times the second total the first one is, with a 95% interval on the logarithm. Persons come independently and
 * as a Poisson process, so the variance of a total is the sum of the squares of their parts: what a Poisson bootstrap over
 * persons converges to.
 * Source: N. Chamandy et al., Estimating uncertainty for massive data streams, Google (2012); G. W. Oehlert, A note on the
 * delta method, The American Statistician 46 (1992) 27-29.
 * @returns null unless both totals are positive
 */
export function ratioOfTotals(first: Total, second: Total): Ratio | null {
  if (!(first.sum > 0 && second.sum > 0)) return null
  return ratioOf(first.sum / second.sum, first.squares / first.sum ** 2 + second.squares / second.sum ** 2)
}

/** A mean as a total divided by a count, both summed over persons. */
export interface Mean {
  sum: number
  count: number
  /** Sums over persons of sum², count² and sum × count. */
  sumSquares: number
  countSquares: number
  products: number
}

const logVarianceOfMean = ({ sum, count, sumSquares, countSquares, products }: Mean) =>
  sumSquares / sum ** 2 - (2 * products) / (sum * count) + countSquares / count ** 2

/**
 * How many times the second mean the first one is, such as the value of an order, with a 95% interval on the logarithm by
 * the delta method for ratio estimators, persons being the units.
 * Source: W. G. Cochran, Sampling Techniques, 3rd edition, section 6.4; Oehlert (1992).
 * @returns null unless both means are positive
 */
export function ratioOfMeans(first: Mean, second: Mean): Ratio | null {
  if (!(first.sum > 0 && first.count > 0 && second.sum > 0 && second.count > 0)) return null
  const ratio = first.sum / first.count / (second.sum / second.count)
  return ratioOf(ratio, logVarianceOfMean(first) + logVarianceOfMean(second))
}

/** A mean with its 95% interval, on the logarithm; null without a positive one. */
export function meanInterval(mean: Mean): Interval | null {
  if (!(mean.sum > 0 && mean.count > 0)) return null
  const { low, high } = ratioOf(mean.sum / mean.count, logVarianceOfMean(mean))
  return { low, high }
}
