import { describe, expect, it } from 'vitest'
import { interpolatedQuantile, quantile, quantileInterval } from './quantile.js'

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

describe('quantile', () => {
  it('is a value that was observed', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2)
    expect(quantile([1, 2, 3, 4], 0.75)).toBe(3)
    expect(quantile(upTo(10), 0.7)).toBe(7)
    expect(quantile([5], 0.95)).toBe(5)
    expect(quantile([1, 2], 0)).toBe(1)
    expect(quantile([], 0.5)).toBeNull()
  })
})

describe('interpolatedQuantile', () => {
  it('lies between the two nearest values', () => {
    expect(interpolatedQuantile([1, 2, 3, 4], 0.75)).toBe(3.25)
    expect(interpolatedQuantile([10, 20], 0.5)).toBe(15)
    expect(interpolatedQuantile([7], 0.75)).toBe(7)
    expect(interpolatedQuantile([], 0.75)).toBeNull()
  })
})

describe('quantileInterval', () => {
  it('encloses the median of a hundred by the 41st and the 60th', () => {
    expect(quantileInterval(upTo(100), 0.5)).toEqual({ low: 41, high: 60 })
  })

  it('is null where a rank would lie outside', () => {
    expect(quantileInterval(upTo(5), 0.95)).toBeNull()
    expect(quantileInterval([], 0.5)).toBeNull()
  })
})
