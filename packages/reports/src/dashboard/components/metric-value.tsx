import { z } from 'zod'
import { moneySchema, type Rate, rateSchema } from '../../core/rate.js'
import { enough } from '../../statistics/too-few.js'
import { absent } from '../format.js'
import type { View } from '../view.js'
import { MoneyCell } from './money-cell.js'
import { RateCell } from './rate.js'

const scoreSchema = z.object({
  n: z.number(),
  score: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})

/** A net promoter score with its interval, or "too few". */
function ScoreCell({ view, score: { n, score, low, high } }: { view: View; score: z.infer<typeof scoreSchema> }) {
  const { t, format } = view
  if (n === 0) return <td class="number">{absent}</td>
  const few = n < enough.rate
  return (
    <td class="number">
      <span class={few ? 'few' : 'strong'}>{few ? t('rate.too_few') : format.decimal(score)}</span>
      <small>
        {few ? '' : `${format.decimal(low)} – ${format.decimal(high)} · `}
        {t('rate.times', { n: format.count(n) })}
      </small>
    </td>
  )
}

/** A cell for a figure whose kind follows from its shape (a rate, amounts) or the unit that ends its name. */
export function MetricCell({ view, name, value }: { view: View; name: string; value: unknown }) {
  const rate = rateSchema.safeParse(value)
  if (rate.success) return <RateCell view={view} rate={rate.data satisfies Rate} />
  const score = scoreSchema.safeParse(value)
  if (score.success) return <ScoreCell view={view} score={score.data} />
  const money = moneySchema.safeParse(value)
  if (money.success) return <MoneyCell view={view} money={money.data} />
  return <td class="number">{metricText(view, name, value)}</td>
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
