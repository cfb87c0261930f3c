import { describe, expect, it } from 'vitest'
import { aalenJohansen, incidenceAt, medianStay, type Spell } from './aalen-johansen.js'

const spells = (outcome: string | null, ...times: number[]): Spell[] => times.map((time) => ({ time, outcome }))

describe('aalenJohansen', () => {
  // By hand: 2/7 at 0; 4/7 at 1; 5/7 at 3; the open spell leaves at 15; the last one ends at 30.
  const curve = aalenJohansen([...spells('next', 0, 0, 1, 1, 3), ...spells('lapse', 30), ...spells(null, 15)])

  it('adds up each outcome for itself', () => {
    expect([0, 1, 3, 30].map((day) => incidenceAt(curve, 'next', day)?.value.toFixed(3))).toEqual([
      '0.286',
      '0.571',
      '0.714',
      '0.714',
    ])
    expect(incidenceAt(curve, 'lapse', 29)?.value).toBe(0)
    expect(incidenceAt(curve, 'lapse', 30)?.value).toBeCloseTo(2 / 7, 12)
  })

  it('takes censored spells out of those at risk', () => {
    // At 2, 1 of 4; one is censored at 3; at 5, 1 of 2; then the last: b gets 3/4 * 1/2, a the rest.
    const small = aalenJohansen([...spells('a', 2, 8), ...spells('b', 5), ...spells(null, 3)])
    expect(incidenceAt(small, 'a', 2)?.value).toBeCloseTo(0.25, 12)
    expect(incidenceAt(small, 'b', 6)?.value).toBeCloseTo(0.375, 12)
    expect(incidenceAt(small, 'a', 8)?.value).toBeCloseTo(0.625, 12)
  })

  it('has the binomial variance while nothing is censored', () => {
    const open = aalenJohansen([
      { time: 1, outcome: 'a', count: 20 },
      { time: 2, outcome: 'b', count: 30 },
      { time: 3, outcome: 'a', count: 10 },
      { time: 9, outcome: null, count: 40 },
    ])
    const found = incidenceAt(open, 'a', 5)
    // F = .3, standard error sqrt(.3 * .7 / 100) = .045826; the log-log ends by hand.
    const reach = (1.959964 * 0.0458258) / (0.3 * Math.log(1 / 0.3))
    expect(found?.value).toBeCloseTo(0.3, 12)
    expect(found?.low).toBeCloseTo(0.3 ** Math.exp(reach), 6)
    expect(found?.high).toBeCloseTo(0.3 ** Math.exp(-reach), 6)
  })

  it('knows when half have left, and what it cannot know', () => {
    expect(medianStay(curve)).toBe(1)
    expect(medianStay(aalenJohansen([...spells('a', 1), ...spells(null, 2, 3)]))).toBeNull()
    expect(incidenceAt(aalenJohansen([...spells('a', 1), ...spells(null, 2)]), 'a', 3)).toBeNull()
    expect(incidenceAt(aalenJohansen([]), 'a', 3)).toBeNull()
  })
})
