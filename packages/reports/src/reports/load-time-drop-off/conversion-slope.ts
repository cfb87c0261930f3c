import { type LogisticFit, type LogitCell, logisticRegression } from '../../statistics/logistic-regression.js'
import type { StratumCount } from './counted-navigations.js'
import type { EffectStratum } from './effect-strata.js'

/** Cells of the ready navigations by tenth of a second, with an indicator of the stratum. */
function readyCells(counts: readonly StratumCount[], indicators: readonly number[]): LogitCell[] {
  const cells = new Map<number, { trials: number; successes: number }>()
  for (const { outcome, waited_s, converted, navigations } of counts) {
    if (outcome !== 'ready') continue
    const cell = cells.get(waited_s) ?? { trials: 0, successes: 0 }
    cell.trials += navigations
    if (converted) cell.successes += navigations
    cells.set(waited_s, cell)
  }
  return [...cells].map(([waited_s, cell]) => ({ predictors: [waited_s, ...indicators], ...cell }))
}

/** Conversion of ready navigations by their load time: one slope for all strata, an intercept for each that has conversions. */
export interface ConversionModel {
  fit: LogisticFit
  /** The strata of the intercepts, which follow the slope among the coefficients. */
  strata: EffectStratum[]
}

/** @returns null when no slope can be estimated */
export function fitConversion(strata: readonly EffectStratum[]): ConversionModel | null {
  // A stratum without conversions tells nothing about the slope; its intercept would be minus infinity.
  const useful = strata.filter(({ conversions }) => conversions > 0)
  const cells = useful.flatMap(({ counts }, own) =>
    readyCells(
      counts,
      useful.map((_, i) => Number(i === own)),
    ),
  )
  const fit = logisticRegression(cells)
  return fit && { fit, strata: useful }
}

/** The slope without strata: what is seen when slow devices and connections are not told apart from fast ones. */
export function crudeSlope(counts: readonly StratumCount[]): LogisticFit | null {
  return logisticRegression(readyCells(counts, [1]))
}
