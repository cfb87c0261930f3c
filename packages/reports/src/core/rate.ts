import { z } from 'zod'

/** A share with its 95% interval; `rate`, `low` and `high` are null when the denominator is 0. */
export const rateSchema = z.object({
  numerator: z.number(),
  denominator: z.number(),
  rate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
export type Rate = z.infer<typeof rateSchema>

/** Amounts are decimal text in major units; one entry a currency, never added across currencies. */
export const moneySchema = z.array(z.object({ currency: z.string(), amount: z.string() }))
export type Money = z.infer<typeof moneySchema>
