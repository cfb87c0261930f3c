import { Matrix, solve } from 'ml-matrix'

/** Trials with the same predictors, and how many of them succeeded. An intercept is a predictor that is always 1. */
export interface LogitCell {
  predictors: readonly number[]
  trials: number
  successes: number
}

export interface LogisticFit {
  coefficients: number[]
  /** Of the coefficients: the inverse of Fisher's information. */
  covariance: number[][]
}

const mostRounds = 40
const converged = 1e-9
/** A logit beyond this means that the predictors separate successes from failures, and no estimate exists. */
const largest = 25

/** The inverse logit. */
export const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit))

/** The score and the information at `coefficients`; both skip predictors that are 0, because most indicators are. */
function derivatives(cells: readonly LogitCell[], coefficients: readonly number[]) {
  const size = coefficients.length
  const score = Matrix.zeros(size, 1)
  const information = Matrix.zeros(size, size)
  let logLikelihood = 0
  for (const { predictors, trials, successes } of cells) {
    const used = predictors.flatMap((value, i) => (value === 0 ? [] : [i]))
    const logit = used.reduce((sum, i) => sum + (predictors[i] as number) * (coefficients[i] as number), 0)
    const p = logistic(logit)
    logLikelihood +=
      successes * logit - trials * (logit > 0 ? logit + Math.log1p(Math.exp(-logit)) : Math.log1p(Math.exp(logit)))
    for (const i of used) {
      const x = predictors[i] as number
      score.set(i, 0, score.get(i, 0) + x * (successes - trials * p))
      const weight = x * trials * p * (1 - p)
      for (const j of used) information.set(i, j, information.get(i, j) + weight * (predictors[j] as number))
    }
  }
  return { score, information, logLikelihood }
}

/**
 * Maximum-likelihood logistic regression of grouped trials by iteratively reweighted least squares (Newton's method,
 * steps halved while the likelihood falls).
 * Source: P. McCullagh and J. A. Nelder, Generalized Linear Models, 2nd edition, sections 2.5 and 4.4.
 * @returns null when no finite estimate exists: no cells, predictors that depend on each other, or separation
 */
export function logisticRegression(cells: readonly LogitCell[]): LogisticFit | null {
  const filled = cells.filter(({ trials }) => trials > 0)
  const size = filled[0]?.predictors.length ?? 0
  if (size === 0) return null
  let coefficients = Array<number>(size).fill(0)
  let at = derivatives(filled, coefficients)
  try {
    for (let round = 0; round < mostRounds; round++) {
      const step = solve(at.information, at.score).to1DArray()
      if (!step.every(Number.isFinite)) return null
      let part = 1
      let tried = coefficients
      let there = at
      for (; part > 1e-6; part /= 2) {
        tried = coefficients.map((value, i) => value + part * (step[i] as number))
        there = derivatives(filled, tried)
        if (there.logLikelihood >= at.logLikelihood - 1e-9 * Math.abs(at.logLikelihood)) break
      }
      coefficients = tried
      at = there
      if (coefficients.some((value) => Math.abs(value) > largest)) return null
      if (step.every((change) => Math.abs(change) < converged)) {
        const inverse = solve(at.information, Matrix.eye(size))
        // Symmetric but for rounding, which would keep it from being factored.
        const covariance = Matrix.add(inverse, inverse.transpose()).mul(0.5).to2DArray()
        return covariance.flat().every(Number.isFinite) ? { coefficients, covariance } : null
      }
    }
  } catch {
    // ml-matrix throws on a singular system.
  }
  return null
}
