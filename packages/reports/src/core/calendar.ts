import { DateTime } from 'luxon'
import { z } from 'zod'
import { ReportError } from './report.js'
import { bind, type Sql, sql } from './sql.js'

const units = ['hour', 'day', 'week', 'month'] as const

/** How long a period of a report is; weeks begin on the day that the shop's weeks do. */
export const calendarParams = {
  period: z.enum(units).default('week').meta({ description: 'How long a period is' }),
  week_start: z.enum(['monday', 'sunday']).default('monday').meta({ description: 'First day of a week' }),
}

export interface CalendarUnit {
  period: (typeof units)[number]
  week_start: 'monday' | 'sunday'
}

const dayMs = 86_400_000
const hourMs = 3_600_000
const mostPeriods = 4000

/**
 * The whole periods of a time zone that touch a range of time, numbered from 0, and as many after them as asked for.
 * Days, weeks and months are those of the calendar, so that one with a clock change is an hour shorter or longer; hours
 * are 60 minutes each.
 */
export class Calendar {
  /** Start of the first period. */
  readonly #first: DateTime
  /** How many periods touch the range. */
  readonly length: number

  /** @throws ReportError `invalid_parameters` when there are too many periods */
  constructor(
    readonly unit: CalendarUnit,
    readonly range: { fromMs: number; untilMs: number; timezone: string },
  ) {
    this.#first = this.#startOf(range.fromMs)
    const last = this.#startOf(range.untilMs - 1)
    const { period } = unit
    // Rounded, because a day with a clock change is not quite a day.
    this.length =
      1 +
      Math.round(
        period === 'hour'
          ? (last.toMillis() - this.#first.toMillis()) / hourMs
          : last.diff(this.#first, period).as(period),
      )
    if (this.length > mostPeriods) {
      throw new ReportError(
        'invalid_parameters',
        `The range has ${this.length} periods of one ${period}: ask for at most ${mostPeriods}.`,
      )
    }
  }

  #startOf(ms: number): DateTime {
    const at = DateTime.fromMillis(ms, { zone: this.range.timezone })
    const { period, week_start } = this.unit
    return period === 'week' && week_start === 'sunday'
      ? at.plus({ days: 1 }).startOf('week').minus({ days: 1 })
      : at.startOf(period)
  }

  /** Start of a period, in milliseconds since the epoch. */
  startMs(index: number): number {
    const { period } = this.unit
    return period === 'hour'
      ? this.#first.toMillis() + index * hourMs
      : this.#first.plus({ [period]: index }).toMillis()
  }

  /** How answers name a period: its first day, or its hour with the offset. */
  label(index: number): string {
    const start = DateTime.fromMillis(this.startMs(index), { zone: this.range.timezone })
    const text =
      this.unit.period === 'hour'
        ? start.toISO({ suppressMilliseconds: true, suppressSeconds: true })
        : start.toISODate()
    return text ?? ''
  }

  /** SQL of the number of the period that an event lies in; negative before the first. */
  indexOfEvent(): Sql {
    const day = sql`toDate(occurred_at, ${bind.text(this.range.timezone)})`
    const sinceFirst = sql`toInt32(${day}) - ${bind.int(Date.parse(this.#first.toISODate() ?? '') / dayMs)}`
    switch (this.unit.period) {
      case 'hour':
        return sql`toInt32(floor((toInt64(at_ms) - ${bind.int(this.#first.toMillis())}) / ${bind.int(hourMs)}))`
      case 'day':
        return sql`toInt32(${sinceFirst})`
      case 'week':
        return sql`toInt32(floor((${sinceFirst}) / 7))`
      case 'month':
        return sql`toInt32(toYear(${day}) * 12 + toMonth(${day}) - ${bind.int(this.#first.year * 12 + this.#first.month)})`
    }
  }
}
