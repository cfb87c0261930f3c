import { describe, expect, it } from 'vitest'
import { logisticRegression } from './logistic-regression.js'

describe('logisticRegression', () => {
  it('gives the log odds and its variance of one share', () => {
    const fit = logisticRegression([{ predictors: [1], trials: 40, successes: 10 }])
    expect(fit?.coefficients[0]).toBeCloseTo(Math.log(10 / 30), 9)
    expect(fit?.covariance[0]?.[0]).toBeCloseTo(1 / 10 + 1 / 30, 9)
  })

  it('gives the log odds ratio of a two by two table', () => {
    const fit = logisticRegression([
      { predictors: [1, 1], trials: 100, successes: 20 },
      { predictors: [1, 0], trials: 200, successes: 20 },
    ])
    expect(fit?.coefficients[1]).toBeCloseTo(Math.log((20 * 180) / (80 * 20)), 9)
    expect(fit?.covariance[1]?.[1]).toBeCloseTo(1 / 20 + 1 / 80 + 1 / 20 + 1 / 180, 9)
  })

  it('fits the hours of study of twenty students', () => {
    // Hours of study and who passed: the worked example of the logistic regression article of Wikipedia.
    const hours = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5]
    const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1]
    const fit = logisticRegression(
      hours.map((hour, i) => ({ predictors: [1, hour], trials: 1, successes: passed[i] as number })),
    )
    expect(fit?.coefficients[0]).toBeCloseTo(-4.0777, 3)
    expect(fit?.coefficients[1]).toBeCloseTo(1.5046, 3)
    expect(Math.sqrt(fit?.covariance[1]?.[1] ?? 0)).toBeCloseTo(0.6287, 3)
  })

  it('has no estimate when the data separates, repeats itself or is missing', () => {
    expect(
      logisticRegression([
        { predictors: [1, 0], trials: 9, successes: 0 },
        { predictors: [1, 1], trials: 9, successes: 9 },
      ]),
    ).toBeNull()
    expect(logisticRegression([{ predictors: [1, 1], trials: 9, successes: 3 }])).toBeNull()
    expect(logisticRegression([])).toBeNull()
  })
})
