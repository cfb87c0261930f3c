import { z } from 'zod'
import { moneySchema, rateSchema } from '../../core/rate.js'

/** The rates of some carts; those of visits are beside them in the report's totals. */
export const cartFigures = z.object({
  carts: z.number(),
  gross: rateSchema,
  net: rateSchema,
  recovered: rateSchema,
  checkout_gross: rateSchema,
  checkout_net: rateSchema,
  payment_failure: rateSchema,
  value: z.object({ gross: moneySchema, recovered: moneySchema, net: moneySchema, pending: moneySchema }),
})
export type CartFigures = z.infer<typeof cartFigures>

export const reasonSchema = z.object({ reason: z.string(), carts: z.number(), share: rateSchema, value: moneySchema })

export const valueBandSchema = z.object({
  currency: z.string(),
  from: z.string().meta({ description: 'Least value in the band, as decimal text' }),
  to: z.string().meta({ description: 'Greatest value in the band' }),
  carts: z.number(),
  gross: rateSchema,
})

export const listedCartSchema = z.object({
  owner: z.string().meta({ description: 'Person (or visitor, when those are followed)' }),
  began_at: z.string(),
  left_at: z.string().nullable().meta({ description: 'The last thing done before the cart was left' }),
  bought_at: z.string().nullable(),
  state: z.string(),
  reason: z.string(),
  currency: z.string(),
  value: z.string().nullable().meta({ description: 'Decimal text in major units' }),
})
