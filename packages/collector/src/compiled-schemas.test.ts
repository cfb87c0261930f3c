import { eventSchema, importLineSchema, limits } from '@touchline/events'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { newId } from './test-support/make-event.js'

// A small generator of its own seed, so that a failure comes again.
function randomOf(seed: number) {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return { next, below, of: <T>(values: readonly T[]): T => values[below(values.length)] as T }
}
type Random = ReturnType<typeof randomOf>

const kinds = ['touchpoint', 'page_load', 'cart', 'identify']
const names = ['page_view', 'purchase', 'page_load', 'identify', 'my_event', 'refund', 'Not Snake', '']
// Values at and beyond the edges of what any field takes.
// biome-ignore format: a table reads better
const values: unknown[] = [
  'text', '', 'EUR', 'eur', 'x'.repeat(128), 'x'.repeat(limits.stringLength + 1), 'a\ud800b', 'granted', 'navigate', 'DE',
  0, -1, 1, 0.5, 65_535, 65_536, 86_400_001, 1e13, Number.MAX_SAFE_INTEGER + 2, Number.POSITIVE_INFINITY, Number.NaN,
  true, false, null, undefined, [], {}, [{}], '2026-03-01T10:03:00Z', '2026-03-01', 'awareness',
  { a: 1 }, { 'bad key': 1 }, { a: {} }, { constructor: 'x' }, JSON.parse('{"__proto__":"x","a":1}'),
  Object.fromEntries(Array.from({ length: limits.properties + 1 }, (_, i) => [`k${i}`, i])),
  { url: 'https://shop.example/', title: 'a' }, { url: 1 }, { surprise: 1 },
  [{ item_id: 'a', price: 1, quantity: 1 }], [{ price: 'a' }], [{ index: 1.5 }], Array(limits.items + 1).fill({}),
]

const fields = [
  ...new Set([
    ...eventSchema.options.flatMap((option) => Object.keys(option.shape)),
    ...Object.keys(importLineSchema.shape),
    'surprise',
    '__proto__',
  ]),
]

/** An event that is mostly right, with a few fields of any kind of value. */
function randomEvent(random: Random): unknown {
  if (random.next() < 0.01) return random.of(values)
  const event: Record<string, unknown> = {
    kind: random.of(kinds),
    name: random.of(names),
    event_id: random.next() < 0.95 ? newId() : random.of(values),
    occurred_at: random.next() < 0.95 ? Date.now() : random.of(values),
    user_id: 'u1',
  }
  for (let i = random.below(4); i > 0; i--) {
    const field = random.of(fields)
    Object.defineProperty(event, field, {
      value: random.of(values),
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return event
}

describe.each([
  ['eventSchema', eventSchema],
  ['importLineSchema', importLineSchema],
])('the compiled %s', (_, schema: z.ZodType) => {
  it('is compiled, and says of every event what the schema says', () => {
    const compiled = z.compile(schema, { strict: true })
    const random = randomOf(7)
    const verdicts = { valid: 0, invalid: 0 }
    for (let i = 0; i < 20_000; i++) {
      const event = randomEvent(random)
      const expected = schema.safeParse(event)
      const actual = compiled.safeParse(event)
      expect(actual.success).toBe(expected.success)
      if (expected.success) expect(actual.data).toEqual(expected.data)
      else expect(actual.error?.issues).toEqual(expected.error.issues)
      verdicts[expected.success ? 'valid' : 'invalid']++
    }
    // Both ways are trodden.
    expect(verdicts.valid).toBeGreaterThan(500)
    expect(verdicts.invalid).toBeGreaterThan(500)
  })
})
