import { describe, expect, it } from 'vitest'
import { bestTry } from './best-try.js'
import { orderedTry } from './ordered-try.js'
import { plainTry } from './plain-try.js'
import type { FunnelShape, UnitEvents } from './unit-events.js'

const shape = (more: Partial<FunnelShape> = {}): FunnelShape => ({
  steps: 3,
  optional: [false, false, false],
  order: 'sequential',
  windowMs: Infinity,
  exclusions: [],
  ...more,
})

/** Events as `time:letters`: a, b, c serve steps 1 to 3, x and y are the first and second exclusion. */
function events(text: string, steps = 3): UnitEvents {
  const parts = text.split(' ').map((part) => part.split(':'))
  const bit = (letter: string) => ('xy'.includes(letter) ? steps + 'xy'.indexOf(letter) : 'abcdef'.indexOf(letter))
  return {
    length: parts.length,
    times: parts.map(([time]) => Number(time)),
    masks: parts.map(([, letters]) =>
      [...(letters ?? '')].reduce((mask, letter) => mask | (letter === '-' ? 0 : 1 << bit(letter)), 0),
    ),
  }
}
const path = (text: string, more?: Partial<FunnelShape>) => {
  const unit = events(text, more?.steps)
  return bestTry(unit, shape(more))?.events.map((event) => (event < 0 ? null : unit.times[event]))
}

describe('sequential', () => {
  it('takes the last start that makes the first completion', () => {
    expect(path('0:a 10:a 20:b 30:c')).toEqual([10, 20, 30])
    expect(path('0:a 10:b 20:a 30:c 40:b')).toEqual([0, 10, 30])
  })
  it('lets one event serve one step', () => {
    expect(path('0:ab')).toEqual([0])
    expect(path('0:abc 1:abc')).toEqual([0, 1])
  })
  it('takes events of an instant in whichever order helps, each once', () => {
    expect(path('5:c 5:b 5:a')).toEqual([5, 5, 5])
    expect(path('5:abc 5:a 5:a')).toEqual([5, 5])
    expect(path('5:abc 5:a 5:ab')).toEqual([5, 5, 5])
  })
  it('includes the bound of the window', () => {
    expect(path('0:a 5:b 10:c', { windowMs: 10 })).toEqual([0, 5, 10])
    expect(path('0:a 5:b 11:c', { windowMs: 10 })).toEqual([0, 5])
  })
  it('skips an optional step, and prefers to do it', () => {
    const optional = [false, true, false]
    expect(path('0:a 9:c', { optional })).toEqual([0, null, 9])
    expect(path('0:a 5:b 9:c', { optional })).toEqual([0, 5, 9])
    expect(path('5:c 5:a', { optional })).toEqual([5, null, 5])
  })
})

describe('excluded events', () => {
  const exclusions = [{ from: 0, to: 1 }]
  it('count only inside their stretch', () => {
    expect(path('0:a 1:x 2:b 3:c', { exclusions })).toBeUndefined()
    expect(path('0:a 1:b 2:x 3:c', { exclusions })).toEqual([0, 1, 3])
  })
  it('may share an instant with a step', () => {
    expect(path('0:x 0:a 1:b', { exclusions })).toEqual([0, 1])
    expect(path('0:a 1:x 1:b', { exclusions })).toEqual([0, 1])
    expect(path('0:a 1:x 1:b', { exclusions: [{ from: 0, to: 2 }] })).toBeUndefined()
  })
  it('do not spoil a clean try by a later one', () => {
    expect(path('0:a 5:b 10:a 11:x 15:b 20:c', { exclusions })).toEqual([0, 5, 20])
  })
})

describe('strict', () => {
  const order = 'strict'
  it('ends a try at any other event and begins anew', () => {
    expect(path('0:a 1:- 2:b', { order })).toEqual([0])
    expect(path('0:a 1:- 2:a 3:b', { order })).toEqual([2, 3])
  })
  it('takes an instant in the order that helps', () => {
    expect(path('0:a 1:- 1:b', { order })).toEqual([0, 1])
    expect(path('0:a 1:- 1:b 2:c', { order })).toEqual([0, 1])
    expect(path('0:- 0:a 1:b 2:c', { order })).toEqual([0, 1, 2])
  })
})

describe('any order', () => {
  const order = 'any'
  it('counts different steps within the window', () => {
    expect(path('0:c 5:a 9:b', { order })).toEqual([0, 5, 9])
    expect(path('0:c 5:a 11:b', { order, windowMs: 10 })).toEqual([0, 5])
    expect(path('0:c 11:a 12:b 13:c', { order, windowMs: 10 })).toEqual([11, 12, 13])
    expect(path('0:a 1:a', { order })).toEqual([0])
  })
  it('moves an event to another step when that makes room', () => {
    expect(path('0:ab 1:a', { order })).toEqual([0, 1])
  })
  it('ends a try at an excluded event', () => {
    expect(path('0:c 1:x 2:b', { order, exclusions: [{ from: 0, to: 1 }] })).toEqual([0])
  })
})

/** A small generator of random numbers, so that a failure can be repeated. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** The greatest depth by trying every choice of events, each at or after the one before. */
function deepest({ times, masks, length }: UnitEvents, { steps, windowMs, order }: FunnelShape): number {
  const ms = (event: number) => times[event] as number
  const serves = (event: number, step: number) => ((masks[event] as number) >>> step) & 1
  const inOrder = (step: number, used: number[]): number => {
    let best = step
    if (step === steps) return best
    for (let event = 0; event < length; event++) {
      if (!serves(event, step) || used.includes(event)) continue
      const fits =
        step === 0 || (ms(event) >= ms(used.at(-1) as number) && ms(event) - ms(used[0] as number) <= windowMs)
      if (fits) best = Math.max(best, inOrder(step + 1, [...used, event]))
    }
    return best
  }
  const anyWay = (step: number, used: number[]): number => {
    if (step === steps) {
      const at = used.map(ms)
      return at.length > 0 && Math.max(...at) - Math.min(...at) > windowMs ? 0 : used.length
    }
    let best = anyWay(step + 1, used)
    for (let event = 0; event < length; event++) {
      if (serves(event, step) && !used.includes(event)) best = Math.max(best, anyWay(step + 1, [...used, event]))
    }
    return best
  }
  return order === 'any' ? anyWay(0, []) : inOrder(0, [])
}

describe('random events', () => {
  const random = generator(7)
  const pick = (n: number) => Math.floor(random() * n)
  const units = Array.from({ length: 3000 }, () => {
    const length = 1 + pick(7)
    const times = Array.from({ length }, () => pick(10)).sort((a, b) => a - b)
    return { length, times, masks: times.map(() => (random() < 0.7 ? 1 << pick(3) : pick(8))) }
  })

  it.each(['sequential', 'any'] as const)('%s: as deep as trying everything', (order) => {
    for (const windowMs of [2, 5, Infinity]) {
      for (const unit of units) {
        const asked = shape({ order, windowMs })
        expect([unit, bestTry(unit, asked)?.events.length ?? 0]).toEqual([unit, deepest(unit, asked)])
      }
    }
  })

  it('the short way answers what the long way does', () => {
    let answered = 0
    for (const windowMs of [2, 5, Infinity]) {
      for (const unit of units) {
        const plain = plainTry(unit, shape({ windowMs }))
        if (!plain) continue
        answered++
        expect([unit, plain]).toEqual([unit, orderedTry(unit, shape({ windowMs }))])
      }
    }
    expect(answered).toBeGreaterThan(500)
  })
})
