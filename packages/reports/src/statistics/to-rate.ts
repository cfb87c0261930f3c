import type { Rate } from '../core/rate.js'
import { wilsonInterval } from './wilson-interval.js'

/**
 * A share as every report answers it, with Wilson's 95% interval; null figures when the denominator is 0.
 * @throws RangeError unless 0 <= numerator <= denominator
 */
export function toRate(numerator: number, denominator: number): Rate {
  const interval = wilsonInterval(numerator, denominator)
  return {
    numerator,
    denominator,
    rate: interval ? numerator / denominator : null,
    low: interval ? interval.low : null,
    high: interval ? interval.high : null,
  }
}
