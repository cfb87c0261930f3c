import { z } from 'zod'
import { type Money, moneySchema, type Rate, rateSchema } from '../../core/rate.js'
import { enough, enoughForQuantile } from '../../statistics/too-few.js'
import { isTooFew, rateText } from '../components/rate.js'
import { absent } from '../format.js'
import type { View } from '../view.js'

/** A value as it is shown, in a table or as a headline, and as it is exported. */
export interface Cell {
  /** Several lines where there are several amounts. */
  text: string | readonly string[]
  /** What it rests on: interval, counts. */
  basis?: string
  align: 'start' | 'end'
  tone?: 'strong' | 'few' | 'good' | 'warn' | 'poor'
  /** Shown with its interval in a headline. */
  rate?: Rate
  /** A bar of this share of the cell's width. */
  bar?: number
  href?: string
  /** The value that exports carry. */
  value: unknown
}

/** Ways to show a value, in the language of the page; each knows when there are too few to say. */
export interface Cells {
  text(text: string, options?: { href?: string; value?: unknown }): Cell
  count(value: number | null | undefined, tone?: Cell['tone']): Cell
  decimal(value: number | null | undefined, digits?: number): Cell
  /** A share with interval and counts, or "too few". */
  rate(rate: Rate | null | undefined): Cell
  /** A share without counts of its own. */
  percent(share: number | null | undefined, tone?: Cell['tone']): Cell
  interval(bounds: { low: number | null; high: number | null }): Cell
  /** A difference of two shares in percentage points, with its interval. */
  points(difference: { difference: number | null; low: number | null; high: number | null }): Cell
  /** One line a currency: amounts are never added across currencies. */
  money(money: Money | null | undefined): Cell
  ms(value: number | null | undefined): Cell
  seconds(value: number | null | undefined): Cell
  days(value: number | null | undefined): Cell
  /** A quantile of `n` values, or "too few". */
  quantile(n: number, p: number, text: string, value: unknown): Cell
  /** A number with an interval of its own, resting on `n`; `enoughAt` = the least `n` to show it from (default 30). */
  estimate(
    estimate: { value: number | null; low?: number | null; high?: number | null; n?: number },
    show: (value: number) => string,
    enoughAt?: number,
  ): Cell
  /** A bar as wide as the share; exports leave it out. */
  bar(share: number): Cell
  /** A figure whose kind follows from its shape (a rate, amounts) or from the unit that its name ends with. */
  metric(name: string, value: unknown): Cell
}

const scoreSchema = z.object({
  n: z.number(),
  score: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})

/** The cells of a view. */
export function cellsFor(view: Pick<View, 't' | 'format'>): Cells {
  const { t, format } = view
  const number = (text: string, value: unknown, tone?: Cell['tone']): Cell => ({ text, value, tone, align: 'end' })
  const few = (basis: string, value: unknown): Cell => ({
    text: t('rate.too_few'),
    basis,
    value,
    tone: 'few',
    align: 'end',
  })
  const nOf = (n: number) => t('rate.times', { n: format.count(n) })

  const cells: Cells = {
    text: (text, options) => ({ text, value: options?.value ?? text, href: options?.href, align: 'start' }),
    count: (value, tone) => number(format.count(value), value ?? null, tone),
    decimal: (value, digits) => number(format.decimal(value, digits), value ?? null),
    rate: (rate) => {
      if (!rate || rate.denominator === 0) return number(absent, rate ?? null)
      const of = t('rate.of', { numerator: format.count(rate.numerator), denominator: format.count(rate.denominator) })
      if (isTooFew(rate)) return { ...few(of, rate), rate }
      return { ...number(rateText(view, rate), rate, 'strong'), basis: `${format.interval(rate)} · ${of}`, rate }
    },
    percent: (share, tone) => number(format.percent(share), share ?? null, tone),
    interval: (bounds) => number(format.interval(bounds), bounds),
    points: (difference) => ({
      ...number(format.points(difference.difference), difference),
      basis:
        difference.low === null || difference.high === null
          ? undefined
          : `${format.points(difference.low)} – ${format.points(difference.high)}`,
    }),
    money: (money) =>
      money && money.length > 0
        ? { text: money.map((amount) => format.money(amount)), value: money, align: 'end' }
        : number(absent, money ?? null),
    ms: (value) => number(format.ms(value), value ?? null),
    seconds: (value) => number(format.seconds(value), value ?? null),
    days: (value) => number(format.days(value), value ?? null),
    quantile: (n, p, text, value) =>
      n === 0 ? number(absent, value) : enoughForQuantile(n, p) ? number(text, value) : few(nOf(n), value),
    estimate: (estimate, show, enoughAt = enough.rate) => {
      const { value, low, high, n } = estimate
      if (value === null || n === 0) return number(absent, estimate)
      if (n !== undefined && n < enoughAt) return few(nOf(n), estimate)
      const interval = typeof low === 'number' && typeof high === 'number' ? `${show(low)} – ${show(high)}` : ''
      const basis = [interval, n === undefined ? '' : nOf(n)].filter(Boolean).join(' · ')
      return { ...number(show(value), estimate, 'strong'), basis: basis || undefined }
    },
    bar: (share) => ({ text: '', bar: share, value: undefined, align: 'start' }),
    metric: (name, value) => {
      const rate = rateSchema.safeParse(value)
      if (rate.success) return cells.rate(rate.data)
      const score = scoreSchema.safeParse(value)
      if (score.success) return cells.estimate({ ...score.data, value: score.data.score }, (one) => format.decimal(one))
      const money = moneySchema.safeParse(value)
      if (money.success) return cells.money(money.data)
      return number(metricText(view, name, value), value)
    },
  }
  return cells
}

/** A number in the unit that its name ends with. */
export function metricText({ format }: Pick<View, 'format'>, name: string, value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'number') return absent
  if (name.endsWith('_ms')) return format.ms(value)
  if (name.endsWith('_s')) return format.seconds(value)
  if (name.endsWith('_days')) return format.days(value)
  if (name.endsWith('_share')) return format.percent(value)
  return Number.isInteger(value) ? format.count(value) : format.decimal(value, 2)
}
