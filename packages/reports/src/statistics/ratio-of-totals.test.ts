import { describe, expect, it } from 'vitest'
import { meanInterval, ratioOfMeans, ratioOfTotals } from './ratio-of-totals.js'

/** Sums of persons given one by one as [what they paid, how many orders]. */
const meanOf = (persons: [sum: number, count: number][]) => {
  const total = (of: (person: [number, number]) => number) => persons.reduce((all, person) => all + of(person), 0)
  return {
    sum: total(([x]) => x),
    count: total(([, n]) => n),
    sumSquares: total(([x]) => x * x),
    countSquares: total(([, n]) => n * n),
    products: total(([x, n]) => x * n),
  }
}

describe('ratioOfTotals', () => {
  it('is the interval of a ratio of two Poisson counts when everybody counts once', () => {
    // exp(ln(1.2) ± 1.959964 · sqrt(1/120 + 1/100)): 0.92030, 1.56471.
    const found = ratioOfTotals({ sum: 120, squares: 120 }, { sum: 100, squares: 100 })
    expect(found?.ratio).toBeCloseTo(1.2, 10)
    expect(found?.low).toBeCloseTo(0.9203, 4)
    expect(found?.high).toBeCloseTo(1.56471, 4)
  })

  it('is wider when few persons make the total', () => {
    const many = ratioOfTotals({ sum: 120, squares: 120 }, { sum: 100, squares: 100 })
    const few = ratioOfTotals({ sum: 120, squares: 1200 }, { sum: 100, squares: 1000 })
    expect((few?.high ?? 0) / (few?.low ?? 1)).toBeGreaterThan((many?.high ?? 0) / (many?.low ?? 1))
  })

  it('is null when there is nothing on one side', () => {
    expect(ratioOfTotals({ sum: 0, squares: 0 }, { sum: 3, squares: 3 })).toBeNull()
    expect(ratioOfTotals({ sum: 3, squares: 3 }, { sum: 0, squares: 0 })).toBeNull()
  })
})

describe('ratioOfMeans', () => {
  it('does not vary where every order costs the same', () => {
    const mean = meanOf([
      [10, 1],
      [30, 3],
    ])
    expect(ratioOfMeans(mean, mean)).toEqual({ ratio: 1, low: 1, high: 1 })
    expect(meanInterval(mean)).toEqual({ low: 10, high: 10 })
  })

  it('contains the truth about 95 times of 100 where persons order several times', () => {
    // A small generator (mulberry32), so that the 2000 shops are the same every time.
    let state = 7
    const uniform = () => {
      state = (state + 0x6d2b79f5) | 0
      let t = Math.imul(state ^ (state >>> 15), 1 | state)
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
    }
    const shop = () =>
      meanOf(
        Array.from({ length: 150 }, (): [number, number] => {
          // Who orders often orders cheaply: 1 order at about 60, or 4 at about 30. The mean of all is 36.
          const orders = uniform() < 0.5 ? 1 : 4
          return [orders * (orders === 1 ? 60 : 30) * (0.5 + uniform()), orders]
        }),
      )
    let covered = 0
    for (let i = 0; i < 2000; i++) {
      const interval = meanInterval(shop())
      if (interval && interval.low <= 36 && interval.high >= 36) covered++
    }
    expect(covered / 2000).toBeGreaterThan(0.93)
    expect(covered / 2000).toBeLessThan(0.97)
  })

  it('is null without orders', () => {
    expect(ratioOfMeans(meanOf([]), meanOf([[1, 1]]))).toBeNull()
    expect(meanInterval(meanOf([[0, 1]]))).toBeNull()
  })
})
