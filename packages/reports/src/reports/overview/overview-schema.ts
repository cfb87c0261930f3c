import { z } from 'zod'
import { moneySchema, rateSchema } from '../../core/rate.js'
import { intervalNames } from '../../core/time-intervals.js'

const averageSchema = z.object({
  currency: z.string(),
  amount: z.string(),
  low: z.string().nullable(),
  high: z.string().nullable(),
  orders: z.number(),
})

/** The figures of some days as a whole. */
export const figuresSchema = z.object({
  visitors: z.number(),
  persons: z.number(),
  sessions: z.number(),
  page_views: z.number(),
  orders: z.number(),
  revenue: moneySchema,
  average_order_value: z.array(averageSchema),
  conversion: rateSchema,
  session_conversion: rateSchema,
  bounce: rateSchema,
  pages_per_session: z.number().nullable(),
  median_session_s: z.number().nullable(),
  mean_session_s: z.number().nullable(),
})
export type Figures = z.infer<typeof figuresSchema>

export const rowSchema = z.object({
  from: z.string().meta({ description: 'First day of the interval, or its hour' }),
  visitors: z.number(),
  sessions: z.number(),
  page_views: z.number(),
  orders: z.number(),
  revenue: moneySchema,
  session_conversion: rateSchema,
})

const changeSchema = z.object({
  figure: z.string(),
  currency: z.string().nullable().meta({ description: 'Of amounts' }),
  kind: z
    .enum(['relative', 'points'])
    .meta({ description: 'relative: 0.1 = a tenth more; points: a difference of two rates' }),
  change: z.number(),
  low: z.number(),
  high: z.number(),
  significant: z.boolean().nullable().meta({ description: 'The interval does not contain 0; null = too few to say' }),
})
export type Change = z.infer<typeof changeSchema>

const fromVisits = { sessions: z.number(), orders: z.number(), revenue: moneySchema, conversion: rateSchema }

export const totalsSchema = figuresSchema.extend({
  interval: z.enum(intervalNames),
  previous: figuresSchema
    .extend({ from: z.string(), to: z.string() })
    .nullable()
    .meta({ description: 'The same figures of the days before; null unless compared' }),
  changes: z.array(changeSchema),
  channels: z.array(z.object({ channel: z.string(), ...fromVisits, bounce: rateSchema })),
  pages: z.array(z.object({ path: z.string(), page_views: z.number(), visitors: z.number() })),
  products: z.array(
    z.object({
      item_id: z.string(),
      item_name: z.string(),
      views: z.number(),
      carts: z.number(),
      orders: z.number(),
      quantity: z.number(),
      revenue: moneySchema,
    }),
  ),
  entry_pages: z.array(z.object({ path: z.string(), ...fromVisits, bounce: rateSchema })),
  exit_pages: z.array(z.object({ path: z.string(), sessions: z.number(), share: rateSchema })),
})
export type OverviewTotals = z.infer<typeof totalsSchema>
