import { describe, expect, it } from 'vitest'
import { chosenInterval } from './time-intervals.js'

const day = 86_400_000
const days = (from: string, count: number, timezone: string) => {
  const fromMs = Date.parse(from)
  return { fromMs, untilMs: fromMs + count * day, timezone }
}

describe('chosenInterval', () => {
  it.each([
    [1, 'hour'],
    [2, 'hour'],
    [3, 'day'],
    [93, 'day'],
    [94, 'week'],
    [732, 'week'],
    [3000, 'month'],
  ] as const)('%i days: by the %s', (count, interval) => {
    expect(chosenInterval(days('2026-01-01', count, 'UTC'))).toBe(interval)
  })

  it('is what was asked for, unless that would be thousands of hours', () => {
    expect(chosenInterval(days('2026-01-01', 30, 'UTC'), 'hour')).toBe('hour')
    expect(chosenInterval(days('2026-01-01', 3000, 'UTC'), 'hour')).toBe('day')
  })
})
