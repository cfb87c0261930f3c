import { z95 } from './normal-quantile.js'
import type { Interval } from './wilson-interval.js'

const at = (sorted: readonly number[], index: number) => sorted[index] as number

/**
 * The quantile as an order statistic: the smallest value that at least a share `p` of the values do not exceed.
 * Source: definition 1 of R. J. Hyndman and Y. Fan, The American Statistician 50 (1996) 361-365.
 * @param sorted ascending
 * @returns null without values
 */
export function quantile(sorted: readonly number[], p: number): number | null {
  if (sorted.length === 0) return null
  // The small number undoes the rounding of p: the 0.7 quantile of ten values is the seventh.
  const rank = Math.ceil(p * sorted.length - 1e-9)
  return at(sorted, Math.min(Math.max(rank, 1), sorted.length) - 1)
}

/**
 * The quantile by linear interpolation between the two nearest values, as web performance tools compute p75.
 * Source: definition 7 of Hyndman and Fan (1996).
 * @param sorted ascending
 * @returns null without values
 */
export function interpolatedQuantile(sorted: readonly number[], p: number): number | null {
  if (sorted.length === 0) return null
  const position = p * (sorted.length - 1)
  const below = Math.floor(position)
  const low = at(sorted, below)
  const high = at(sorted, Math.min(below + 1, sorted.length - 1))
  return low + (position - below) * (high - low)
}

/**
 * A distribution-free 95% interval of the quantile: the two order statistics whose ranks enclose it by the normal
 * approximation of the binomial distribution.
 * Source: W. J. Conover, Practical Nonparametric Statistics, 3rd edition, section 3.2.
 * @param sorted ascending
 * @returns null when the values are too few for either end
 */
export function quantileInterval(sorted: readonly number[], p: number): Interval | null {
  const n = sorted.length
  const reach = z95 * Math.sqrt(n * p * (1 - p))
  const low = Math.ceil(n * p - reach)
  const high = Math.ceil(n * p + reach)
  return low < 1 || high > n ? null : { low: at(sorted, low - 1), high: at(sorted, high - 1) }
}

/**
 * The quantile of `interpolatedQuantile`, of values that come with how often each occurs.
 * @param counted ascending
 * @returns null without values
 */
export function countedQuantile(counted: readonly { value: number; count: number }[], p: number): number | null {
  const n = counted.reduce((sum, { count }) => sum + count, 0)
  if (n === 0) return null
  const position = p * (n - 1)
  const below = Math.floor(position)
  let [seen, low, high] = [0, Number.NaN, Number.NaN]
  for (const { value, count } of counted) {
    seen += count
    if (Number.isNaN(low) && seen > below) low = value
    if (seen > Math.min(below + 1, n - 1)) {
      high = value
      break
    }
  }
  return low + (position - below) * (high - low)
}
