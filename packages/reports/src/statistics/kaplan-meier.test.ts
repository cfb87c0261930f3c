import { describe, expect, it } from 'vitest'
import { kaplanMeier, type Observation, survivalAt, survivalInterval, survivalQuantile } from './kaplan-meier.js'

const left = (...times: number[]): Observation[] => times.map((time) => ({ time, event: true }))
const censored = (...times: number[]): Observation[] => times.map((time) => ({ time, event: false }))

describe('kaplanMeier', () => {
  // Remission in weeks under 6-mercaptopurine: E. J. Freireich et al., Blood 21 (1963) 699-716; the figures are those
  // that statistics packages print for it.
  const remission = kaplanMeier([
    ...left(6, 6, 6, 7, 10, 13, 16, 22, 23),
    ...censored(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
  ])

  it.each([
    [6, 0.8571, 0.6197, 0.9516],
    [7, 0.8067, 0.5631, 0.9228],
    [10, 0.7529, 0.5032, 0.8894],
    [13, 0.6902, 0.4316, 0.8491],
    [16, 0.6275, 0.3675, 0.8049],
    [22, 0.5378, 0.2678, 0.7468],
    [23, 0.4482, 0.1881, 0.6801],
  ])('S(%i) = %f', (time, survival, low, high) => {
    expect(survivalAt(remission, time)).toBeCloseTo(survival, 4)
    const interval = survivalInterval(remission, time)
    expect(interval?.low).toBeCloseTo(low, 4)
    expect(interval?.high).toBeCloseTo(high, 4)
  })

  it('is constant between events, 1 before them, unknown after the last observation', () => {
    expect(survivalAt(remission, 5.9)).toBe(1)
    expect(survivalAt(remission, 34)).toBe(survivalAt(remission, 23))
    expect(survivalAt(remission, 35.1)).toBeNull()
    expect(survivalInterval(remission, 5)).toBeNull()
  })

  it('finds the median, and no quantile that the curve does not reach', () => {
    expect(survivalQuantile(remission, 0.5)).toBe(23)
    expect(survivalQuantile(remission, 0.6)).toBeNull()
    expect(survivalQuantile(kaplanMeier(left(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)), 0.7)).toBe(7)
  })

  it('stays at 0 once everybody had the event', () => {
    const curve = kaplanMeier(left(1, 2))
    expect(survivalAt(curve, 5)).toBe(0)
    expect(survivalInterval(curve, 5)).toBeNull()
  })

  it('takes a count for as many observations', () => {
    const counted = kaplanMeier([{ time: 6, event: true, count: 3 }, ...left(7), ...censored(6, 9)])
    expect(counted).toEqual(kaplanMeier([...left(6, 6, 6, 7), ...censored(6, 9)]))
  })

  it('lets late entries be at risk only after they came', () => {
    // At 2: three of the four, at 4: the late one and the fourth, at 5: the fourth.
    const curve = kaplanMeier([
      { time: 2, event: true },
      { time: 3, event: false },
      { time: 5, event: true },
      { time: 4, event: true, entry: 2 },
    ])
    expect(curve.points.map(({ time, atRisk }) => [time, atRisk])).toEqual([
      [2, 3],
      [4, 2],
      [5, 1],
    ])
    expect(survivalAt(curve, 4)).toBeCloseTo(1 / 3, 12)
  })

  it('has nothing to say without observations', () => {
    const nothing = kaplanMeier([])
    expect(survivalAt(nothing, 0)).toBeNull()
    expect(survivalQuantile(nothing, 0.5)).toBeNull()
  })
})
