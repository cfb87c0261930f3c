import { describe, expect, it } from 'vitest'
import { chiSquareTail } from './chi-square-tail.js'
import { eValue } from './e-value.js'
import { breslowDay, crudeOddsRatio, mantelHaenszelRatio, mantelHaenszelSums, type TwoByTwo } from './odds-ratios.js'

const table = (exposedYes: number, exposedNo: number, otherYes: number, otherNo: number): TwoByTwo => ({
  exposedYes,
  exposedNo,
  otherYes,
  otherNo,
})

describe('chiSquareTail', () => {
  it.each([
    [3.841459, 1, 0.05],
    [5.991465, 2, 0.05],
    [7.814728, 3, 0.05],
    [18.307038, 10, 0.05],
    [24.72497, 11, 0.01],
    [0, 4, 1],
  ])('of %f with %i degrees is %f', (value, degrees, p) => {
    expect(chiSquareTail(value, degrees)).toBeCloseTo(p, 5)
  })
})

describe('odds ratios', () => {
  // Admissions to Berkeley in 1973 by department: women and men, admitted and not (R's UCBAdmissions).
  const berkeley = [
    table(512, 313, 89, 19),
    table(353, 207, 17, 8),
    table(120, 205, 202, 391),
    table(138, 279, 131, 244),
    table(53, 138, 94, 299),
    table(22, 351, 24, 317),
  ]

  it('of one table has Woolf’s interval', () => {
    const crude = crudeOddsRatio(table(1198, 1493, 557, 1278))
    expect(crude?.ratio).toBeCloseTo(1.84108, 4)
    expect(crude?.low).toBeCloseTo(1.62436, 4)
    expect(crude?.high).toBeCloseTo(2.08672, 4)
    expect(crudeOddsRatio(table(0, 3, 4, 5))).toBeNull()
  })

  it('of strata are what R’s mantelhaen.test gives', () => {
    const common = mantelHaenszelRatio(mantelHaenszelSums(berkeley))
    expect(common?.ratio).toBeCloseTo(0.9046968, 6)
    expect(common?.low).toBeCloseTo(0.7719074, 5)
    expect(common?.high).toBeCloseTo(1.0603298, 5)
    expect(mantelHaenszelRatio(mantelHaenszelSums([]))).toBeNull()
  })

  it('differ between departments by the test of Breslow and Day', () => {
    const test = breslowDay(berkeley)
    expect(test?.chi_square).toBeCloseTo(18.8, 0)
    expect(test?.degrees).toBe(5)
    expect(test?.p).toBeLessThan(0.005)
    expect(breslowDay(berkeley.slice(0, 1))).toBeNull()
    const alike = [table(20, 80, 40, 60), table(40, 160, 80, 120)]
    expect(breslowDay(alike)?.p).toBeCloseTo(1, 6)
  })
})

describe('eValue', () => {
  it('is that of the example of its authors', () => {
    // Risk ratio 3.9 (1.8 to 8.7): 7.2, and 3.0 for the end of the interval.
    const { estimate, interval } = eValue({ ratio: 3.9, low: 1.8, high: 8.7 }, 0.05)
    expect(estimate).toBeCloseTo(7.26, 2)
    expect(interval).toBeCloseTo(3.0, 1)
  })

  it('is 1 when the interval holds 1, and turns ratios below 1 around', () => {
    expect(eValue({ ratio: 0.8, low: 0.6, high: 1.1 }, 0.05).interval).toBe(1)
    expect(eValue({ ratio: 0.5, low: 0.4, high: 0.6 }, 0.05).estimate).toBeCloseTo(2 + Math.SQRT2, 9)
    expect(eValue({ ratio: 4, low: 2, high: 8 }, 0.5).estimate).toBeCloseTo(2 + Math.SQRT2, 9)
  })
})
