import { z } from 'zod'
import { moneySchema, rateSchema } from '../../core/rate.js'
import { segments } from './customer-segments.js'

export const segmentRowSchema = z.object({
  segment: z.enum(segments),
  customers: z.number(),
  share: rateSchema,
  orders: z.number(),
  days_since_order: z.number().nullable(),
  revenue: moneySchema,
})

const bound = z.number().nullable()
const meanValue = z.object({ orders: z.number(), amount: z.string() })

export const totalsSchema = z.object({
  customers: z.number(),
  orders: z.number(),
  recent_days: z.number(),
  gone_days: z.number(),
  big_spenders: moneySchema,
  repurchase_gap: z.object({ gaps: z.number(), median_days: bound, low_days: bound, high_days: bound }),
  new_orders: z.number(),
  existing_orders: z.number(),
  new_customers: z.number(),
  existing_customers: z.number(),
  order_value: z.array(
    z.object({
      currency: z.string(),
      new: meanValue.nullable(),
      existing: meanValue.nullable(),
      ratio: bound,
      low: bound,
      high: bound,
    }),
  ),
  revenue_per_customer: z.array(
    z.object({
      currency: z.string(),
      group: z.enum(['all', 'new', 'existing']),
      customers: z.number(),
      amount: z.string(),
      low: z.string().nullable(),
      high: z.string().nullable(),
    }),
  ),
  new_product: z.object({
    new: rateSchema,
    existing: rateSchema,
    difference: z.object({ difference: z.number(), low: z.number(), high: z.number() }).nullable(),
    ratio: z.object({ ratio: z.number(), low: z.number(), high: z.number() }).nullable(),
  }),
  tried_another: rateSchema,
})
export type CustomerValueTotals = z.infer<typeof totalsSchema>
