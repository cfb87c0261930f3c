import { createHash } from 'node:crypto'
import { uuidV7 } from '@touchline/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShopFixture, type ShopEvent, type ShopFixture } from '../../../test/shop-fixture.js'
import { funnel } from './funnel.js'

const startMs = Date.UTC(2026, 2, 1)
const now = startMs + 10 * 86_400_000
const period = { from: '2026-03-01', to: '2026-03-10' }

/** A small generator of random numbers, so that a failure can be repeated. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Visitors who do five things at random, often several at once, of whom some sign in; many events are stored twice. */
function randomEvents(): ShopEvent[] {
  const pick = generator(11)
  return Array.from({ length: 900 }, (_, who) => who).flatMap((who) => {
    const user_id = pick(3) === 0 ? `user${pick(60)}` : ''
    return Array.from({ length: 1 + pick(9) }, (_, i) => {
      const at = startMs + pick(12) * 3_600_000
      const event_id = uuidV7(at, createHash('sha256').update(`${who} ${i}`).digest())
      const event = {
        event_id,
        visitor_id: `v${who}`,
        at,
        name: 'abcde'[pick(5)] ?? '',
        ...(pick(2) ? { user_id } : {}),
      }
      return pick(4) === 0 ? [event, event] : [event]
    }).flat()
  })
}

describe('counts without times', () => {
  let shop: ShopFixture
  beforeAll(async () => {
    shop = await openShopFixture()
    await shop.insert(randomEvents())
  })
  afterAll(() => shop.close())

  const questions = [
    { steps: ['a', 'b', 'c'] },
    { steps: ['a', 'b', 'c', 'd', 'e'], window: null },
    { steps: [{ name: ['a', 'e'] }, 'b', { name: ['d', 'c'] }] },
    { steps: ['c', 'b'], direction: 'backward' },
    { steps: ['e'] },
    { steps: ['a', 'a', 'b'] },
  ]
  for (const question of questions) {
    for (const unit of ['person', 'visitor', 'session']) {
      it(`are those of the search with times: ${JSON.stringify(question)} by ${unit}`, async () => {
        for (const window of [
          { value: 1, unit: 'hour' },
          { value: 3.5, unit: 'hour' },
          { value: 7, unit: 'day' },
        ]) {
          const asked = { ...period, window, unit, ...question }
          const long = await shop.answer(funnel, asked, now)
          const short = await shop.answer(funnel, { ...asked, counts_only: true }, now)
          const counts = (rows: { count: number }[]) => rows.map(({ count }) => count)
          expect(counts(short.rows)).toEqual(counts(long.rows))
          expect(long.totals.entered).toBeGreaterThan(100)
        }
      })
    }
  }
})
