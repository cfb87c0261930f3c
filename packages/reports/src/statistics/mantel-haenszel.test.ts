import { describe, expect, it } from 'vitest'
import { mantelHaenszelDifference, mantelHaenszelRiskRatio } from './mantel-haenszel.js'
import type { TwoByTwo } from './odds-ratios.js'

const table = (a: number, n1: number, b: number, n0: number): TwoByTwo => ({
  exposedYes: a,
  exposedNo: n1 - a,
  otherYes: b,
  otherNo: n0 - b,
})

describe('mantelHaenszelDifference', () => {
  it('is the plain difference with the plain variance of one table', () => {
    // 50 of 100 against 30 of 100: sqrt(.25/100 + .21/100) = .067823.
    const found = mantelHaenszelDifference([table(50, 100, 30, 100)])
    expect(found?.difference).toBeCloseTo(0.2, 12)
    expect(found?.low).toBeCloseTo(0.2 - 1.959964 * 0.067823, 5)
    expect(found?.high).toBeCloseTo(0.2 + 1.959964 * 0.067823, 5)
  })

  it('undoes a mix that turns the difference round', () => {
    // Kidney stones (C. R. Charig et al., BMJ 292 (1986) 879-882): open surgery 81/87 and 192/263, percutaneous 234/270
    // and 55/80; it is better for small stones and for large ones, and worse in all.
    const strata = [table(81, 87, 234, 270), table(192, 263, 55, 80)]
    expect(273 / 350).toBeLessThan(289 / 350)
    // Weights 87·270/357 = 65.798 and 263·80/343 = 61.341: (.064368 · 65.798 + .042538 · 61.341) / 127.139 = .05384.
    const found = mantelHaenszelDifference(strata)
    expect(found?.difference).toBeCloseTo(0.05384, 4)
    expect(found?.low).toBeLessThan(0)
    // (81·270/357 + 192·80/343) / (234·87/357 + 55·263/343) = 106.043 / 99.197
    expect(mantelHaenszelRiskRatio(strata)?.ratio).toBeCloseTo(1.069, 3)
  })

  it('leaves out strata without one of the groups', () => {
    const strata = [table(5, 10, 3, 10), table(4, 4, 0, 0), table(0, 0, 9, 9)]
    expect(mantelHaenszelDifference(strata)).toEqual(mantelHaenszelDifference(strata.slice(0, 1)))
    expect(mantelHaenszelDifference(strata.slice(1))).toBeNull()
    expect(mantelHaenszelDifference([])).toBeNull()
  })
})

describe('mantelHaenszelRiskRatio', () => {
  it('has the log-delta interval of one table', () => {
    // ln variance 1/50 - 1/100 + 1/30 - 1/100 = .03333; exp(1.959964 · .182574) = 1.43020.
    const found = mantelHaenszelRiskRatio([table(50, 100, 30, 100)])
    expect(found?.ratio).toBeCloseTo(5 / 3, 12)
    expect(found?.low).toBeCloseTo(5 / 3 / 1.4302, 4)
    expect(found?.high).toBeCloseTo((5 / 3) * 1.4302, 3)
  })

  it('is null where a group never had the outcome', () => {
    expect(mantelHaenszelRiskRatio([table(0, 10, 3, 10)])).toBeNull()
    expect(mantelHaenszelRiskRatio([])).toBeNull()
  })
})
