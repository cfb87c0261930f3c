import { errorFunction } from 'simple-statistics'

/**
 * The probability that a chi-square variable with a whole number of degrees of freedom exceeds `value`: the p value of a
 * chi-square test.
 * Source: M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 26.4.4 and 26.4.5.
 * @returns 1 without degrees of freedom
 */
export function chiSquareTail(value: number, degrees: number): number {
  if (degrees < 1 || !(value > 0)) return 1
  const odd = degrees % 2 === 1
  const root = Math.sqrt(value)
  let sum = odd ? 1 - errorFunction(root / Math.SQRT2) : Math.exp(-value / 2)
  // Each further pair of degrees adds one term of the series.
  let term = odd ? Math.sqrt(2 / Math.PI) * root * Math.exp(-value / 2) : Math.exp(-value / 2) * (value / 2)
  for (let n = odd ? 3 : 4; n <= degrees; n += 2) {
    sum += term
    term *= value / n
  }
  return Math.min(1, Math.max(0, sum))
}
