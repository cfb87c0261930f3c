import { expect, it } from 'vitest'
import { BoundedMap } from './bounded-map.js'

it('keeps what is used and never more than its size', () => {
  const map = new BoundedMap<number, string>(100)
  for (let i = 0; i < 10_000; i++) {
    map.set(i, `value ${i}`)
    expect(map.get(0)).toBe('value 0')
  }
  expect(map.get(9999)).toBe('value 9999')
  const kept = Array.from({ length: 10_000 }, (_, i) => map.get(i)).filter((value) => value !== undefined)
  expect(kept.length).toBeLessThanOrEqual(100)
})

it('makes a missing value once', () => {
  const map = new BoundedMap<string, number>(10)
  let made = 0
  const make = () => ++made
  expect([map.getOrSet('a', make), map.getOrSet('a', make)]).toEqual([1, 1])
})
