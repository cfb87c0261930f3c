import { describe, expect, it } from 'vitest'
import { newcombeDifference } from './newcombe-difference.js'
import { toRate } from './to-rate.js'
import { enoughForQuantile, enoughForRate, enoughToCompare } from './too-few.js'
import { wilsonInterval } from './wilson-interval.js'

describe('wilsonInterval', () => {
  it.each([
    [1, 10, 0.018, 0.404],
    [5, 6, 0.436, 0.97],
    [4, 6, 0.3, 0.903],
    [0, 10, 0, 0.278],
    [10, 10, 0.722, 1],
  ])('%i of %i', (numerator, denominator, low, high) => {
    const interval = wilsonInterval(numerator, denominator)
    expect(interval?.low).toBeCloseTo(low, 3)
    expect(interval?.high).toBeCloseTo(high, 3)
  })

  it('refuses what is no share', () => {
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError)
    expect(() => wilsonInterval(-1, 2)).toThrow(RangeError)
    expect(() => wilsonInterval(Number.NaN, 2)).toThrow(RangeError)
  })
})

describe('toRate', () => {
  it('has the figures of the contract', () => {
    const { numerator, denominator, rate, low, high } = toRate(5, 6)
    expect([numerator, denominator]).toEqual([5, 6])
    expect([rate, low, high].map((x) => x?.toFixed(4))).toEqual(['0.8333', '0.4365', '0.9699'])
  })

  it('is null without a denominator', () => {
    expect(toRate(0, 0)).toEqual({ numerator: 0, denominator: 0, rate: null, low: null, high: null })
  })
})

describe('newcombeDifference', () => {
  // The examples of Newcombe (1998), table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
  ])('%i/%i - %i/%i', (a, m, b, n, low, high) => {
    const found = newcombeDifference({ numerator: a, denominator: m }, { numerator: b, denominator: n })
    expect(found?.difference).toBeCloseTo(a / m - b / n, 10)
    expect(found?.low).toBeCloseTo(low, 4)
    expect(found?.high).toBeCloseTo(high, 4)
  })

  it('is null when a group is empty', () => {
    expect(newcombeDifference({ numerator: 0, denominator: 0 }, { numerator: 1, denominator: 2 })).toBeNull()
  })
})

describe('too few', () => {
  it('shows a rate from 30 on', () => {
    expect(enoughForRate(toRate(1, 29))).toBe(false)
    expect(enoughForRate(toRate(1, 30))).toBe(true)
  })

  it('compares from five of either kind in each group on', () => {
    expect(enoughToCompare([toRate(5, 10), toRate(5, 100)])).toBe(true)
    expect(enoughToCompare([toRate(5, 10), toRate(4, 100)])).toBe(false)
    expect(enoughToCompare([toRate(6, 10), toRate(5, 100)])).toBe(false)
  })

  it('shows p75 from 50 and p95 from 200', () => {
    expect([49, 50].map((n) => enoughForQuantile(n, 0.75))).toEqual([false, true])
    expect([199, 200].map((n) => enoughForQuantile(n, 0.95))).toEqual([false, true])
  })
})
