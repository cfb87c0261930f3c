import type { OddsRatio } from './odds-ratios.js'

/** A risk ratio on the scale of strength, above 1 in either direction, as an E-value. */
const strength = (ratio: number): number => {
  const up = ratio < 1 ? 1 / ratio : ratio
  return up + Math.sqrt(up * (up - 1))
}

/** An outcome of more than this share is not rare: the odds ratio then overstates the risk ratio. */
const rare = 0.15

/**
 * How strong a hidden cause would have to be, as a risk ratio with both load time and outcome, to explain an odds ratio
 * away: the E-value of the estimate, and of the end of the interval that is nearer to 1 (1 when the interval holds 1).
 * Source: T. J. VanderWeele and P. Ding, Annals of Internal Medicine 167 (2017) 268-274; for an outcome that is not rare
 * the square root of the odds ratio stands in for the risk ratio.
 * @param share how frequent the outcome is, from 0 to 1
 */
export function eValue({ ratio, low, high }: OddsRatio, share: number): { estimate: number; interval: number } {
  const risk = (odds: number) => (share > rare ? Math.sqrt(odds) : odds)
  const nearer = ratio < 1 ? high : low
  const holdsOne = low <= 1 && high >= 1
  return { estimate: strength(risk(ratio)), interval: holdsOne ? 1 : strength(risk(nearer)) }
}
