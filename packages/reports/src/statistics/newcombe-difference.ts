import { type Interval, wilsonInterval } from './wilson-interval.js'

/** A difference of two shares with its 95% interval, in shares (0.1 = ten percentage points). */
export interface Difference extends Interval {
  difference: number
}

/**
 * The difference of two independent shares, first minus second, with Newcombe's 95% interval built from the two Wilson
 * intervals.
 * Source: R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10.
 * @returns null when one of the denominators is 0
 */
export function newcombeDifference(
  first: { numerator: number; denominator: number },
  second: { numerator: number; denominator: number },
): Difference | null {
  const a = wilsonInterval(first.numerator, first.denominator)
  const b = wilsonInterval(second.numerator, second.denominator)
  if (!a || !b) return null
  const p = first.numerator / first.denominator
  const q = second.numerator / second.denominator
  return {
    difference: p - q,
    low: p - q - Math.hypot(p - a.low, b.high - q),
    high: p - q + Math.hypot(a.high - p, q - b.low),
  }
}
