import { describe, expect, it } from 'vitest'
import { chosenInterval, intervalLabel, intervalStarts } from './time-intervals.js'

const day = 86_400_000
const days = (from: string, count: number, timezone: string) => {
  const fromMs = Date.parse(from)
  return { fromMs, untilMs: fromMs + count * day, timezone }
}

describe('intervalStarts', () => {
  it('has 25 hours on the day on which clocks go back, and 23 on the other', () => {
    const labels = (from: string, hours: number) => {
      const fromMs = Date.parse(from)
      const zone = 'Europe/Berlin'
      const period = { fromMs, untilMs: fromMs + hours * 3_600_000, timezone: zone }
      return intervalStarts(period, 'hour').map((ms) => intervalLabel(ms, 'hour', zone))
    }
    const autumn = labels('2026-10-25T00:00+02:00', 25)
    expect(autumn).toHaveLength(25)
    expect(autumn.slice(2, 4)).toEqual(['2026-10-25T02:00+02:00', '2026-10-25T02:00+01:00'])
    expect(new Set(autumn).size).toBe(25)
    expect(labels('2026-03-29T00:00+01:00', 23)).toHaveLength(23)
  })

  it('begins days, weeks and months where the time zone does', () => {
    const zone = 'Asia/Ho_Chi_Minh'
    const period = days('2026-02-27T00:00+07:00', 5, zone)
    const labels = (interval: 'day' | 'week' | 'month') =>
      intervalStarts(period, interval).map((ms) => intervalLabel(ms, interval, zone))
    expect(labels('day')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03'])
    expect(labels('week')).toEqual(['2026-02-23', '2026-03-02'])
    expect(labels('month')).toEqual(['2026-02-01', '2026-03-01'])
    expect(intervalStarts(period, 'day')[0]).toBe(Date.parse('2026-02-26T17:00Z'))
  })
})

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
