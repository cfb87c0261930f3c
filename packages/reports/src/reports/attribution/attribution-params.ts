import { z } from 'zod'
import { commonParams } from '../../core/common-params.js'
import { eventChoiceSchema } from '../../core/event-choice.js'
import { touchKeys } from '../../core/touches.js'
import { models } from './models.js'

const share = z.number().min(0).max(1)

export const attributionParams = z.strictObject({
  ...commonParams,
  filters: commonParams.filters.meta({ description: 'Only touches and conversions for which all of these hold' }),
  conversion: eventChoiceSchema
    .default({ name: 'purchase' })
    .meta({ description: 'What counts as a conversion, by name or {name, where}; default an order' }),
  models: z
    .array(z.enum(models))
    .min(1)
    .max(models.length)
    .default([...models])
    .meta({ description: 'Which models to show side by side; default all' }),
  lookback_days: z
    .number()
    .positive()
    .max(365)
    .default(30)
    .meta({ description: 'How long before a conversion a touch counts, both ends included', unit: 'd' }),
  by: z.enum(touchKeys).default('channel').meta({ description: 'What gets the credit; touchpoint: the kind of event' }),
  unit: z.enum(['person', 'visitor']).default('person').meta({ description: 'Whose touches make one path' }),
  repeats: z
    .enum(['each', 'neighbours_once', 'once'])
    .default('each')
    .meta({ description: 'How touches of the same key count: each, a run of them once, or once a path (the first)' }),
  direct: z.enum(['count', 'ignore', 'ignore_at_end']).default('count').meta({
    description: 'Whether visits without a known source count, never, or not at the end; a path of nothing else stays',
  }),
  last_touches: z.number().int().min(1).max(100).default(50).meta({ description: 'Longest path: its last touches' }),
  position: z
    .strictObject({ first: share.default(0.4), last: share.default(0.4) })
    .refine(({ first, last }) => first + last <= 1 + 1e-9, 'first and last together are at most 1')
    .default({ first: 0.4, last: 0.4 })
    .meta({ description: 'Shares of the first and last touch in the position model; the others divide the rest' }),
  half_life_days: z
    .number()
    .positive()
    .max(365)
    .default(7)
    .meta({ description: 'In the time decay model, how much earlier a touch counts half', unit: 'd' }),
  keys: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(50)
    .meta({ description: 'Most frequent keys that are told apart; the rest together is (other)' }),
  top_paths: z.number().int().min(0).max(100).default(10).meta({ description: 'How many of the most frequent paths' }),
})
export type AttributionParams = z.output<typeof attributionParams>
