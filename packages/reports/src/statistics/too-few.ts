/** How many observations a figure needs before it is shown. */
export const enough = {
  /** A share: its denominator. */
  rate: 30,
  /** A comparison of shares: events and non-events in each group. */
  comparisonCell: 5,
  /** A median or 75th percentile. */
  p75: 50,
  /** A 95th percentile. */
  p95: 200,
  /** A slope of conversion: conversions. */
  slope: 130,
} as const

/** True when a share may be shown as a number. */
export const enoughForRate = ({ denominator }: { denominator: number }): boolean => denominator >= enough.rate

/** True when two shares may be compared. */
export function enoughToCompare(groups: readonly { numerator: number; denominator: number }[]): boolean {
  return groups.every(
    ({ numerator, denominator }) =>
      numerator >= enough.comparisonCell && denominator - numerator >= enough.comparisonCell,
  )
}

/** True when the `p` quantile of `n` values may be shown. */
export const enoughForQuantile = (n: number, p: number): boolean => n >= (p > 0.75 ? enough.p95 : enough.p75)

/** The sentence that stands beside a figure made from too few. */
export const tooFewNote = (what: string, n: number, needed: number): string =>
  `Too few ${what} to rely on: ${n}, where at least ${needed} are needed.`
